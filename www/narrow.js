/**
 * Narrowing the results of the element: the order, filters with their counts, the days between which something was written with a
 * small histogram, and a chip for each filter that is on.
 *
 * @module
 */
import { h, readable } from './dom.js';
import { histogram } from './histogram.js';
import { style } from './narrow-style.js';
import { dress } from './sheets.js';
import { rare } from './words-rare.js';

/** @import { FacetCount, Filters } from './types.js' */
/** @import { RareWords, Worded, Words } from './words.js' */
/** @import { XunZhang } from './xun-zhang.js' */

/** How many values of a facet stand in sight; the others unfold. */
const IN_SIGHT = 6;

/**
 * @param {XunZhang} element
 * @param {AbortSignal} signal Ends it.
 * @param {Worded} worded
 */
export async function attach(element, signal, worded) {
  dress(element, style);
  const whole = element.layout === 'page';
  const root = /** @type {ShadowRoot} */ (element.shadowRoot);
  const body = h('div', { class: 'facets', part: 'facets' });
  const summary = h('summary', { part: 'unfold' });
  const narrow = h('details', { class: 'narrow', part: 'filters' }, summary, body);
  const chips = h('ul', { class: 'chips', part: 'chips', hidden: true });
  const wide = matchMedia('(width >= 52em)');
  const open = () => { narrow.open = whole && wide.matches; };
  open();
  wide.addEventListener('change', open, { signal });
  root.querySelector('.told')?.after(narrow, chips);
  signal.addEventListener('abort', () => {
    narrow.remove();
    chips.remove();
  });
  /** Which values are unfolded: what is drawn anew would else fold. @type {Set<string>} */
  const unfolded = new Set();
  let words = { ...rare, ...await worded() };
  // On a page of results that is being loaded they have their place before there is anything in them.
  narrow.hidden = !whole || !element.query.trim();
  summary.textContent = words.filter(0);

  const draw = () => {
    // Those of another language, if that has changed since; what is shown here must not come after the results that it stands above.
    worded().then((now) => { words = { ...rare, ...now }; });
    const { filters, page } = element;
    const on = chosen(filters);
    const found = page !== null && (page.total > 0 || on.length > 0);
    narrow.hidden = !found;
    chips.hidden = on.length === 0;
    if (!found) return;
    summary.textContent = words.filter(on.length);
    const facets = Object.fromEntries(Object.entries(page.facets).map(([name, counts]) => [name, lost(counts, filters[name])]));
    const names = element.facets?.split(/[\s,，、]+/).filter(Boolean) ?? [];
    const shown = names.length > 0 ? names : [...Object.keys(facets).filter((name) => name !== 'date'), 'date'];
    const fields = [order(element, words), ...shown.map((name) => (name === 'date' ? days(element, facets.date ?? [], words) : ticks(element, name, facets[name] ?? [], words, unfolded)))];
    keepFocus(root, () => {
      body.replaceChildren(...fields.filter((field) => field !== null));
      chips.setAttribute('aria-label', words.chips);
      chips.replaceChildren(...on.map(({ name, value, without }) => chip(name === 'date' ? words.dated(filters.date?.from ?? '', filters.date?.to ?? '') : value, words, () => { element.filters = without; })));
    }, narrow, chips);
  };
  for (const name of ['results', 'clear', 'error']) element.addEventListener(`xun-zhang:${name}`, draw, { signal });
  if (element.page) draw();
}

/**
 * Draws controls anew; the one that has the focus is another one then, and gets it.
 * @param {ShadowRoot} root
 * @param {() => void} draw
 * @param {...HTMLElement} places
 */
