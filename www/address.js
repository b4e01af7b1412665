/**
 * The state of the page, and its address: `?q=智能&author=夏元&sort=newest#article/9c3f…`. The address says all, so that
 * a reload, a bookmark or a shared link brings the same page back.
 *
 * @module
 */

/** @import { Filters, Sort } from './types.js' */

/**
 * @typedef {object} State
 * @property {string} query
 * @property {Sort} sort
 * @property {string[]} author
 * @property {string[]} source
 * @property {string[]} place
 * @property {string[]} person
 * @property {string[]} location
 * @property {string[]} organisation
 * @property {string} from The first day, `YYYY-MM-DD`, or ''.
 * @property {string} to The last day, or ''.
 * @property {boolean} literal Whether only what was typed is sought.
 * @property {boolean} explain Whether each hit shows how its score came about.
 * @property {string | null} article The article that is open.
 * @property {string | null} anchor The heading in it that is brought into view.
 */

/** The fields whose values are ticked; the names are those of the address too. */
export const TICKED = /** @type {const} */ (['source', 'author', 'place', 'person', 'location', 'organisation']);

/** @type {Readonly<State>} */
export const FRONT = Object.freeze({
  query: '', sort: 'relevance', author: [], source: [], place: [], person: [], location: [], organisation: [], from: '', to: '', literal: false, explain: false, article: null, anchor: null,
});

/**
 * Reads an address; what it does not understand counts as absent.
 * @param {{ search: string, hash: string }} address
 * @returns {State}
 */
export function read({ search, hash }) {
  const [, article, anchor] = /^#article\/([^#]+)(?:#(.+))?$/.exec(hash) ?? [];
  const asked = new URLSearchParams(search);
  const day = (/** @type {string} */ name) => {
    const given = asked.get(name) ?? '';
    return /^\d{4}-\d{2}-\d{2}$/.test(given) ? given : '';
  };
  return {
    query: asked.get('q') ?? '',
    sort: asked.get('sort') === 'newest' ? 'newest' : 'relevance',
    author: asked.getAll('author'),
    source: asked.getAll('source'),
    place: asked.getAll('place'),
    person: asked.getAll('person'),
    location: asked.getAll('location'),
    organisation: asked.getAll('organisation'),
    from: day('from'),
    to: day('to'),
    literal: asked.has('literal'),
    explain: asked.has('explain'),
    article: decoded(article),
    anchor: decoded(anchor),
  };
}

/**
 * Writes the address of a state, after the page's path: `?…#…`, or `''` for the front page.
 * @param {State} state
 */
export function write(state) {
  const asked = new URLSearchParams();
  if (state.query) asked.set('q', state.query);
  for (const name of TICKED) for (const value of state[name]) asked.append(name, value);
  if (state.from) asked.set('from', state.from);
  if (state.to) asked.set('to', state.to);
  if (state.sort !== 'relevance') asked.set('sort', state.sort);
  if (state.literal) asked.set('literal', '1');
  if (state.explain) asked.set('explain', '1');
  const search = asked.toString();
  const anchor = state.anchor === null ? '' : `#${encodeURIComponent(state.anchor)}`;
  const hash = state.article === null ? '' : `#article/${encodeURIComponent(state.article)}${anchor}`;
  return (search && `?${search}`) + hash;
}

/**
 * What a link to a state has as its `href`. With the path, because a bare `#article/…` would keep the query of now.
 * @param {State} state
 */
export function link(state) {
  return location.pathname + write(state);
}

/** Whether a state narrows the hits by more than its query. @param {State} state */
export function narrowed(state) {
  return TICKED.some((name) => state[name].length > 0) || state.from !== '' || state.to !== '';
}

/** Whether a state shows the front page: nothing asked, nothing narrowed. @param {State} state */
export function atFront(state) {
  return state.query.trim() === '' && !narrowed(state);
}

/**
 * The filters of a state, as the library takes them.
 * @param {State} state
 * @returns {Filters}
 */
export function filters(state) {
  /** @type {Filters} */
  const filters = {};
  for (const name of TICKED) if (state[name].length > 0) filters[name] = state[name];
  if (state.from || state.to) {
    filters.date = { ...(state.from && { from: state.from }), ...(state.to && { to: state.to }) };
  }
  return filters;
}

/** @param {string | undefined} text */
function decoded(text) {
  if (text === undefined) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that somebody cut in half; the id is then what it says.
    return text;
  }
}
