// Watches a page for `interaction.mjs`: when keys come, when their answers are there, and what the browser tells of long
// tasks, of shifts and of slow events.

/**
 * A key that changed what is in the box. Times are the page's clock, in milliseconds.
 *
 * @typedef {object} Stroke
 * @property {number} pressed when the browser's own process had the key, before the page could be busy
 * @property {string} query what is in the box then
 * @property {number} [answered] when the element had its results in the page
 * @property {number} [rendered] when the main thread was done with the frame that shows them: style, layout and paint
 * @property {number} [total] how many articles answer
 */

/** @type {Stroke[]} */
export const strokes = [];

/** Shifts of the layout: those that Chromium counts, and those that it forgives because a key was pressed just before. */
export const shifts = { unexpected: 0, afterInput: 0 };

/** Tasks over 50 ms, as the Long Tasks API has them, and frames over 50 ms with the scripts in them. @type {object[]} */
export const longTasks = [];
/** @type {object[]} */
export const longFrames = [];

/** How long slow events took until the next paint, by the interaction that they belong to. @type {Map<number, number>} */
export const interactions = new Map();

/** Before the first paint there is nothing that could shift or be slow to answer. */
export function forget() {
  strokes.length = longTasks.length = longFrames.length = 0;
  shifts.unexpected = shifts.afterInput = 0;
  interactions.clear();
}

/** When the key was pressed that is to change the box, and whether anything is in it. */
let pressed = 0;
let filled = false;
addEventListener('keydown', ({ timeStamp }) => { pressed = timeStamp; }, true);
addEventListener('input', (event) => {
  const box = event.composedPath()[0];
  if (!(box instanceof HTMLInputElement)) return;
  filled = box.value !== '';
  if (filled) strokes.push({ pressed, query: box.value });
}, true);

addEventListener('xun-zhang:results', (event) => {
  const { query, page } = /** @type {CustomEvent} */ (event).detail;
  answered(query, page.total);
});

/**
 * Notes that the page has the results of a query, and when they are painted.
 *
 * The frame that shows them calls back before its style, layout and paint; a message that is sent then is heard as soon
 * as these are done.
 *
 * @param {string} query
 * @param {number} total
 */
function answered(query, total) {
  const stroke = strokes.findLast((candidate) => candidate.query === query && candidate.answered === undefined);
  if (!stroke) return;
  stroke.answered = performance.now();
  stroke.total = total;
  requestAnimationFrame(() => {
    performance.mark('results', { detail: strokes.indexOf(stroke) });
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { stroke.rendered = performance.now(); };
    port2.postMessage(null);
  });
}

// Pagefind says nothing when results are on the page: they are when its list, not being busy, changes for the last time.
document.querySelector('pagefind-searchbox') && new MutationObserver(() => {
  const stroke = strokes.at(-1);
  const list = document.querySelector('.pf-searchbox-results');
  if (!stroke || !filled || !list || list.hasAttribute('aria-busy')) return;
  delete stroke.answered;
  answered(stroke.query, list.querySelectorAll('.pf-searchbox-result').length);
}).observe(document, { subtree: true, childList: true });

/**
 * @param {string} type
 * @param {(entry: any) => void} each
 * @param {object} [options]
 */
function observe(type, each, options) {
  new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, ...options });
}
observe('layout-shift', ({ hadRecentInput, value }) => { shifts[hadRecentInput ? 'afterInput' : 'unexpected'] += value; });
observe('longtask', ({ startTime, duration }) => longTasks.push({ startTime, duration }));
observe('long-animation-frame', (entry) => longFrames.push(entry.toJSON()));
observe('event', ({ interactionId, duration }) => {
  if (interactionId) interactions.set(interactionId, Math.max(duration, interactions.get(interactionId) ?? 0));
}, { durationThreshold: 16 });