function keepFocus(root, draw, ...places) {
  const focused = root.activeElement;
  const inside = focused instanceof HTMLElement && places.some((place) => place.contains(focused)) ? focused : null;
  // While it is out of the tree the focus would be nowhere, and the panel would take that for its reader leaving.
  const input = /** @type {HTMLElement} */ (root.querySelector('input[part="input"]'));
  if (inside) input.focus({ preventScroll: true });
  draw();
  if (!inside) return;
  const key = inside.dataset.key;
  const again = places.flatMap((place) => [...place.querySelectorAll('[data-key]')]).find((other) => /** @type {HTMLElement} */ (other).dataset.key === key);
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/**
 * A value that is ticked must be there to be unticked, even if nothing has it any more.
 * @param {FacetCount[]} counts
 * @param {Filters[string]} ticked
 */
function lost(counts, ticked) {
  const gone = Array.isArray(ticked) ? ticked.filter((value) => !counts.some((count) => count.value === value)) : [];
  return [...counts, ...gone.map((value) => ({ value, count: 0 }))];
}

/**
 * Each filter that is on, and what the filters are without it.
 * @param {Filters} filters
 */
function chosen(filters) {
  return Object.entries(filters).flatMap(([name, held]) => {
    const { [name]: _, ...others } = filters;
    if (!Array.isArray(held)) return held?.from || held?.to ? [{ name, value: '', without: others }] : [];
    return held.map((value) => {
      const rest = held.filter((other) => other !== value);
      return { name, value, without: rest.length > 0 ? { ...filters, [name]: rest } : others };
    });
  });
}

/**
 * @param {XunZhang} element
 * @param {Words & RareWords} words
 */
function order(element, words) {
  const sorts = (element.sorts ?? 'relevance newest').split(/\s+/).filter(Boolean);
  const now = element.sort ?? sorts[0];
  if (element.sort && !sorts.includes(element.sort)) sorts.push(element.sort);
  if (sorts.length < 2) return null;
  const select = h('select', { part: 'select', 'data-key': 'sort' }, ...sorts.map((sort) => h('option', { value: sort, selected: sort === now }, words.sorts[sort] ?? sort)));
  select.addEventListener('change', () => { element.sort = select.value; });
  return h('label', { class: 'order', part: 'sort' }, h('span', {}, words.order), select);
}

/**
 * @param {XunZhang} element
 * @param {string} name
 * @param {FacetCount[]} counts
 * @param {RareWords} words
 * @param {Set<string>} unfolded
 */
function ticks(element, name, counts, words, unfolded) {
  if (counts.length === 0) return null;
  const { filters } = element;
  const held = filters[name];
  const on = Array.isArray(held) ? held : [];
  const labels = counts.map(({ value, count }) => {
    const input = h('input', { type: 'checkbox', part: 'tick', 'data-key': `${name}:${value}`, checked: on.includes(value) });
    input.addEventListener('change', () => {
      const others = on.filter((other) => other !== value);
      const values = input.checked ? [...others, value] : others;
      const { [name]: _, ...rest } = element.filters;
      element.filters = values.length > 0 ? { ...rest, [name]: values } : rest;
    });
    return h('label', { class: 'tick', part: 'value' }, input, h('span', {}, value), h('small', { part: 'count' }, String(count)));
  });
  const folded = labels.slice(IN_SIGHT);
  const more = h('details', { open: unfolded.has(name) }, h('summary', { part: 'others', 'data-key': `${name}…` }, words.others(folded.length)), ...folded);
  more.addEventListener('toggle', () => { if (more.open) unfolded.add(name); else unfolded.delete(name); });
  return h('fieldset', { part: 'facet' }, h('legend', { part: 'legend' }, words.facets[name] ?? name), ...labels.slice(0, IN_SIGHT), folded.length > 0 && more);
}

/**
 * @param {XunZhang} element
 * @param {FacetCount[]} months
 * @param {Words & RareWords} words
 */
function days(element, months, words) {
  const { date = {} } = element.filters;
  // Where no hit has a date there is nothing to choose, unless a choice is to be undone.
  if (months.length === 0 && !date.from && !date.to) return null;
  const go = (/** @type {{ from?: string, to?: string }} */ range) => {
    const { date: _, ...rest } = element.filters;
    const { from, to } = range;
    element.filters = from || to ? { ...rest, date: { ...(from && { from }), ...(to && { to }) } } : rest;
  };
  const ends = /** @type {const} */ (['from', 'to']).map((end) => {
    const input = h('input', { type: 'date', part: 'date', 'data-key': end, value: date[end] });
    input.addEventListener('change', () => go({ ...date, [end]: input.value }));
    return h('label', { class: 'day', part: 'day' }, h('span', {}, words[end]), input);
  });
  return h('fieldset', { part: 'facet' }, h('legend', { part: 'legend' }, words.facets.date),
    months.length > 1 && histogram(months, date, { tell: (month, count) => `${readable(month, { lang: words.lang, year: null })}: ${words.count(count)}`, go }), ...ends);
}

/**
 * @param {string} text
 * @param {RareWords} words
 * @param {() => void} remove
 */
function chip(text, words, remove) {
  const button = h('button', { type: 'button', part: 'chip', 'aria-label': words.unfilter(text), 'data-key': `chip:${text}` }, text, h('span', { 'aria-hidden': 'true' }, ' ✕'));
  button.addEventListener('click', remove);
  return h('li', {}, button);
}
