/**
 * The element `<xun-zhang>`: a search box with live results, for any page.
 *
 *     <script type="module" src="xun-zhang.js"></script>
 *     <xun-zhang></xun-zhang>
 *
 * @module
 */
import { h, marked, readable, safeAddress } from './dom.js';
import { InputMethod, Options, calls } from './keys.js';
import { wordsFor } from './words.js';
import { style } from './xun-zhang-style.js';
import { open } from './xunzhang.js';

/** @import { Hit, Page, Section } from './types.js' */
/** @import { RareWords, Words } from './words.js' */
/** @import { Library } from './xunzhang.js' */

/**
 * What stands in the panel besides results: words and buttons, and below headings queries that can be asked.
 * @typedef {{ extra: Node[], groups: { label: string, tries: { query: string, note?: string }[] }[] }} Help
 */

/** How long a result must stand before it is read out, in milliseconds: nobody wants to hear one for each key. */
const PAUSE = 500;

/** How long a search may take before it is said that it is under way, in milliseconds. */
const SLOW = 200;

/** How many results PageUp and PageDown pass. */
const LEAP = 5;

/** @type {CSSStyleSheet | undefined} One sheet for all elements of a page. */
let sheet;

/**
 * A search box with live results.
 *
 * The keyboard: `/` and Ctrl-K or ⌘-K come to the box. Arrows walk the results, PageUp and PageDown pass several, Home and End
 * go to either end once one is active. Enter opens the active one (or the first), with Shift, Ctrl or ⌘ in a new tab. Escape
 * empties the box; a second one closes the panel and goes back to where the reader came from. A key that an input method uses
 * does none of that.
 *
 * @attr {string} src - The address of an index folder (`/search/`) or file; several, with spaces between, are searched as one.
 *   Without it, the corpus inside the wasm.
 * @attr {string} lang - The language of the element's own words: `zh-Hans`, `zh-Hant` (also `zh-TW`, `zh-HK`), English for others;
 *   without it, that of the page around it.
 * @attr {number} limit - How many results at most; 8 unless told.
 * @attr {string} hotkeys - The keys that come to the box from anywhere on the page, with spaces between; `/ mod+k` unless told, none
 *   when empty. Of several elements the first one that can be seen has them.
 * @attr {string} label - What a screen reader calls the box; needed where a page has several.
 * @attr {string} placeholder - What the empty box says.
 * @attr {string} recent - Keeps the queries whose results were opened on the reader's device and offers them below the empty box;
 *   a value keeps them apart from those of other elements. Without it nothing is kept. See `recent.js`.
 * @attr {string} suggestions - Queries to offer below the empty box, with commas between, of either width.
 * @attr {string} href - Where an article without an address of its own is opened; `{id}` and `{query}` are filled in.
 *
 * @slot footer - Stands below the results, inside the panel.
 * @slot empty - Stands in the panel while the box is empty.
 *
 * All events bubble and come out of shadow roots.
 *
 * @event {CustomEvent<{ query: string }>} xun-zhang:search - A query is about to be asked. Cancel it, and it is not.
 * @event {CustomEvent<{ query: string, page: Page }>} xun-zhang:results - Its results are shown.
 * @event {CustomEvent<{ query: string, page: Page }>} xun-zhang:empty - No article answers; the page may hold some that do in part.
 * @event {CustomEvent<{ query: string, hit: Hit, section?: Section, newTab: boolean }>} xun-zhang:select - A result, or a section of it,
 *   was chosen; `newTab`: to be opened beside the page. Cancel it to open it your way.
 * @event {CustomEvent<{ query: string, error: Error }>} xun-zhang:error - The library could not be opened or asked.
 * @event {CustomEvent<{ query: string }>} xun-zhang:open - The panel is about to drop down. Cancel it, and it does not.
 * @event {CustomEvent<{ query: string }>} xun-zhang:close - The panel is gone.
 *
 * @csspart box - The frame of the input.
 * @csspart input - The input.
 * @csspart panel - What drops down below the box.
 * @csspart hit - One result.
 * @csspart heading - The line above results in part, or above queries to try.
 * @csspart try - A query to try.
 * @csspart title - The headline of a result.
 * @csspart snippet - The passages of a result.
 * @csspart sub-headline - The line below or above the headline, where it answers.
 * @csspart section - A link to a section of a result, below it.
 * @csspart meta - Source, authors and date of a result.
 * @csspart mark - A run that was looked for.
 *
 * @cssproperty --xun-zhang-ink - The colour of text.
 * @cssproperty --xun-zhang-faint - The colour of lesser text.
 * @cssproperty --xun-zhang-paper - The colour behind.
 * @cssproperty --xun-zhang-line - The colour of lines between results.
 * @cssproperty --xun-zhang-accent - The colour of focus and of the active result.
 * @cssproperty --xun-zhang-mark - The colour behind a run that was looked for.
 * @cssproperty --xun-zhang-chosen - The colour behind the active result.
 * @cssproperty --xun-zhang-font - The font family.
 * @cssproperty --xun-zhang-size - The text size; `medium`, what the reader has set, unless told.
 */
