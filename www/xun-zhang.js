/**
 * The element `<xun-zhang>`: a search box with live results, for any page.
 *
 *     <script type="module" src="xun-zhang.js"></script>
 *     <xun-zhang></xun-zhang>
 *
 * @module
 */
import { sourceOf } from './dom.js';
import { draw, headed, wish } from './hits.js';
import { InputMethod, calls } from './keys.js';
import { LANDING } from './landing-link.js';
import { Panel } from './panel.js';
import { reflecting } from './reflect.js';
import { wordsFor } from './words.js';
import { style } from './xun-zhang-style.js';
import { open } from './xunzhang.js';

/** @import { Told } from './meant.js' */
/** @import { Filters, Hit, Page, Section } from './types.js' */
/** @import { RareWords, Worded, Words } from './words.js' */
/** @import { Within } from './within.js' */
/** @import { Library } from './xunzhang.js' */

/**
 * What stands in the panel besides results: words and buttons, and below headings queries that can be asked.
 * @typedef {{ extra: Node[], groups: { label: string, tries: { query: string, note?: string }[] }[] }} Help
 */

/** How long a search may take before it is said that it is under way, in milliseconds. */
const SLOW = 200;

/** How many results PageUp and PageDown pass. */
const LEAP = 5;

/** The library gives no more than so many at once. */
const MOST = 1000;

/** The keys that come to the box unless the owner names others. */
const HOTKEYS = '/ mod+k';

/** The attributes that hold text, and those that are there or not. Each is a property as well. */
const TEXTS = /** @type {const} */ (['correct', 'facets', 'for', 'hotkeys', 'href', 'label', 'landing', 'layout', 'parameter', 'placeholder', 'recent', 'sort', 'sorts', 'src', 'suggestions', 'within', 'worker']);
const FLAGS = /** @type {const} */ (['thumbnails']);

/** Attributes that decide what the element is made of. */
const MAKERS = ['facets', 'for', 'layout', 'parameter'];

/** @type {CSSStyleSheet | undefined} One sheet for all elements of a page. */
let sheet;

