/**
 * Landing: the address of the page carries what the reader looked for (`landing-link.js`), and here it is marked and brought into view.
 *
 * The element loads this module where the address has its parameter; `landing.js` is for pages without the element.
 *
 * @module
 */
import { calls } from './keys.js';
import { chip } from './landing-chip.js';
import { find, findRuns, parse, runsOf } from './landing-find.js';
import { bring, mark } from './landing-mark.js';
import { PageText, pageTexts } from './landing-text.js';
import { wordsFor } from './words.js';

/** @import { Found, Passage, Span } from './landing-find.js' */
/** @import { Marks } from './landing-mark.js' */
/** @import { RareWords } from './words.js' */

/**
 * What `xun-zhang:landing` tells: the runs as they stand in the page, how they were found, and where, a range in each text node.
 * @typedef {{ runs: string[], found: Found['found'], ranges: Range[] }} Landed
 */

/** How long what comes late is waited for, in milliseconds. */
const PATIENCE = 10_000;

/** How long after a change of the page it is looked at again, in milliseconds. */
const PAUSE = 100;

/** How many times longer than the last look took the page is left to itself. */
const REST = 5;

/** What a reader does who has begun to read: from then on the page stays where it is. */
const TOUCHES = ['wheel', 'touchmove', 'keydown', 'pointerdown'];

/** From the worst to the best. */
const RANKS = /** @type {const} */ (['runs', 'near', 'exactly']);

/** @type {Landing | undefined} The one of the page. */
let current;

/** Whether there has been one: only the first can be older than what the reader does. */
let begun = false;

/** Whether the page was opened anew, and not by Back or a reload, after which the browser brings it where it was. */
const opened = () => !['reload', 'back_forward'].includes(/** @type {PerformanceNavigationTiming | undefined} */ (performance.getEntriesByType('navigation')[0])?.type ?? '');

/**
 * Marks what the address of the page carries, and takes marks away that it carries no more. An application that changes its pages by
 * itself calls it after each change; it does nothing where all is done.
 * @param {string} [name] The name of the parameter.
 * @param {{ words?: Partial<RareWords> }} [owner] Whose words to use in place of our own.
 */
export function land(name = 'mark', owner = {}) {
  const value = new URLSearchParams(location.search).getAll(name).find(parse);
  if (current?.value === value && current?.path === location.pathname) return;
  const first = !begun;
  begun = true;
  current?.end();
  current = undefined;
  if (value === undefined) return;
  current = new Landing(name, value, owner, first);
  current.begin();
}

/** One landing, from the first look at the page until its marks are gone. */
class Landing {
  path = location.pathname;
  value;
  #name;
  #owner;
  #passages;
  #stay = new AbortController();
  #observer = new MutationObserver(() => this.#again());
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;
  /** Whether the reader has begun to read. */
  #reading;
  /** The best that was found so far. @type {Found['found'] | undefined} */
  #found;
  /** @type {Marks | undefined} */
  #marks;
  /** @type {HTMLElement | undefined} */
  #chip;
  /** How long the last look took, in milliseconds. */
  #took = 0;

