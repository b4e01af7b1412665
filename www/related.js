/**
 * The element `<xun-zhang-related>`: articles like the one that the page shows, for the end of an article.
 *
 *     <script type="module" src="related.js"></script>
 *     <xun-zhang-related src="/search/"></xun-zhang-related>
 *
 * @module
 */
import { h, readable, safeAddress, sourceOf } from './dom.js';
import { withCode } from './error.js';
import { articleHere, isHere } from './here.js';
import { dress } from './sheets.js';
import { rare } from './words-rare.js';
import { wordsFor } from './words.js';
import { style } from './xun-zhang-style.js';
import { open } from './xunzhang.js';

/** @import { Hit } from './types.js' */
/** @import { RareWords, Words } from './words.js' */
/** @import { Library } from './xunzhang.js' */

/** How many articles unless told. */
const LIMIT = 5;

/** How many words the articles are looked for by. */
const WORDS = 8;

/** What is a word that says something: two characters and more. */
const WORD = /^[\p{L}\p{N}]{2,}$/u;

/** How far below the window the element may be when it begins to ask: readers who do not come that far cost nothing. */
const MARGIN = '400px';

const own = `
h2 { margin: 0; padding: .6em 0; font-size: 1.1em; border-bottom: 1px solid var(--line); }
ul { margin: 0; padding: 0; list-style: none; }
li { border-bottom: 1px solid var(--line); }
.list a { padding-inline: 0; min-height: 2.75em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;

/**
 * Articles like the one of the page; nothing at all where there are none.
 *
 * Attributes: `src`, as `<xun-zhang>` has it; `article`, the id of the article, else it is the one that has the address of the page; `limit`, 5 unless told;
 * `href`, where an article without an address of its own is opened; `lang`. Parts and custom properties are those of `<xun-zhang>`.
 */
export class XunZhangRelated extends HTMLElement {
  /** @type {IntersectionObserver | null} */
  #observer = null;
  #place = h('div', { class: 'root', hidden: true });

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    dress(this, style);
    dress(this, own);
    // What is not shown is never near the window; so something is, if only its place.
    root.append(h('div', {}, this.#place));
  }

  connectedCallback() {
    this.#observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.#observer?.disconnect();
      this.#fill();
    }, { rootMargin: MARGIN });
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    this.#observer?.disconnect();
    this.#observer = null;
  }

  async #fill() {
    const tag = this.closest('[lang]')?.getAttribute('lang') ?? '';
    /** @type {Library | undefined} */
    let library;
    try {
      library = await open(sourceOf(this.getAttribute('src')));
      const words = { ...rare, ...await wordsFor(tag) };
      this.#show(await this.#like(library), words);
    } catch (error) {
      this.dispatchEvent(new CustomEvent('xun-zhang:error', { detail: { query: '', error: withCode(error) }, bubbles: true, composed: true }));
    } finally {
      library?.close();
    }
  }

  /**
   * The articles that the index names as related to this one; where it names none, those that hold most of the words of its headline and tags.
   * @param {Library} library
   * @returns {Promise<Hit[]>}
   */
  async #like(library) {
    const id = this.getAttribute('article') ?? (await articleHere(library)).id;
    const limit = Number(this.getAttribute('limit')) || LIMIT;
    const named = (await library.related(id)).filter((hit) => !isHere(hit)).slice(0, limit);
    if (named.length > 0) return named;
    const { headline, tags } = await library.article(id);
    // A headline as a whole would find but the article itself; any of its words will do, and who has more of them comes first.
    const { understood } = await library.search(headline, { limit: 1, explain: true });
    const words = (understood?.tokens ?? []).filter(({ text, weight }) => weight === 1 && WORD.test(text)).map(({ text }) => text);
    const { hits } = await library.search([...new Set([...tags, ...words])].slice(0, WORDS).join(' OR '), { limit: limit + 1 });
    return hits.filter((hit) => hit.id !== id && !isHere(hit)).slice(0, limit);
  }

  /**
   * @param {Hit[]} hits
   * @param {Words & RareWords} words
   */
  #show(hits, words) {
    const { lang, between, related } = words;
    this.#place.replaceChildren(
      h('h2', { lang, part: 'heading' }, related),
      h('ul', { class: 'list' }, ...hits.map((hit) => h('li', {}, h('a', { class: 'hit', part: 'hit', href: this.#address(hit) },
        h('span', { class: 'title', part: 'title' }, hit.title),
        h('span', { class: 'meta', part: 'meta' }, [hit.source, hit.authors.join(between), hit.date && readable(hit.date, { lang })].filter(Boolean).join(' · ')))))));
    this.#place.hidden = hits.length === 0;
  }

  /** @param {Hit} hit */
  #address({ id, url }) {
    return safeAddress(url) ?? this.getAttribute('href')?.replaceAll('{id}', encodeURIComponent(id));
  }
}

if (!customElements.get('xun-zhang-related')) customElements.define('xun-zhang-related', XunZhangRelated);
