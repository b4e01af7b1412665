/**
 * What the element says when nothing was found: how the query was understood, what to try, and queries near to it that do
 * find something.
 *
 * @module
 */
import { h } from './dom.js';
import { style } from './late-style.js';
import { dress } from './sheets.js';
import { rare } from './words-rare.js';

/** @import { Clause, Leaf } from './types.js' */
/** @import { Help } from './xun-zhang.js' */
/** @import { RareWords, Words } from './words.js' */
/** @import { Library } from './xunzhang.js' */

/** How many other queries are offered at most. */
const OFFERED = 3;

/**
 * @param {HTMLElement} element
 * @param {Library} library
 * @param {string} query
 * @param {Words & Partial<RareWords>} given
 * @param {AbortSignal} signal
 * @returns {Promise<Help>}
 */
export async function advice(element, library, query, given, signal) {
  dress(element, style);
  const words = { ...rare, ...given };
  const asking = { limit: 1, facets: false, signal };
  const [page, ...others] = await Promise.all([
    library.search(query, { ...asking, explain: true }),
    ...near(query).map(async (other) => ({ query: other, total: (await library.search(other, { ...asking, correct: false })).total })),
  ]);
  const clauses = page.understood?.tree.clauses ?? [];
  const has = (/** @type {(clause: Clause) => unknown} */ what) => clauses.some(what);
  const ways = [
    has((clause) => sought(clause).some(({ form }) => form === 'phrase')) && words.unquoted,
    has((clause) => 'exclude' in clause) && words.unexcluded,
    has((clause) => 'date' in clause || 'days' in clause) && words.undated,
    words.shorter,
    words.other,
  ];
  const tries = others.filter(({ total }) => total > 0).slice(0, OFFERED).map(({ query: other, total }) => ({ query: other, note: words.count(total) }));
  return {
    extra: [
      ...(clauses.length > 0 ? [h('p', { part: 'understood' }, words.understood(clauses.map((clause) => told(clause, words))))] : []),
      h('ul', { part: 'tips' }, ...ways.filter((way) => way !== false).map((way) => h('li', {}, way))),
    ],
    groups: tries.length > 0 ? [{ label: words.instead, tries }] : [],
  };
}

/**
 * Queries near to one that found nothing: without its quotation marks and exclusions, or only a part of it.
 * @param {string} query
 */
function near(query) {
  const bare = query.replace(/["“”「」『』]/g, ' ').replace(/(^|\s)[-－]\S+/g, ' ').trim().replace(/\s+/g, ' ');
  const words = bare.split(' ');
  const characters = [...bare];
  const half = Math.ceil(characters.length / 2);
  const pieces = words.length > 1 ? words : [characters.slice(0, half).join(''), characters.slice(half).join('')];
  // A character of its own says little, but of a word of two it is all that is left: 轨道 leads to 在轨.
  return [...new Set([bare, ...pieces])].filter((other) => other !== query.trim() && [...other].length > (characters.length === 2 ? 0 : 1));
}

/**
 * @param {Clause} clause
 * @param {RareWords} words
 */
function told(clause, words) {
  const leaf = (/** @type {Leaf} */ { text, form, field }) => `${field ? words.fields[field] : ''}${form === 'phrase' ? words.phrase(text) : form === 'book' ? `《${text}》` : form === 'prefix' ? `${text}*` : text}`;
  const day = (/** @type {number | null} */ days) => (days === null ? '' : new Date(days * 86_400_000).toISOString().slice(0, 10));
  if ('exclude' in clause) return words.without(leaf(clause.exclude));
  if ('date' in clause || 'days' in clause) {
    const { from, to } = 'days' in clause ? clause.days : clause.date;
    return words.dated(day(from), day(to));
  }
  if ('amount' in clause) return words.want([clause.amount.text]);
  // What stands for another word was not typed, and would only puzzle here.
  return words.want(sought(clause).filter(({ meant }) => !meant).map(leaf));
}

/**
 * What a clause looks for.
 * @param {Clause} clause
 */
function sought(clause) {
  return 'want' in clause ? clause.want : 'demand' in clause ? clause.demand : [];
}
