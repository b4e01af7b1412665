/**
 * Marking ranges of a page so that nothing of it stays changed, and bringing one into view.
 *
 * The CSS Custom Highlight API leaves the page's DOM as it is. Where a browser lacks it, `<mark>` stands around the text; each text
 * node of the page stays in its place with a part of its text, so that a framework that has made it finds it again.
 *
 * @module
 */
import { h } from './dom.js';

/** The name of the highlight, and the class of the marks in its place. */
const NAME = 'xun-zhang';

/** How far from either edge of a window a place must be to be in its middle, as a share of the window. */
const MIDDLE = 0.25;

// Translucent, for it lies over a page that may be light or dark whatever its `color-scheme` says; the text keeps its colour.
const LOOK = 'background-color: var(--xun-zhang-mark, rgb(255 190 0 / .4)); color: inherit;';
const FORCED = 'background-color: Mark; color: MarkText;';
const rules = (/** @type {string} */ selector) => `${selector} { ${LOOK} } @media (forced-colors: active) { ${selector} { ${FORCED} } }`;

/**
 * Marks that are on show. `lost`: whether the page has replaced text that one stands on. `first`: where the first stands now.
 * @typedef {{ first: () => Range, lost: () => boolean, remove: () => void }} Marks
 */

/**
 * Marks ranges, each within one text node; at least one.
 * @param {Range[]} ranges
 * @returns {Marks}
 */
export function mark(ranges) {
  const sheet = new CSSStyleSheet();
  const highlights = typeof Highlight === 'function' && CSS.highlights;
  // One rule for both would be none where a browser does not know the pseudo-element.
  sheet.replaceSync(rules(highlights ? `::highlight(${NAME})` : `mark.${NAME}`));
  document.adoptedStyleSheets.push(sheet);
  const marks = highlights ? painted(ranges, highlights) : wrapped(ranges);
  return {
    ...marks,
    remove() {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
      marks.remove();
    },
  };
}

/**
 * @param {Range[]} ranges
 * @param {HighlightRegistry} highlights
 * @returns {Marks}
 */
function painted(ranges, highlights) {
  const highlight = new Highlight(...ranges);
  highlights.set(NAME, highlight);
  return {
    first: () => ranges[0],
    lost: () => ranges.some((range) => range.collapsed || !range.startContainer.isConnected),
    remove: () => { if (highlights.get(NAME) === highlight) highlights.delete(NAME); },
  };
}

/**
 * @param {Range[]} ranges
 * @returns {Marks}
 */
function wrapped(ranges) {
  /** What has become of each text node: all that it held, what it holds now, and what follows it. @type {Map<Text, { whole: string, left: string, after: ChildNode[] }>} */
  const changed = new Map();
  /** @type {Element | undefined} */
  let first;
  // From the last to the first, so that the places in a node still hold.
  for (const range of [...ranges].sort((a, b) => b.compareBoundaryPoints(Range.START_TO_START, a))) {
    const node = /** @type {Text} */ (range.startContainer);
    const { whole, after } = changed.get(node) ?? { whole: node.data, after: [] };
    const [from, to] = [range.startOffset, range.endOffset];
    const made = /** @type {const} */ ([h('mark', { class: NAME }, node.data.slice(from, to)), document.createTextNode(node.data.slice(to))]);
    node.after(...made);
    node.deleteData(from, node.length - from);
    if (range === ranges[0]) [first] = made;
    changed.set(node, { whole, left: node.data, after: [...made, ...after] });
  }
  return {
    first() {
      const range = document.createRange();
      range.selectNodeContents(first ?? document.body);
      return range;
    },
    lost: () => [...changed].some(([node, { left, after }]) => node.data !== left || !node.isConnected || !after.every(({ isConnected }) => isConnected)),
    remove() {
      for (const [node, { whole, left, after }] of changed) {
        for (const made of after) made.remove();
        // What the page has written since is all that it wants there.
        if (node.data === left) node.data = whole;
      }
    },
  };
}

/**
 * Brings a range to the middle of the window, at once, and has the next Tab go on from there. Opened are the `<details>` and what else is
 * hidden until it is found.
 * @param {Range} range
 */
export function bring(range) {
  const at = range.startContainer;
  const element = at instanceof Element ? at : at.parentElement;
  for (let inside = element; inside; inside = inside.parentElement) {
    if (inside instanceof HTMLDetailsElement) inside.open = true;
    if (inside.getAttribute('hidden')?.toLowerCase() === 'until-found') {
      inside.dispatchEvent(new Event('beforematch', { bubbles: true }));
      inside.removeAttribute('hidden');
    }
  }
  // A caret that nobody sees: focus would need an attribute on an element of the page, and would be read out before the page's title.
  const selection = getSelection();
  if (selection?.isCollapsed && document.activeElement === document.body) selection.collapse(at, range.startOffset);
  let seen = element;
  while (seen && seen.getClientRects().length === 0) seen = seen.parentElement;
  // This minds the margins and paddings that the page asks for below a header that sticks.
  seen?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
  // The middle of an element that is larger than the window, or than a box that scrolls, is not yet that of the range.
  for (let box = seen; box; box = box.parentElement) {
    const all = box === document.scrollingElement;
    const { overflowX, overflowY } = getComputedStyle(box);
    const { left, top } = all ? { left: 0, top: 0 } : box.getBoundingClientRect();
    const place = range.getBoundingClientRect();
    if (place.width === 0) return;
    const across = beside(place.left - left, place.right - left, box.clientWidth, 0);
    const down = beside(place.top - top, place.bottom - top, box.clientHeight, MIDDLE);
    const scrolls = (/** @type {string} */ overflow) => all || /auto|scroll/.test(overflow);
    box.scrollBy({ left: scrolls(overflowX) ? across : 0, top: scrolls(overflowY) ? down : 0, behavior: 'instant' });
  }
}

/**
 * How far to scroll so that a stretch is in the middle; 0 when it is well within.
 * @param {number} start
 * @param {number} end
 * @param {number} size Of the window.
 * @param {number} edge What share of the window is not well within.
 */
function beside(start, end, size, edge) {
  return start >= size * edge && end <= size * (1 - edge) ? 0 : (start + end - size) / 2;
}