/**
 * A search box with live results: a box from which they drop down, a palette that a button opens, a whole page of results, or a
 * search within the article of the page.
 *
 * The keyboard: `/` and Ctrl-K or ⌘-K come to the box. Arrows walk the results, PageUp and PageDown pass several, Home and End
 * go to either end once one is active. Enter opens the active one (or the first), with Shift, Ctrl or ⌘ in a new tab; with Alt it
 * asks for what was typed alone, or that no more. Escape takes a correction back, then empties the box, then closes the panel and
 * goes back to where the reader came from. A key that an input method uses does none of that.
 *
 * All events bubble and come out of shadow roots.
 *
 * @attr {string} src - The address of an index folder (`/search/`) or file; several, with spaces between, are searched as one.
 *   Without it, the corpus inside the wasm.
 * @attr {string} lang - The language of the element's own words: `zh-Hans`, `zh-Hant` (also `zh-TW`, `zh-HK`), English for others;
 *   without it, that of the page around it.
 * @attr {string} layout - With `page` the element is a whole page of results, with filters beside them and what is asked kept in the
 *   address; else they drop down from the box.
 * @attr {string} for - The ids of buttons or links, with spaces between, that open the element as a palette over the page.
 * @attr {string | boolean} within - Searches only the article that the page shows: the one of the index that has its address, or
 *   the one whose id is given.
 * @attr {number} limit - How many results are shown at first, and how many more at a time; 8 unless told, 20 on a page of results.
 * @attr {string | boolean} facets - Offers filters above the results, with their counts: for all facets of the index, or for those
 *   named, with spaces between; `date` has a histogram. See `narrow.js`.
 * @attr {string} sort - The order of the results: `relevance` unless told, `newest`, or a sort key of the index, with `-` before it
 *   for the greatest first.
 * @attr {string} sorts - The orders that the reader may choose from, with spaces between; `relevance newest` unless told.
 * @attr {string} parameter - Keeps what is asked in the address of the page, under this name; `q` on a page of results. See
 *   `remember.js`.
 * @attr {boolean} thumbnails - Shows the pictures of articles.
 * @attr {string} hotkeys - The keys that come to the box from anywhere on the page, with spaces between; `/ mod+k` unless told, none
 *   when empty. Of several elements with the same key the first one that can be seen has it.
 * @attr {string} label - What a screen reader calls the box; needed where a page has several.
 * @attr {string} placeholder - What the empty box says.
 * @attr {string | boolean} recent - Keeps the queries whose results were opened on the reader's device and offers them below the empty box;
 *   a value keeps them apart from those of other elements. Without it nothing is kept. See `recent.js`.
 * @attr {string} suggestions - Queries to offer below the empty box, with commas between, of either width.
 * @attr {string} landing - The name of the parameter by which links to pages of this origin carry what is to be marked there; `mark`
 *   unless told, none when empty. See `land.js`.
 * @attr {string} href - Where an article without an address of its own is opened; `{id}` and `{query}` are filled in.
 *
 * @attr {string} correct - With `off` nothing is looked for in the place of what was typed, and no other spelling is offered.
 * @attr {string} worker - With `off` the page itself searches, and not a worker.
 *
 * @slot header - Stands above the results, inside the panel.
 * @slot footer - Stands below the results, inside the panel.
 * @slot empty - Stands in the panel while the box is empty.
 * @slot hit - A `<template>` by which each result is drawn. See `template.js`.
 *
 * @event {CustomEvent<{ query: string }>} xun-zhang:search - A query is about to be asked. Cancel it, and it is not.
 * @event {CustomEvent<{ query: string, page: Page }>} xun-zhang:results - Its results are shown.
 * @event {CustomEvent<{ query: string, page: Page }>} xun-zhang:empty - No article answers; the page may hold some that do in part.
 * @event {CustomEvent<{ query: string, sought: string, hit: Hit, section?: Section, newTab: boolean }>} xun-zhang:select - A result, or a section of
 *   it, was chosen; `sought`: what was searched for it, which is the query or what that was corrected to; `newTab`: to be opened
 *   beside the page. Cancel it to open it your way.
 * @event {CustomEvent<{ query: string, error: Error }>} xun-zhang:error - The library could not be opened or asked.
 * @event {CustomEvent<{ query: string }>} xun-zhang:clear - The box is empty again, and no results are shown.
 * @event {CustomEvent<{ query: string }>} xun-zhang:open - The panel is about to drop down. Cancel it, and it does not.
 * @event {CustomEvent<{ query: string }>} xun-zhang:close - The panel is gone.
 *
 * @csspart root - All of the element; where the font of the page is let in: `font: inherit`.
 * @csspart box - The frame of the input.
 * @csspart lens - The picture before the input.
 * @csspart input - The input.
 * @csspart clear - The button that empties the box.
 * @csspart close - The button that closes the palette.
 * @csspart palette - The dialog of an element with `for`.
 * @csspart panel - What holds the results.
 * @csspart told - The line that says how many results there are, or what has failed.
 * @csspart retry - The button that asks again.
 * @csspart meant - The lines that say what was sought besides or instead of what was typed, or that a reader has asked for that alone.
 * @csspart undo - The button there that goes back to what was typed, or ends that.
 * @csspart key - The key that does the same.
 * @csspart offer - The option or button that takes a likelier spelling into the box.
 * @csspart changed - The characters by which a spelling differs from what was typed.
 * @csspart list - The results.
 * @csspart waiting - The same, while an answer is on its way.
 * @csspart group - A result with its sections; on a page of results each result.
 * @csspart hit - One result.
 * @csspart active - The result, section or query to try that the arrow keys have come to.
 * @csspart heading - The line above results in part, or above queries to try.
 * @csspart try - A query to try, or what shows more results.
 * @csspart note - How many articles a query to try finds.
 * @csspart understood - How a query that found nothing was understood.
 * @csspart tips - What to try then.
 * @csspart forget - A button that removes recent searches.
 * @csspart filters - The order and the filters.
 * @csspart unfold - The line that unfolds them.
 * @csspart facets - What it unfolds.
 * @csspart sort - The order.
 * @csspart select - The control for it.
 * @csspart facet - One facet with its values.
 * @csspart legend - Its name.
 * @csspart value - The line of one value.
 * @csspart tick - Its checkbox.
 * @csspart count - How many results have the value.
 * @csspart others - The line that unfolds more values.
 * @csspart histogram - How many results each month has, as a picture.
 * @csspart bar - One month of it.
 * @csspart day - The line of a field for a day.
 * @csspart date - The field.
 * @csspart chips - The filters that are on.
 * @csspart chip - One of them.
 * @csspart thumbnail - The picture of a result.
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
 * @cssproperty --xun-zhang-space - How much room results have, as a number: 1 unless told, less for a denser list.
 * @cssproperty --xun-zhang-radius - How round the corners of box, panel and controls are, as a length; `0px` unless told.
 * @cssproperty --xun-zhang-border - The colour of the lines around box, panel and controls; that of text unless told.
 * @cssproperty --xun-zhang-border-width - The width of these lines, as a length; `1px` unless told.
 * @cssproperty --xun-zhang-shadow - The shadow of the panel, as `box-shadow` has it; `none` for none.
 * @cssproperty --xun-zhang-box-height - The height of the box; `2.75em` unless told, which is 44 pixels.
 * @cssproperty --xun-zhang-panel-width - The width of the panel and of the palette; unless told that of the box, and at most `44em` for the palette.
 * @cssproperty --xun-zhang-panel-height - How high the panel may become; `min(32em, 70vh)` unless told.
 * @cssproperty --xun-zhang-title-font - The font family of headlines; that of the rest unless told.
 * @cssproperty --xun-zhang-title-size - The size of headlines; `1em` unless told, and `1.1em` on a page of results.
 * @cssproperty --xun-zhang-title-weight - The weight of headlines; 600 unless told.
 * @cssproperty --xun-zhang-link - The colour of headlines and of links to sections; that of text unless told.
 * @cssproperty --xun-zhang-mark-ink - The colour of a run that was looked for; that of the text around it unless told.
 * @cssproperty --xun-zhang-mark-line - The line at such a run, as `text-decoration` has it: `underline 2px`; none unless told.
 * @cssproperty --xun-zhang-backdrop - What lies over the page behind the palette; `#0006` unless told.
 * @cssproperty --xun-zhang-z-index - How high the panel lies above the page; 1000 unless told.
 */
