/**
 * Searching within the article that the page shows: each passage that answers is a result, in the order of the article, and a
 * chosen one is marked and brought into view.
 *
 * @module
 */
import { articleHere } from './here.js';
import { land } from './land.js';
import { LANDING, addressed } from './landing-link.js';
import { rare } from './words-rare.js';

/** @import { ArticleView, Asking, Hit, Page, TextPart } from './types.js' */
/** @import { Worded } from './words.js' */
/** @import { XunZhang } from './xun-zhang.js' */
/** @import { Library } from './xunzhang.js' */

/** How many characters stand before the first run in the snippet of a passage. */
const BEFORE = 24;

/** How many characters a snippet has. */
const SNIPPET = 90;

/** Of the marked characters that the best passage has, the share that a passage must have: others hold but a syllable of the query. */
const ENOUGH = 0.5;

/** One article, which is asked as a library is. */
export class Within {
  #library;
  #element;
  #worded;
  /** The last page whose article was looked for: an application may change its pages by itself. @type {{ path: string, id: string } | undefined} */
  #page;
  #stop = new AbortController();
  /** How many places it was. */
  found = rare.places;

  /**
   * @param {Library} library
   * @param {XunZhang} element
   * @param {Worded} worded
   */
  constructor(library, element, worded) {
    this.#library = library;
    this.#element = element;
    this.#worded = worded;
    element.addEventListener('xun-zhang:select', (event) => this.#go(event), { signal: this.#stop.signal });
    // A landing that has ended hears of Back and Forward no more.
    addEventListener('popstate', () => land(element.landing || LANDING, element), { signal: this.#stop.signal });
  }

  /**
   * Finds the passages that answer.
   * @param {string} query
   * @param {{ limit?: number } & Asking} options
   * @returns {Promise<Page>}
   */
  async search(query, { limit = Infinity, signal } = {}) {
    const start = performance.now();
    const id = this.#element.within || await this.#here();
    this.found = { ...rare, ...await this.#worded() }.places;
    const all = passages(await this.#library.article(id, { highlight: query, signal }), own(this.#element.landing || LANDING));
    return { query, total: all.length, totalIsExact: true, tookMs: performance.now() - start, hits: all.slice(0, limit), facets: {} };
  }

  close() {
    this.#stop.abort();
    this.#library.close();
  }

  /** The id of the article that has the address of this page. */
  async #here() {
    const path = location.pathname;
    if (this.#page?.path !== path) this.#page = { path, id: (await articleHere(this.#library)).id };
    return this.#page.id;
  }

  /** Goes to a passage without leaving the page. @param {Event} event */
  #go(event) {
    const { hit, newTab } = /** @type {CustomEvent<{ hit: Hit, newTab: boolean }>} */ (event).detail;
    if (event.defaultPrevented || newTab) return;
    const name = this.#element.landing || LANDING;
    const bare = own(name);
    const there = addressed(bare, hit, name);
    // Whatever the page came with is landed on by now: from here on its reader says where to go.
    land(name, this.#element);
    try {
      if (new URL(there, location.href).href === location.href) {
        // Whoever chooses the same passage again wants to be brought there again.
        history.replaceState(history.state, '', bare);
        land(name, this.#element);
        history.replaceState(history.state, '', there);
      } else {
        history.pushState(null, '', there);
      }
    } catch {
      // Browsers limit how often an address may change; the link itself leads there too.
      return;
    }
    event.preventDefault();
    /** @type {HTMLElement | null | undefined} */ (this.#element.shadowRoot?.activeElement)?.blur();
    land(name, this.#element);
  }
}

/**
 * The address of this page, without its fragment and without what is marked now.
 * @param {string} name The name of the parameter that carries it.
 */
function own(name) {
  const rest = location.search.slice(1).split('&').filter((piece) => !new URLSearchParams(piece).has(name)).join('&');
  return `${location.pathname}${rest && `?${rest}`}`;
}

/**
 * The passages of an article that answer, as hits.
 * @param {ArticleView} article
 * @param {string} page The address of the page.
 * @returns {Hit[]}
 */
function passages({ id, headline, blocks }, page) {
  const lengths = blocks.map(({ parts }) => marked(parts));
  const most = Math.max(0, ...lengths);
  /** @type {{ title: string, anchor: string | null }} */
  let above = { title: headline, anchor: null };
  return blocks.flatMap(({ kind, anchor, parts }, paragraph) => {
    if (kind === 'subhead') above = { title: parts.map(({ text }) => text).join(''), anchor };
    if (most === 0 || lengths[paragraph] < most * ENOUGH) return [];
    return [{
      id, url: page, title: above.title, titleMade: false, source: null, authors: [], place: null, date: null, image: null, meta: {}, score: 0, partial: false, paragraph,
      anchor: anchor ?? above.anchor, snippet: cut(parts), titleParts: [{ text: above.title, mark: false }], subHeadlineParts: [], keywords: [], sections: [],
    }];
  });
}

/**
 * How many different characters are marked.
 * @param {TextPart[]} parts
 */
function marked(parts) {
  return new Set(parts.flatMap(({ text, mark }) => (mark ? [...text] : []))).size;
}

/**
 * The part of a passage around its first run.
 * @param {TextPart[]} parts
 * @returns {TextPart[]}
 */
function cut(parts) {
  const first = parts.findIndex(({ mark }) => mark);
  const before = [...parts.slice(0, first).map(({ text }) => text).join('')];
  const lead = before.length > BEFORE ? `…${before.slice(-BEFORE).join('')}` : before.join('');
  let left = SNIPPET;
  /** @type {TextPart[]} */
  const taken = lead ? [{ text: lead, mark: false }] : [];
  for (const { text, mark } of parts.slice(first)) {
    const characters = [...text];
    if (left <= 0) break;
    // A run is shown whole.
    taken.push(mark || characters.length <= left ? { text, mark } : { text: `${characters.slice(0, left).join('')}…`, mark });
    left -= characters.length;
  }
  return taken;
}