  /**
   * @param {string} name
   * @param {string} value
   * @param {{ words?: Partial<RareWords> }} owner
   * @param {boolean} first Whether it is the first one of the page.
   */
  constructor(name, value, owner, first) {
    this.value = value;
    this.#name = name;
    this.#owner = owner;
    this.#passages = /** @type {Passage[]} */ (parse(value));
    this.#reading = first && (!opened() || (scrollY > 0 && !location.hash));
    const { signal } = this.#stay;
    for (const touch of TOUCHES) addEventListener(touch, () => { this.#reading = true; }, { signal, capture: true, passive: true });
    // Of the window, and so after all that the page does with the key.
    addEventListener('keydown', (event) => this.#key(event), { signal });
    const elsewhere = () => land(name, owner);
    addEventListener('popstate', elsewhere, { signal });
    /** @type {{ navigation?: EventTarget }} */ (globalThis).navigation?.addEventListener('currententrychange', elsewhere, { signal });
  }

  /** Looks at the page as soon as it is read, and again while things come late. */
  begin() {
    if (document.readyState === 'loading') {
      document.addEventListener('DOMContentLoaded', () => this.begin(), { signal: this.#stay.signal });
      return;
    }
    this.#look();
    if (this.#stay.signal.aborted) return;
    this.#observer.observe(document.body, { childList: true, characterData: true, subtree: true });
    // Until then pictures push the text about, and the browser itself goes to the fragment.
    if (document.readyState !== 'complete') addEventListener('load', () => this.#bring(), { signal: this.#stay.signal });
    const end = setTimeout(() => {
      this.#observer.disconnect();
      clearTimeout(this.#waiting);
      if (!this.#marks) this.end();
    }, PATIENCE);
    this.#stay.signal.addEventListener('abort', () => clearTimeout(end));
  }

  /** Looks again soon, after the page has changed. */
  #again() {
    if (this.#waiting !== undefined) return;
    this.#waiting = setTimeout(() => {
      this.#waiting = undefined;
      if (this.#found !== 'exactly' || !this.#marks || this.#marks.lost()) this.#look();
    }, Math.max(PAUSE, REST * this.#took));
  }

  /** Looks for what the address carries, and marks it. */
  #look() {
    const start = performance.now();
    const lost = !this.#marks || this.#marks.lost();
    this.#marks?.remove();
    this.#marks = undefined;
    const found = locate(this.#passages);
    this.#took = performance.now() - start;
    if (found) this.#show(found, lost);
    if (!this.#marks) this.#chip?.remove();
    // What was changed here is no news.
    this.#observer.takeRecords();
  }

  /**
   * @param {Located} what
   * @param {boolean} lost Whether no marks stood where the reader was brought to.
   */
  #show({ found, ranges }, lost) {
    const better = this.#found === undefined || RANKS.indexOf(found) > RANKS.indexOf(this.#found);
    if (better) {
      this.#found = found;
      const detail = /** @type {Landed} */ ({ runs: [...new Set(ranges.map(String))], found, ranges });
      if (!document.dispatchEvent(new CustomEvent('xun-zhang:landing', { detail, cancelable: true, bubbles: true }))) {
        this.end();
        return;
      }
    }
    this.#marks = mark(ranges);
    if (better || lost) this.#bring();
    this.#offer();
  }

  #bring() {
    if (this.#marks && !this.#reading) bring(this.#marks.first());
  }

  /** Shows the button that takes the marks away. */
  async #offer() {
    const spoken = wordsFor(document.documentElement.lang).catch(() => wordsFor(''));
    const words = await Promise.all([import('./words-rare.js'), spoken]).then(([{ rare }, own]) => ({ ...rare, ...own, ...this.#owner.words }), () => undefined);
    if (!words || !this.#marks || this.#chip?.isConnected) return;
    this.#chip ??= chip(words, () => this.#clear());
    document.body.append(this.#chip);
    this.#observer.takeRecords();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const over = document.querySelector(':is(:popover-open, dialog[open])');
    if (this.#marks && !over && calls(event, 'escape', document.body)) this.#clear();
  }

  /** Takes the marks away, and out of the address what asked for them. */
  #clear() {
    this.end();
    current = undefined;
    const own = (/** @type {string} */ piece) => new URLSearchParams(piece).get(this.#name) === this.value;
    const rest = location.search.slice(1).split('&').filter((piece) => !own(piece)).join('&');
    try {
      history.replaceState(history.state, '', `${location.pathname}${rest && `?${rest}`}${location.hash}`);
    } catch {
      // A frame that may not change its address keeps it.
    }
  }

  /** Takes the marks away, and listens to nothing any more. */
  end() {
    this.#stay.abort();
    this.#observer.disconnect();
    clearTimeout(this.#waiting);
    this.#marks?.remove();
    this.#marks = undefined;
    this.#chip?.remove();
  }
}

/** @typedef {{ found: Found['found'], ranges: Range[] }} Located */

/**
 * Finds passages in the page: exactly in its text or else beside it; or what is like them, or their runs.
 * @param {Passage[]} passages
 * @returns {Located | null}
 */
function locate(passages) {
  const anchor = target();
  /** @type {Located | null} */
  let best = null;
  for (const text of pageTexts()) {
    const from = text.below(anchor);
    const seen = (/** @type {Span} */ place) => text.ranges(place).some((range) => range.getClientRects().length > 0);
    /** @type {Found | null} */
    const here = find(text.text, passages, from, seen) ?? (best ? null : findRuns(text.text, passages, from));
    if (!here || best && here.found !== 'exactly') continue;
    best = { found: here.found, ranges: here.spans.flatMap((span) => text.ranges(span)) };
    if (here.found === 'exactly') break;
  }
  return best;
}

/** The element that the fragment of the address names. */
function target() {
  const fragment = location.hash.slice(1);
  try {
    return document.getElementById(decodeURIComponent(fragment)) ?? document.getElementById(fragment);
  } catch {
    return document.getElementById(fragment);
  }
}