export class XunZhang extends reflecting(TEXTS, FLAGS) {
  static observedAttributes = [...TEXTS, ...FLAGS, 'lang', 'limit'];

  /** Says that the panel or the palette opens or closes. @type {(name: 'open' | 'close', cancelable?: boolean) => boolean} */
  #tell = (name, cancelable) => this.#emit(name, { query: this.query }, cancelable);
  #panel = new Panel(this, this.#tell);
  /** @type {Words | undefined} None until they have come. */
  #words;
  /** The owner's own. @type {Partial<Words & RareWords>} */
  #given = {};
  /** The words that are asked for; they may still be on their way. @type {Promise<Words> | undefined} */
  #worded;

  /** @type {Filters} */
  #filters = {};
  /** @type {Page | null} */
  #page = null;
  /** How many results are asked for. */
  #shown = 0;
  /** The query of which only what was typed is sought. @type {string | undefined} */
  #literal;
  /** Whether a question is about to be asked. */
  #due = false;
  /** Draws a hit in the owner's way. @type {((hit: Hit) => Node) | undefined} */
  #fill;
  /** The palette, from the first time it was opened. @type {Promise<{ show: () => void, undo: () => void }> | undefined} */
  #palette;

  /** What the page's owner has asked for besides, once it is there. @type {Promise<unknown> | undefined} */
  #attached;

  /** The words of now, for what is loaded later. @type {Worded} */
  #say = () => /** @type {Promise<Words>} */ (this.#worded);

  /** Where the reader was before a key led to the box. @type {HTMLElement | null} */
  #from = null;

