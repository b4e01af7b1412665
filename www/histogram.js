/**
 * A small picture of how many results each month has, or each year where there are many months. A press on a bar keeps to its days,
 * a drag over several to theirs. It is for the eye and the pointer alone: the fields for the two days beside it say and do the same.
 *
 * @module
 */

/** @import { DateRange, FacetCount } from './types.js' */

/** From how many months on a bar is a year. */
const MONTHS = 60;

/** The height of the picture, and the width of a bar with the gap beside it, in its own units. */
const HEIGHT = 40;
const STEP = 10;

/**
 * @typedef {{ name: string, count: number, from: string, to: string }} Bar
 */

/**
 * @param {FacetCount[]} months
 * @param {DateRange} range What is chosen now.
 * @param {{ tell: (name: string, count: number) => string, go: (range: DateRange) => void }} does
 */
export function histogram(months, range, { tell, go }) {
  const all = bars(months);
  const most = Math.max(...all.map(({ count }) => count), 1);
  const picture = svg('svg', { class: 'histogram', part: 'histogram', viewBox: `0 0 ${all.length * STEP} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  const columns = all.map(({ name, count, from, to }, at) => {
    const on = (!range.from || to >= range.from) && (!range.to || from <= range.to);
    // A month with few results is still to be seen, one with none is not.
    const height = count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT);
    const column = svg('g', { class: on ? 'on' : 'off' },
      svg('title', {}, tell(name, count)),
      svg('rect', { class: 'ground', x: at * STEP, y: 0, width: STEP, height: HEIGHT }),
      svg('rect', { class: 'bar', part: 'bar', x: at * STEP + 1, y: HEIGHT - height, width: STEP - 2, height }));
    column.addEventListener('pointerdown', () => { pressed = at; });
    column.addEventListener('pointerup', () => {
      const [first, last] = [Math.min(pressed ?? at, at), Math.max(pressed ?? at, at)];
      const chosen = { from: all[first].from, to: all[last].to };
      // A second press on what is chosen undoes it.
      go(chosen.from === range.from && chosen.to === range.to ? {} : chosen);
    });
    return column;
  });
  /** @type {number | null} */
  let pressed = null;
  picture.append(...columns);
  return picture;
}

/**
 * One bar for each month from the first to the last, or for each year.
 * @param {FacetCount[]} months
 * @returns {Bar[]}
 */
function bars(months) {
  const counts = new Map(months.map(({ value, count }) => [value, count]));
  const names = [...counts.keys()].sort();
  const [first, last] = [names[0], names.at(-1) ?? names[0]].map((name) => {
    const [year, month] = name.split('-').map(Number);
    return year * 12 + month - 1;
  });
  const every = Array.from({ length: last - first + 1 }, (_, at) => {
    const year = Math.floor((first + at) / 12);
    const month = ((first + at) % 12) + 1;
    const name = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
    const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return { name, count: counts.get(name) ?? 0, from: `${name}-01`, to: `${name}-${days}` };
  });
  if (every.length <= MONTHS) return every;
  const years = [...new Set(every.map(({ name }) => name.slice(0, 4)))];
  return years.map((year) => ({
    name: year,
    count: every.reduce((sum, { name, count }) => sum + (name.startsWith(year) ? count : 0), 0),
    from: `${year}-01-01`,
    to: `${year}-12-31`,
  }));
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 */
function svg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}
