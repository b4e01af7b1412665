/**
 * The filters beside the results, and the chips of those that are on.
 *
 * @module
 */
import { TICKED, narrowed, link } from './address.js';
import { h, readable } from './dom.js';
import { part } from './parts.js';

/** @import { State } from './address.js' */
/** @import { FacetCount, Facets } from './types.js' */

/** @typedef {typeof TICKED[number] | 'date'} FacetName */

/** @type {Record<FacetName, string>} */
const TITLES = { source: '来源', author: '作者', place: '发稿地', person: '人物', location: '地点', organisation: '机构', date: '日期' };

/** How many values of a field stand in sight; the others unfold. */
const IN_SIGHT = 8;

/**
 * @param {HTMLElement} aside
 * @param {Facets} facets
 * @param {State} state
 * @param {(next: State) => void} go
 */
export function drawFacets(aside, facets, state, go) {
  const focused = document.activeElement instanceof HTMLInputElement && aside.contains(document.activeElement) ? document.activeElement : null;
  aside.replaceChildren(...TICKED.map((name) => ticks(name, facets[name] ?? [], state, go)), days(facets.date ?? [], state, go));
  // The control that was used is a new one now; the focus stays with it.
  if (focused) {
    [...aside.querySelectorAll('input')].find(({ name, type, value }) =>
      name === focused.name && type === focused.type && (type === 'date' || value === focused.value))?.focus({ preventScroll: true });
  }
  const count = TICKED.reduce((sum, name) => sum + state[name].length, state.from || state.to ? 1 : 0);
  part('narrow').textContent = count ? `筛选 ${count}` : '筛选';
}

/**
 * @param {typeof TICKED[number]} name
 * @param {FacetCount[]} counts
 * @param {State} state
 * @param {(next: State) => void} go
 */
function ticks(name, counts, state, go) {
  // A value that is ticked must be there to be unticked, even if nothing has it any more.
  const lost = state[name].filter((value) => !counts.some((count) => count.value === value)).map((value) => ({ value, count: 0 }));
  const labels = [...counts, ...lost].map(({ value, count }) => {
    const input = h('input', { type: 'checkbox', name, value });
    input.checked = state[name].includes(value);
    input.addEventListener('change', () => {
      const others = state[name].filter((other) => other !== value);
      go({ ...state, [name]: input.checked ? [...others, value] : others });
    });
    return h('label', {}, input, h('span', {}, value), h('small', {}, String(count)));
  });
  return group(name, labels);
}

/**
 * @param {FacetCount[]} months
 * @param {State} state
 * @param {(next: State) => void} go
 */
function days(months, state, go) {
  const labels = months.map(({ value, count }) => {
    const [from, to] = [`${value}-01`, lastDay(value)];
    const input = h('input', { type: 'checkbox', name: 'month', value });
    input.checked = state.from === from && state.to === to;
    input.addEventListener('change', () => go({ ...state, from: input.checked ? from : '', to: input.checked ? to : '' }));
    return h('label', {}, input, h('span', {}, readable(value, { year: null })), h('small', {}, String(count)));
  });
  const ends = /** @type {const} */ (['from', 'to']).map((end) => {
    const input = h('input', { type: 'date', name: end, value: state[end] });
    input.addEventListener('change', () => go({ ...state, [end]: input.value }));
    return h('label', { class: 'day' }, h('span', {}, end === 'from' ? '自' : '至'), input);
  });
  // Where no hit has a date there is nothing to choose, unless a choice is to be undone.
  return group('date', labels.length > 0 || state.from || state.to ? [...labels, ...ends] : []);
}

/**
 * @param {FacetName} name
 * @param {HTMLElement[]} labels
 */
function group(name, labels) {
  const [seen, folded] = name === 'date' ? [labels, []] : [labels.slice(0, IN_SIGHT), labels.slice(IN_SIGHT)];
  return h('fieldset', { hidden: labels.length === 0 },
    h('legend', {}, TITLES[name]), ...seen,
    folded.length > 0 && h('details', {}, h('summary', {}, `另 ${folded.length} 个`), ...folded));
}

/**
 * The last day of a month.
 * @param {string} month `YYYY-MM`
 */
function lastDay(month) {
  const [year, number] = month.split('-').map(Number);
  return `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`;
}

/**
 * @param {HTMLElement} list
 * @param {State} state
 */
export function drawChips(list, state) {
  list.hidden = !narrowed(state);
  const chips = TICKED.flatMap((name) => state[name].map((value) =>
    chip(`${TITLES[name]}：${value}`, { ...state, [name]: state[name].filter((other) => other !== value) })));
  if (state.from || state.to) chips.push(chip(`日期：${span(state)}`, { ...state, from: '', to: '' }));
  list.replaceChildren(...chips);
}

/**
 * @param {string} text
 * @param {State} without
 */
function chip(text, without) {
  return h('li', {}, h('a', { href: link(without), 'aria-label': `去掉筛选 ${text}` }, text, h('span', { 'aria-hidden': 'true' }, '✕')));
}

/** @param {State} state */
function span({ from, to }) {
  const [first, last] = [from, to].map((day) => day && readable(day, { year: null }));
  if (first && last) return from === to ? first : `${first}至${last}`;
  return first ? `${first}起` : `到${last}`;
}