export class XunZhang extends HTMLElement {
  static observedAttributes = ['label', 'lang', 'placeholder', 'src'];

  // Not of type search: Chromium empties such a box on Escape even when an input method has that key.
  #input = h('input', {
    part: 'input', type: 'text', inputmode: 'search', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'list',
    'aria-autocomplete': 'list', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'search',
  });
  #clear = h('button', { type: 'button', hidden: true }, '✕');
  #told = h('p');
  #retry = h('button', { type: 'button', hidden: true });
  #list = h('div', { class: 'list', id: 'list', role: 'listbox' });
  #extra = h('div', { class: 'extra' });
  #panel = h('div', { class: 'panel', part: 'panel', hidden: true },
    h('div', { class: 'told' }, this.#told, this.#retry), this.#list, this.#extra, h('slot', { name: 'footer' }));
  #spoken = h('div', { class: 'spoken', role: 'status', 'aria-live': 'polite' });
  #root = h('div', { class: 'root', role: 'search' });
  #options = new Options(this.#input, this.#list);
  /** @type {Words | undefined} None until they have come. */
  #words;
  /** The owner's own. @type {Partial<Words & RareWords>} */
  #given = {};
  /** The words that are asked for; they may still be on their way. @type {Promise<Words> | undefined} */
  #worded;

  /** Where the reader was before a key led to the box. @type {HTMLElement | null} */
  #from = null;

  /** @type {AbortController | null} Ends every listener when the element leaves the page. */
  #stay = null;
  /** @type {Promise<Library> | null} */
  #library = null;
  /** The number of the newest question; an answer to an older one comes too late. */
  #turn = 0;
  /** Gives up the newest question. @type {AbortController | undefined} */
  #asked;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;
  /** The key that opens the first result of an answer that is still to come. @type {KeyboardEvent | undefined} */
  #entered;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #speaking;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
    }
    root.adoptedStyleSheets = [sheet];
    const box = h('div', { class: 'box', part: 'box' }, lens(), this.#input, this.#clear);
    this.#root.append(box, this.#panel, this.#spoken);
    root.append(this.#root);
  }

  /** What is in the box. Setting it asks. */
  get query() {
    return this.#input.value;
  }

  set query(query) {
    this.#input.value = query;
    if (this.#stay) this.#ask();
  }

  /** The words that the owner has put in place of the element's, by the names of {@link Words} and {@link RareWords}. */
  get words() {
    return this.#given;
  }

  set words(words) {
    this.#given = words;
    if (this.#stay) this.#renew();
  }

  connectedCallback() {
    // What a script has set before this class was there lies on the element itself and hides the accessors.
    for (const name of /** @type {const} */ (['words', 'query'])) {
      const { value } = Object.getOwnPropertyDescriptor(this, name) ?? {};
      if (value !== undefined) {
        delete (/** @type {Partial<XunZhang>} */ (this))[name];
        this[name] = value;
      }
    }
    this.#stay = new AbortController();
    const { signal } = this.#stay;
    this.#speak();
    const method = new InputMethod(this.#input, signal);
    this.#input.addEventListener('focus', () => this.#welcome(), { signal });
    this.#input.addEventListener('input', () => this.#ask(), { signal });
    this.#input.addEventListener('keydown', (event) => { if (!method.owns(event)) this.#key(event); }, { signal });
    document.addEventListener('keydown', (event) => this.#called(event), { signal });
    this.#clear.addEventListener('click', () => this.#empty(), { signal });
    this.#retry.addEventListener('click', () => this.#ask(), { signal });
    // The press would take the focus out of the box, and the panel with it, before the click is there.
    this.#panel.addEventListener('mousedown', (event) => event.preventDefault(), { signal });
    this.addEventListener('focusout', (event) => {
      const to = event.relatedTarget;
      if (!(to instanceof Node && (this.contains(to) || this.shadowRoot?.contains(to)))) {
        this.#drop(false);
        this.#from = null;
      }
    }, { signal });
    if (this.query) this.#ask();
  }

  disconnectedCallback() {
    this.#stay?.abort();
    this.#stay = null;
    this.#forget();
    clearTimeout(this.#speaking);
    this.#spoken.textContent = '';
    this.#options.replace([]);
    this.#drop(false);
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    if (!this.#stay || before === after) return;
    if (name === 'src') this.#forget();
    this.#renew();
  }

  /** Says and shows all anew, after something has changed. */
  #renew() {
    this.#speak();
    if (this.query) this.#ask();
  }

  /** Lets go of the library and of every answer that is still to come. */
  #forget() {
    this.#turn += 1;
    this.#still();
    this.#library?.then((library) => library.close(), () => {});
    this.#library = null;
  }

  /** Takes the words of the language that holds here. */
  #speak() {
    const tag = (this.closest('[lang]')?.getAttribute('lang') ?? document.documentElement.lang);
    const worded = this.#worded = wordsFor(tag).catch(() => wordsFor('')).then((words) => ({ ...words, ...this.#given }));
    worded.then((words) => {
      if (this.#worded !== worded) return;
      this.#words = words;
      for (const named of [this.#root, this.#input]) named.setAttribute('aria-label', this.getAttribute('label') ?? words.search);
      // What was found is in a language of its own.
      for (const ours of [this.#input, this.#told, this.#extra, this.#spoken]) ours.lang = words.lang;
      this.#input.placeholder = this.getAttribute('placeholder') ?? words.placeholder;
      this.#clear.setAttribute('aria-label', words.clear);
      this.#list.setAttribute('aria-label', words.list);
      this.#retry.textContent = words.retry;
    });
  }

  /** The library, opened at the first need. After a failure the next call tries again. */
  #borrow() {
    const src = this.getAttribute('src')?.trim().split(/\s+/);
    const library = this.#library ??= open(src?.[1] ? src : src?.[0] || undefined);
    library.catch(() => { if (this.#library === library) this.#library = null; });
    return library;
  }

  #welcome() {
    // Opening while the reader reaches for the keys hides the time it takes; a failure is told when they ask.
    this.#borrow().catch(() => {});
    if (this.query.trim()) this.#drop(true); else this.#idle();
  }

  /** Shows what there is for an empty box, where the owner wants it to show anything. */
  async #idle() {
    if (!this.matches('[recent], [suggestions], :has(> [slot="empty"])')) return;
    const turn = this.#turn;
    const [recent, words] = await Promise.all([import('./recent.js').catch(() => undefined), this.#worded]);
    const help = words && turn === this.#turn && !this.query.trim() ? recent?.idle(this, words, () => {
      this.#input.focus();
      this.#show('');
      this.#idle();
    }) : undefined;
    if (help) this.#show('', [], help);
  }

  async #ask() {
    const query = this.query;
    const turn = this.#turn += 1;
    this.#entered = undefined;
    this.#clear.hidden = query === '';
    if (query.trim() === '' || !this.#emit('search', { query }, true)) {
      this.#asked?.abort();
      this.#show('');
      if (!query.trim()) this.#idle();
      return;
    }
    const words = await this.#worded;
    if (!words || turn !== this.#turn) return;
    // From the first question on that has no answer yet: a reader who types on is told as well.
    this.#waiting ??= setTimeout(() => this.#wait(), SLOW);
    let told = words.failed;
    try {
      const library = await this.#borrow();
      if (turn !== this.#turn) return;
      told = words.broken;
      const older = this.#asked;
      const { signal } = this.#asked = new AbortController();
      const limit = Number(this.getAttribute('limit')) || 8;
      const asking = library.search(query, { limit, signal });
      // Only now, for what both want is fetched but once.
      older?.abort();
      const page = await asking;
      // Advice is no answer: where it cannot be had, there is none.
      const help = turn === this.#turn && page.hits.length === 0
        ? await import('./advice.js').then(({ advice }) => advice(this, library, query, words, signal)).catch(() => undefined) : undefined;
      if (turn !== this.#turn) return;
      const { failures = [], hits, total } = page;
      const lacking = failures.length > 0;
      this.#show((total ? words.found(total) : words.none(query)) + (lacking ? words.partly : ''), hits, help);
      this.#retry.hidden = !lacking;
      this.#emit('results', { query, page });
      if (!total) this.#emit('empty', { query, page });
      if (this.#entered) this.#enter(this.#entered);
    } catch (error) {
      // An older question was given up for a newer one, which has taken its place.
      if (turn !== this.#turn) return;
      this.#show(navigator.onLine ? told : words.offline);
      this.#retry.hidden = false;
      this.#emit('error', { query, error });
    }
  }

  /**
   * Shows what there is to say, the hits, and what else may help; with nothing to say the panel closes.
   * @param {string} told
   * @param {Hit[]} [hits]
   * @param {Help} [help]
   */
  #show(told, hits = [], { extra, groups } = { extra: [], groups: [] }) {
    this.#still();
    // Before the results are others, for it needs the layout.
    this.#panel.scrollTop = 0;
    const options = hits.map((hit) => [this.#option(hit), ...hit.sections.map((section) => this.#option(hit, section))]);
    const tries = groups.map((group) => group.tries.map(({ query, note }) => this.#try(query, note)));
    const whole = hits.findLastIndex((hit) => !hit.partial) + 1;
    // Groups do not stand within groups: among results in part, sections are but set off.
    const drawn = options.map((group, at) => (group[1] ? h('div', { class: 'group', ...(at < whole && { role: 'group', 'aria-label': hits[at].title }) }, ...group) : group[0]));
    const rest = drawn.splice(whole);
    if (rest[0]) drawn.push(headed(/** @type {Words} */ (this.#words)[whole ? 'rest' : 'only'], rest));
    this.#options.replace([...options, ...tries].flat(), [...drawn, ...groups.map(({ label }, at) => headed(label, tries[at]))]);
    this.#extra.replaceChildren(...extra);
    this.#list.removeAttribute('aria-busy');
    this.#panel.classList.toggle('idle', told === '');
    this.#tell(told);
    // Layout in a task of its own: with the making of the results, or with the painting, it would hold the page up for more than a frame on a slow phone.
    setTimeout(() => this.#panel.offsetHeight);
  }

  /** No answer is waited for any more. */
  #still() {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
  }

  /** Says that the answer is on its way; the results of before stay until it is there, so that nothing jumps. */
  #wait() {
    this.#list.setAttribute('aria-busy', 'true');
    if (!this.#options.first) this.#extra.replaceChildren();
    this.#tell(this.#words?.searching ?? '');
  }

  /** @param {string} told */
  #tell(told) {
    this.#retry.hidden = true;
    this.#told.textContent = told;
    this.#drop(told !== '' || this.#extra.firstChild !== null || this.#options.first !== undefined);
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => { this.#spoken.textContent = `${told} ${this.#extra.textContent}`.trim(); }, PAUSE);
  }

  /**
   * Drops the panel down, or takes it away.
   * @param {boolean} yes
   */
  #drop(yes) {
    // A panel that opens by itself (a query set by a script) would lie over a page whose reader is elsewhere.
    const shown = yes && this.matches(':focus-within');
    const { query } = this;
    const { hidden } = this.#panel;
    if (shown && hidden && !this.#emit('open', { query }, true)) return;
    this.#panel.hidden = !shown;
    if (!shown && !hidden) this.#emit('close', { query });
    this.#input.setAttribute('aria-expanded', String(shown && this.#options.first !== undefined));
    if (!shown) this.#options.leave();
  }

  /**
   * The link itself is the option: an option may hold nothing that can be focused. So sections are options beside it, in one group.
   * @param {Hit} hit
   * @param {Section} [section]
   */
  #option(hit, section) {
    const { between, lang, partial } = /** @type {Words} */ (this.#words);
    const pattern = this.getAttribute('href');
    const query = this.query;
    const anchor = (section ?? hit).anchor;
    const own = safeAddress(hit.url);
    const address = own !== null && anchor !== null ? `${own.split('#')[0]}#${encodeURIComponent(anchor)}` : own ?? pattern?.replaceAll('{id}', encodeURIComponent(hit.id)).replaceAll('{query}', encodeURIComponent(query));
    const meta = [hit.partial && partial, hit.source, hit.authors.join(between), hit.date && readable(hit.date, { lang })];
    const part = section ? 'section' : 'hit';
    const option = h('a', { class: part, part, href: address, tabindex: -1 }, ...(section ? marked(section.titleParts) : [
      h('span', { class: 'title', part: 'title' }, ...marked(hit.titleParts)),
      hit.subHeadlineParts.length > 0 && h('span', { class: 'snippet', part: 'sub-headline' }, ...marked(hit.subHeadlineParts)),
      h('span', { class: 'snippet', part: 'snippet' }, ...marked(hit.snippet)),
      h('span', { class: 'meta', part: 'meta' }, meta.filter(Boolean).join(' · '))]));
    const choose = (/** @type {MouseEvent} */ event) => {
      const recent = this.getAttribute('recent');
      if (recent !== null && event.button < 2) import('./recent.js').then(({ remember }) => remember(recent, query), () => {});
      const newTab = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey || option.target !== '';
      // A right click is none of ours, though it too is a click of another button.
      if (event.button < 2 && !this.#emit('select', { query, hit, ...(section && { section }), newTab }, true)) event.preventDefault();
    };
    option.addEventListener('click', choose);
    option.addEventListener('auxclick', choose);
    return option;
  }

  /**
   * An option that asks a query.
   * @param {string} query
   * @param {string} [note]
   */
  #try(query, note) {
    const option = h('div', { class: 'try', part: 'try' }, h('span', {}, query), note && h('small', {}, note));
    option.addEventListener('click', () => {
      this.#input.focus();
      this.query = query;
    });
    return option;
  }

  /** @param {KeyboardEvent} event */
  #called(event) {
    const keys = this.getAttribute('hotkeys') ?? '/ mod+k';
    const others = /** @type {ParentNode} */ (this.getRootNode()).querySelectorAll('xun-zhang:not([hotkeys=""])');
    if (!calls(event, keys, this) || [...others].find((element) => element.checkVisibility()) !== this) return;
    event.preventDefault();
    this.#from = /** @type {HTMLElement | null} */ (document.activeElement);
    this.#input.focus();
    this.#input.select();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { altKey, ctrlKey, key, metaKey, shiftKey } = event;
    const modified = ctrlKey || metaKey;
    const options = this.#options;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: LEAP, PageUp: -LEAP, End: Infinity, Home: -Infinity }[key];
    if (step) {
      const near = Math.abs(step) === 1;
      // Without an active result these keys move the caret.
      if (altKey || modified || !options.first || !near && (this.#panel.hidden || shiftKey || !Number.isFinite(step) && !options.active)) return;
      if (this.#panel.hidden) this.#drop(true);
      if (near) options.move(/** @type {1 | -1} */ (step)); else options.leap(step);
    } else if (key === 'Enter') {
      // Until the answer is there, the first result is one of an older question.
      if (this.#waiting && !options.active) this.#entered = event;
      else this.#enter(event);
    } else if (key === 'Escape' && this.query) {
      this.#empty();
    } else if (key === 'Escape' && (this.#from || !this.#panel.hidden)) {
      const from = this.#from;
      this.#drop(false);
      if (from) this.#input.blur();
      from?.focus();
    } else {
      return;
    }
    event.preventDefault();
    // A dialog of the host page must not close over an Escape that emptied the box.
    event.stopPropagation();
  }

  /**
   * Opens the active result, or the first.
   * @param {KeyboardEvent} event
   */
  #enter({ ctrlKey, metaKey, shiftKey }) {
    const { active, first } = this.#options;
    const chosen = this.#panel.hidden ? undefined : active ?? (first?.localName === 'a' ? first : undefined);
    // Not every browser heeds the modifiers of a click that a script makes, but all of them a target.
    if (ctrlKey || metaKey || shiftKey) chosen?.setAttribute('target', '_blank');
    chosen?.click();
    chosen?.removeAttribute('target');
  }

  #empty() {
    this.#input.value = '';
    this.#ask();
    this.#input.focus();
  }

  /**
   * @param {'search' | 'results' | 'empty' | 'select' | 'error' | 'open' | 'close'} name
   * @param {object} detail
   * @param {boolean} [cancelable]
   */
  #emit(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(`xun-zhang:${name}`, { detail, cancelable, bubbles: true, composed: true }));
  }
}

/**
 * Options below a heading, as the ARIA Authoring Practices have them in a listbox.
 * @param {string} label
 * @param {Node[]} options
 */
function headed(label, options) {
  return h('div', { role: 'group', 'aria-label': label }, h('div', { class: 'heading', part: 'heading', role: 'presentation' }, label), ...options);
}

/** The picture of a lens before the box. */
function lens() {
  const space = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  for (const [name, value] of [['class', 'lens'], ['viewBox', '0 0 20 20'], ['aria-hidden', 'true']]) picture.setAttribute(name, value);
  path.setAttribute('d', 'M8.5 3a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M12.5 12.5L17.5 17.5');
  picture.append(path);
  return picture;
}

if (!customElements.get('xun-zhang')) customElements.define('xun-zhang', XunZhang);
