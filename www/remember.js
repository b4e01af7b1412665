/**
 * Keeps what the reader asks in the address of the page, so that a reload, a shared link, back and forward show it again.
 *
 * The query stands under the name that the attribute `parameter` gives, filters and the order under that name with theirs behind
 * a dot: `?q=汽车&q.source=新华社&q.from=2023-10-01&q.sort=newest`; `&q.literal=1` where only what was typed is sought. Whatever else is in the address stays.
 *
 * @module
 */

/** @import { Filters } from './types.js' */
/** @import { XunZhang } from './xun-zhang.js' */

/**
 * What the history keeps of a place besides its address.
 * @typedef {{ shown: number, scroll: number }} Place
 */

/** Under what name the history's state holds a {@link Place}. */
const PLACE = 'xun-zhang';

/**
 * @param {XunZhang} element
 * @param {AbortSignal} signal Ends it.
 */
export function attach(element, signal) {
  const name = element.parameter || 'q';
  const first = element.sort;

  /** The address that says what is asked now. */
  const written = () => {
    const parameters = new URLSearchParams(location.search);
    for (const key of [...parameters.keys()]) if (key === name || key.startsWith(`${name}.`)) parameters.delete(key);
    const query = element.query.trim();
    if (query) {
      parameters.set(name, query);
      const { date, ...facets } = element.filters;
      for (const [facet, values] of Object.entries(facets)) for (const value of /** @type {string[]} */ (values)) parameters.append(`${name}.${facet}`, value);
      for (const end of /** @type {const} */ (['from', 'to'])) if (date?.[end]) parameters.set(`${name}.${end}`, date[end]);
      if (element.literal) parameters.set(`${name}.literal`, '1');
      if (element.sort && element.sort !== first) parameters.set(`${name}.sort`, element.sort);
    }
    const text = String(parameters);
    return `${location.pathname}${text && `?${text}`}${location.hash}`;
  };

  const write = () => {
    const address = written();
    const before = new URLSearchParams(location.search);
    if (address === location.pathname + location.search + location.hash) return;
    const after = new URL(address, location.href).searchParams;
    // Letters that follow one another are one step of the history; a filter, and the first letter, are a step of their own.
    const step = before.has(name) === false || before.get(name) === after.get(name);
    try {
      history[step ? 'pushState' : 'replaceState'](null, '', address);
    } catch {
      // Browsers limit how often an address may change; the search itself does not depend on it.
    }
  };

  const read = () => {
    const parameters = new URLSearchParams(location.search);
    /** @type {Filters} */
    const filters = {};
    for (const key of new Set(parameters.keys())) {
      const facet = key.startsWith(`${name}.`) ? key.slice(name.length + 1) : '';
      if (facet === 'from' || facet === 'to') filters.date = { ...filters.date, [facet]: parameters.get(key) ?? '' };
      else if (facet && !['literal', 'sort'].includes(facet)) filters[facet] = parameters.getAll(key);
    }
    return { query: parameters.get(name) ?? '', literal: parameters.has(`${name}.literal`), filters, sort: parameters.get(`${name}.sort`) ?? first };
  };

  const restore = () => {
    const { query, literal, filters, sort } = read();
    const place = /** @type {Place | undefined} */ (history.state?.[PLACE]);
    element.ask({ query, literal, filters, sort, shown: place?.shown });
    if (place?.scroll) element.addEventListener('xun-zhang:results', () => scrollTo({ top: place.scroll, behavior: 'instant' }), { once: true, signal });
  };

  const keepPlace = () => {
    if (!element.query.trim()) return;
    try {
      history.replaceState({ ...history.state, [PLACE]: { shown: element.page?.hits.length, scroll: scrollY } }, '');
    } catch {
      // As above.
    }
  };

  element.addEventListener('xun-zhang:results', write, { signal });
  element.addEventListener('xun-zhang:error', write, { signal });
  element.addEventListener('xun-zhang:clear', write, { signal });
  addEventListener('pagehide', keepPlace, { signal });
  addEventListener('popstate', restore, { signal });
  if (new URLSearchParams(location.search).has(name)) restore();
}
