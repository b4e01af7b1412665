/**
 * The list of hits.
 *
 * @module
 */
import { link } from './address.js';
import { h, marked } from './dom.js';
import { explanation, understanding } from './explain.js';
import { byline, madeNote } from './front.js';
import { part } from './parts.js';

/** @import { State } from './address.js' */
/** @import { Hit, Page } from './types.js' */

/**
 * @param {Page} page
 * @param {State} state
 * @param {string | null} year
 */
export function drawHits(page, state, year) {
  part('told').replaceChildren(page.total > 0 ? `找到 ${page.total} 篇` : '没有找到', h('small', {}, time(page.tookMs)));
  for (const radio of part('sort').querySelectorAll('input')) radio.checked = radio.value === state.sort;
  part('explain').checked = state.explain;
  part('understood').hidden = !page.understood;
  part('understood').replaceChildren(...(page.understood ? understanding(page.understood, page.correction) : []));
  // The reader is told where only such follow that answer in part; one of them may stand above a hit that is worse.
  const whole = page.hits.findLastIndex((hit) => !hit.partial) + 1;
  const items = page.hits.map((hit) => item(hit, state, year));
  if (whole < items.length) items.splice(whole, 0, h('li', { class: 'divide' }, whole > 0 ? '下面这些只有一部分相符' : '没有全部相符的，这些有一部分相符'));
  part('hits').replaceChildren(...items);
}

/**
 * @param {Hit} hit
 * @param {State} state
 * @param {string | null} year
 */
function item(hit, state, year) {
  return h('li', { class: 'hit' },
    h('h2', {}, h('a', { href: link({ ...state, article: hit.id }), 'data-article': hit.id }, ...marked(hit.titleParts), hit.titleMade && madeNote())),
    hit.subHeadlineParts.length > 0 && h('p', { class: 'sub-headline' }, ...marked(hit.subHeadlineParts)),
    h('p', { class: 'snippet' }, ...marked(hit.snippet)),
    hit.sections.length > 0 && h('ul', { class: 'sections' }, ...hit.sections.map(({ anchor, titleParts }) =>
      h('li', {}, h('a', { href: link({ ...state, article: hit.id, anchor }) }, ...marked(titleParts))))),
    byline(hit, year),
    state.explain && hit.explain && explanation(hit.explain));
}

/** @param {number} ms */
function time(ms) {
  return ms < 0.1 ? '用时不到 0.1 毫秒' : `用时 ${ms < 10 ? ms.toFixed(1) : Math.round(ms)} 毫秒`;
}

// A click anywhere on a hit opens it, unless it is the end of selecting text to copy. Links and the arithmetic keep
// their own clicks.
part('hits').addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || event.target.closest('a, details') || getSelection()?.toString()) return;
  event.target.closest('.hit')?.querySelector('a')?.click();
});