  /** @type {AbortController | null} Ends every listener when the element leaves the page. */
  #stay = null;
  /** @type {Promise<Library | Within> | null} */
  #library = null;
  /** The number of the newest question; an answer to an older one comes too late. */
  #turn = 0;
  /** Gives up the newest question. @type {AbortController | undefined} */
  #asked;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;
  /** The key that opens the first result of an answer that is still to come. @type {KeyboardEvent | undefined} */
  #entered;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
    }
    root.adoptedStyleSheets = [sheet];
    root.append(this.#panel.root);
  }

  /** How many results are shown at first, and how many more at a time. */
  get limit() {
    return Number(this.getAttribute('limit')) || (this.layout === 'page' ? 20 : 8);
  }

  set limit(limit) {
    this.setAttribute('limit', String(limit));
  }

  /** What is in the box. Setting it asks. */
  get query() {
    return this.#panel.input.value;
  }

  set query(query) {
    this.#panel.input.value = query;
    if (this.#stay) this.#ask();
  }

  /** Whether only what was typed is sought, until the query changes. Setting it asks. */
  get literal() {
    return this.#literal === this.query;
  }

  set literal(literal) {
    this.#literal = literal ? this.query : undefined;
    if (this.#stay) this.#ask();
  }

  /** What results must satisfy besides the query. Setting it asks. */
  get filters() {
    return this.#filters;
  }

  set filters(filters) {
    this.#filters = filters;
    if (this.#stay) this.#ask();
  }

  /** The answer that is on show, or null. */
  get page() {
    return this.#page;
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
    for (const name of /** @type {const} */ (['words', 'filters', 'query', 'literal', 'limit', 'htmlFor', ...TEXTS, ...FLAGS])) {
      const { value } = Object.getOwnPropertyDescriptor(this, name) ?? {};
      if (value !== undefined) {
        delete (/** @type {any} */ (this))[name];
        /** @type {any} */ (this)[name] = value;
      }
    }
    this.#stay = new AbortController();
    const { signal } = this.#stay;
    const panel = this.#panel;
    const { clear, input, options, retry, root } = panel;
    const whole = this.layout === 'page';
    root.classList.toggle('whole', whole);
    options.link(whole);
    this.#speak();
    const method = new InputMethod(input, signal);
    input.addEventListener('focus', () => this.#welcome(), { signal });
    input.addEventListener('input', () => this.#ask(), { signal });
    root.addEventListener('keydown', (event) => { if (!method.owns(event)) this.#key(event); }, { signal });
    document.addEventListener('keydown', (event) => this.#called(event), { signal });
    document.addEventListener('click', (event) => this.#pressed(event), { signal });
    // WebKit empties a box without completion when a page comes back out of its memory, a little later than it says so.
    addEventListener('pageshow', () => [0, 200].forEach((wait) => setTimeout(() => { input.value ||= this.#page?.query ?? ''; }, wait)), { signal });
    visualViewport?.addEventListener('resize', () => panel.fit(), { signal });
    addEventListener('online', () => { if (!retry.hidden) this.#ask(); }, { signal });
    clear.addEventListener('click', () => this.#empty(), { signal });
    retry.addEventListener('click', () => this.#ask(), { signal });
    this.addEventListener('focusout', (event) => {
      const to = event.relatedTarget;
      // A reader who goes to another window comes back to the same place.
      if (document.hasFocus() && !(to instanceof Node && (this.contains(to) || this.shadowRoot?.contains(to)))) {
        panel.drop(false);
        this.#from = null;
      }
    }, { signal });
    if (this.htmlFor === null) {
      this.#palette?.then((palette) => palette.undo());
      this.#palette = undefined;
    }
    const attached = whole ? [import('./whole.js')] : [this.facets !== null && import('./narrow.js'), this.parameter && import('./remember.js')];
    // Where they cannot be had, the search goes without.
    this.#attached = Promise.allSettled(attached.map(async (module) => {
      const { attach } = await module || {};
      if (!signal.aborted) await attach?.(this, signal, this.#say);
    }));
    if (this.query) this.#ask();
    const landing = this.landing ?? LANDING;
    if (new URLSearchParams(location.search).has(landing)) import('./land.js').then(({ land }) => land(landing, this), () => {});
  }

  disconnectedCallback() {
    this.#stay?.abort();
    this.#stay = null;
    this.#due = false;
    this.#forget();
    this.#panel.empty();
    // One that is still open would lie on the page when the element comes back.
    this.#panel.root.querySelector('dialog')?.close();
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    if (!this.#stay || before === after) return;
    if (['src', 'within', 'worker'].includes(name)) this.#forget();
    if (MAKERS.includes(name)) {
      this.#stay.abort();
      this.connectedCallback();
    } else {
      this.#renew();
    }
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
      this.#panel.speak(words, this.hotkeys ?? HOTKEYS);
    });
  }

  /** The library, opened at the first need. After a failure the next call tries again. */
  #borrow() {
    const library = this.#library ??= open(sourceOf(this.src), { worker: this.worker !== 'off' })
      .then(async (whole) => (this.within === null ? whole : new (await import('./within.js')).Within(whole, this, this.#say)));
    library.catch(() => { if (this.#library === library) this.#library = null; });
    return library;
  }

  #welcome() {
    // Opening while the reader reaches for the keys hides the time it takes; a failure is told when they ask.
    this.#borrow().catch(() => {});
    if (this.query.trim()) this.#panel.drop(true); else this.#idle();
  }

  /** Shows what there is for an empty box, where the owner wants it to show anything. */
  async #idle() {
    if (!this.matches('[recent], [suggestions], :has(> [slot="empty"])')) return;
    const turn = this.#turn;
    const [recent, words] = await Promise.all([import('./recent.js').catch(() => undefined), this.#worded]);
    const help = words && turn === this.#turn && !this.query.trim() ? recent?.idle(this, words, () => {
      this.#panel.input.focus();
      this.#show('');
      this.#idle();
    }) : undefined;
    if (help) this.#show('', [], help);
  }

  /**
   * Sets what is asked, all at once; what is left out stays as it is.
   * @param {{ query?: string, literal?: boolean, filters?: Filters, sort?: string | null, shown?: number }} [question] `shown`: how many results.
   */
  ask({ query = this.query, filters = this.filters, shown, ...order } = {}) {
    this.#panel.input.value = query;
    this.#filters = filters;
    Object.assign(this, order);
    this.#ask(shown);
  }

  /**
   * Asks, once the code that runs now has set all that it wants to.
   * @param {number} [shown] How many results.
   */
  #ask(shown = this.limit) {
    this.#shown = Math.min(MOST, shown);
    if (!this.#due) queueMicrotask(() => { if (this.#due) this.#answer(); });
    this.#due = true;
  }

  async #answer() {
    this.#due = false;
    const { filters, literal, query } = this;
    const shown = this.#shown;
    // Whoever changes the text and changes it back is understood as others are.
    if (!literal) this.#literal = undefined;
    // Whoever asks for more of the same has seen the first of them, and where.
    const more = this.#page?.query === query && shown > this.#page.hits.length;
    const turn = this.#turn += 1;
    this.#entered = undefined;
    this.#panel.clear.hidden = query === '';
    if (query.trim() === '' || !this.#emit('search', { query }, true)) {
      this.#asked?.abort();
      this.#page = null;
      this.#show('');
      if (!query.trim()) {
        this.#emit('clear', { query });
        this.#idle();
      }
      return;
    }
    const words = await this.#worded;
    if (!words || turn !== this.#turn) return;
    // From the first question on that has no answer yet: a reader who types on is told as well.
    this.#waiting ??= setTimeout(() => this.#panel.wait(words.searching), SLOW);
    let trouble = words.failed;
    try {
      const library = await this.#borrow();
      if (turn !== this.#turn) return;
      trouble = words.broken;
      const older = this.#asked;
      const { signal } = this.#asked = new AbortController();
      const facets = this.facets !== null || this.layout === 'page';
      const asking = library.search(query, { limit: shown, filters, ...(this.sort && { sort: this.sort }), ...(facets && { facets }),
        ...(literal && { literal }), ...(this.correct === 'off' && { correct: false }), signal });
      // Only now, for what both want is fetched but once.
      older?.abort();
      const [page] = await Promise.all([asking, this.#drawn(), this.#attached]);
      // Advice is no answer: where it cannot be had, there is none.
      const help = turn === this.#turn && page.hits.length === 0 && 'suggest' in library
        ? await import('./advice.js').then(({ advice }) => advice(this, library, query, words, signal)).catch(() => undefined) : undefined;
      if (turn !== this.#turn) return;
      const { correction, failures = [], hits, meant, total } = page;
      const told = literal || correction || meant[0] ? await import('./meant.js').then(({ tell }) => tell(this, page, words, literal, (text) => {
        this.#panel.input.focus();
        if (text === undefined) this.literal = !literal; else this.query = text;
      }), () => undefined) : undefined;
      if (turn !== this.#turn) return;
      const lacking = failures.length > 0;
      this.#page = page;
      this.#show((total ? ('found' in library ? library : words).found(total) : words.none(query.replace(/^["“「『](.*)["”」』]$/, '$1'))) + (lacking ? words.partly : ''), hits, help, more, told);
      this.#panel.retry.hidden = !lacking;
      this.#emit('results', { query, page });
      if (!total) this.#emit('empty', { query, page });
      if (this.#entered) this.#enter(this.#entered);
    } catch (error) {
      // An older question was given up for a newer one, which has taken its place.
      if (turn !== this.#turn) return;
      this.#page = null;
      this.#show(navigator.onLine ? trouble : words.offline);
      this.#panel.retry.hidden = false;
      this.#emit('error', { query, error });
    }
  }

  /** Makes what draws the hits, where the owner has a template for them. */
  async #drawn() {
    const template = /** @type {HTMLTemplateElement | null} */ (this.querySelector(':scope > template[slot="hit"]'));
    this.#fill = template ? (await import('./template.js')).filler(template, await this.#say()) : undefined;
  }

  /**
   * Shows what there is to say, the hits, and what else may help; with nothing to say the panel closes.
   * @param {string} told
   * @param {Hit[]} [hits]
   * @param {Help} [help]
   * @param {boolean} [more] Whether the reader has seen the first of these hits, and where.
   * @param {Told} [meant] How what was typed was understood.
   */
  #show(told, hits = [], { extra, groups } = { extra: [], groups: [] }, more = false, { lines, offers } = { lines: [], offers: [] }) {
    this.#still();
    const words = /** @type {Words} */ (this.#words);
    const { query } = this;
    const correction = this.#page?.correction;
    const sought = correction?.applied ? correction.text : query;
    const { options, drawn } = draw(hits, { element: this, words, query: sought, fill: this.#fill, choose: (...chosen) => this.#choose(query, sought, ...chosen) });
    const tries = groups.map((group) => group.tries.map(({ query: other, note }) => wish(this, other, note, () => {
      this.#panel.input.focus();
      this.query = other;
    })));
    // Below the counted hits there may be others that answer in part, so a full answer is the sign that there is more.
    const further = hits[0] && hits.length === this.#shown && this.#shown < MOST ? [wish(this, words.more, undefined, () => this.#ask(this.#shown + this.limit))] : [];
    const content = [...offers, ...drawn, ...groups.map(({ label }, index) => headed(label, tries[index])), ...further];
    this.#panel.show(told, [...offers, ...options, ...tries.flat(), ...further], content, extra, more, lines);
  }

  /** No answer is waited for any more. */
  #still() {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
  }

  /**
   * A press on a hit.
   * @param {string} query
   * @param {string} sought What was searched for it.
   * @param {MouseEvent} event
   * @param {HTMLElement} link
   * @param {Hit} hit
   * @param {Section} [section]
   */
  #choose(query, sought, event, link, hit, section) {
    // A right click is none of ours, though it too is a click of another button.
    if (event.button > 1) return;
    const { recent } = this;
    if (recent !== null) import('./recent.js').then(({ remember }) => remember(recent, sought), () => {});
    const newTab = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey || link.hasAttribute('target');
    if (!this.#emit('select', { query, sought, hit, ...(section && { section }), newTab }, true)) event.preventDefault();
  }

  /** Opens the palette of an element with `for`; of another, comes to its box. */
  async open() {
    this.#from ??= /** @type {HTMLElement | null} */ (document.activeElement);
    if (this.htmlFor !== null) (await (this.#palette ??= import('./palette.js').then(({ palette }) => palette(this, this.#panel.root, this.#say, this.#tell)))).show();
    this.#panel.input.focus();
    this.#panel.input.select();
  }

  /** A button of the page may be one that opens the palette. @param {MouseEvent} event */
  #pressed(event) {
    const ids = this.htmlFor?.split(/\s+/);
    if (event.button > 0 || event.defaultPrevented || !event.composedPath().some((node) => node instanceof Element && node.id && ids?.includes(node.id))) return;
    event.preventDefault();
    this.open();
  }

  /** @param {KeyboardEvent} event */
  #called(event) {
    const others = /** @type {NodeListOf<XunZhang>} */ (/** @type {ParentNode} */ (this.getRootNode()).querySelectorAll('xun-zhang:not([hotkeys=""])'));
    const heeds = (/** @type {XunZhang} */ element) => calls(event, element.hotkeys ?? HOTKEYS, element) && (element.checkVisibility() || element.htmlFor !== null);
    if (!heeds(this) || [...others].find(heeds) !== this) return;
    event.preventDefault();
    this.open();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { altKey, ctrlKey, key, metaKey, shiftKey, target } = event;
    const modified = ctrlKey || metaKey;
    const panel = this.#panel;
    const { input, options, standing } = panel;
    // What else stands in the panel has its keys for itself.
    if (target !== input && (target !== options.active || key === 'Enter')) {
      if (key !== 'Escape') return;
      input.focus();
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const corrected = this.#page?.query === this.query && this.#page.correction?.applied;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: LEAP, PageUp: -LEAP, End: Infinity, Home: -Infinity }[key];
    if (step) {
      const near = Math.abs(step) === 1;
      // Without an active result these keys move the caret.
      if (altKey || modified || !options.first || !near && (panel.hidden || shiftKey || !Number.isFinite(step) && !options.active)) return;
      if (panel.hidden) panel.drop(true);
      if (near) options.move(/** @type {1 | -1} */ (step)); else options.leap(step);
    } else if (key === 'Enter' && altKey && (this.literal || corrected || this.#page?.meant[0]) || key === 'Escape' && corrected && !this.literal && !panel.hidden) {
      // A result that has the focus will not stay.
      input.focus();
      this.literal = !this.literal;
    } else if (key === 'Enter') {
      // Until the answer is there, the first result is one of an older question.
      if (this.#waiting && !options.active) this.#entered = event;
      else this.#enter(event);
    } else if (key === 'Escape' && this.query) {
      this.#empty();
    } else if (key === 'Escape' && !standing && (this.#from || !panel.hidden)) {
      const from = this.#from;
      panel.drop(false);
      if (from) input.blur();
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
    const { hidden, options: { active, linked }, root } = this.#panel;
    const chosen = hidden ? null : active ?? (linked ? null : /** @type {HTMLElement | null} */ (root.querySelector('.hit')));
    // Not every browser heeds the modifiers of a click that a script makes, but all of them a target.
    if (ctrlKey || metaKey || shiftKey) chosen?.setAttribute('target', '_blank');
    chosen?.click();
    chosen?.removeAttribute('target');
  }

  #empty() {
    this.query = '';
    this.#panel.input.focus();
  }

  /**
   * @param {'search' | 'results' | 'empty' | 'select' | 'clear' | 'error' | 'open' | 'close'} name
   * @param {object} detail
   * @param {boolean} [cancelable]
   */
  #emit(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(`xun-zhang:${name}`, { detail, cancelable, bubbles: true, composed: true }));
  }
}

if (!customElements.get('xun-zhang')) customElements.define('xun-zhang', XunZhang);
