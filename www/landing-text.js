/**
 * The text of a page as one folded string, and the way back from a place in it to the nodes of the page.
 *
 * @module
 */
import { fold } from './landing-find.js';

/** @import { Span } from './landing-find.js' */

/** What of a page is read at most, in UTF-16 units: a novel. What stands below is not found. */
const MOST = 2_000_000;

/** Where the text of a page stands, best first. Of several elements all are read. */
const BODIES = ['[data-xunzhang-body]', 'main, [role="main"]', 'article'];

/** What holds no text that an index has. */
const SKIPPED = 'script, style, noscript, template, nav, [role="navigation"], button, select, textarea, svg, rt, rp, '
  + '[hidden]:not([hidden="until-found" i]), [data-xunzhang-ignore], xun-zhang, xun-zhang-chip';

/** How far {@link unfold} goes at once, in UTF-16 units. */
const STRIDES = [4096, 64, 1];

/** The text of the page where an index would look for it, and then what else there is on the page. */
export function* pageTexts() {
  const selector = BODIES.find((bodies) => document.querySelector(bodies)) ?? 'body';
  const roots = [...document.querySelectorAll(selector)].filter((root) => !root.parentElement?.closest(selector));
  yield new PageText(roots);
  if (selector !== 'body') yield new PageText([document.body], new Set(roots));
}

/** The text of some elements, folded. */
export class PageText {
  /** The text nodes, in the order of the page. @type {Text[]} */
  #nodes = [];
  /** Where the text of each begins. @type {number[]} */
  #starts = [];
  text;

  /**
   * @param {Element[]} roots
   * @param {Set<Node>} [without] What of them is left out.
   */
  constructor(roots, without = new Set()) {
    /** @type {string[]} */
    const texts = [];
    let length = 0;
    let read = 0;
    for (const root of roots) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => (node.nodeType === Node.TEXT_NODE
        ? NodeFilter.FILTER_ACCEPT : without.has(node) || /** @type {Element} */ (node).matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP));
      while (read < MOST && walker.nextNode()) {
        const node = /** @type {Text} */ (walker.currentNode);
        const text = fold(node.data.slice(0, MOST - read));
        read += node.data.length;
        if (text) {
          this.#nodes.push(node);
          this.#starts.push(length);
          texts.push(text);
          length += text.length;
        }
      }
    }
    this.text = texts.join('');
  }

  /**
   * Where the text of an element or what follows it begins.
   * @param {Element | null} element
   */
  below(element) {
    if (!element) return 0;
    const at = bisect(this.#nodes.length, (index) => (element.compareDocumentPosition(this.#nodes[index]) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
    return this.#starts[at] ?? this.text.length;
  }

  /**
   * The ranges that a span covers: one for each text node.
   * @param {Span} span
   */
  ranges([start, end]) {
    const ranges = [];
    for (let at = bisect(this.#starts.length, (index) => this.#starts[index] > start) - 1; this.#starts[at] < end; at += 1) {
      const node = this.#nodes[at];
      const range = document.createRange();
      range.setStart(node, unfold(node.data, Math.max(0, start - this.#starts[at])));
      const next = Math.min(end, this.#starts[at + 1] ?? Infinity);
      range.setEnd(node, unfold(node.data, next - this.#starts[at] - 1) + 1);
      ranges.push(range);
    }
    return ranges;
  }
}

/**
 * The first of some numbers, from 0 on, for which something holds that holds for all that follow; `length` for none.
 * @param {number} length
 * @param {(index: number) => boolean} holds
 */
function bisect(length, holds) {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle; else low = middle + 1;
  }
  return low;
}

/**
 * Where in a text the character stands that gives the one at a place of the folded text.
 * @param {string} text
 * @param {number} place
 */
function unfold(text, place) {
  let at = 0;
  let left = place;
  for (const stride of STRIDES) {
    for (;;) {
      const { length } = fold(text.slice(at, at + stride));
      if (length > left || at + stride > text.length) break;
      left -= length;
      at += stride;
    }
  }
  return at;
}
