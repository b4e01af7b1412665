/**
 * What a reader sees when nothing was found: never a dead end.
 *
 * @module
 */
import { FRONT, filters, narrowed, link } from './address.js';
import { h } from './dom.js';

/** @import { State } from './address.js' */
/** @import { Page } from './types.js' */
/** @import { Library } from './xunzhang.js' */

/**
 * @param {Library} library
 * @param {State} state
 * @param {Page} corpus
 */
export async function drawNothing(library, state, corpus) {
  const tried = await Promise.all(others(state).map(async ({ text, next }) => {
    const { total } = await library.search(next.query, { limit: 1, filters: filters(next), correct: false });
    return total > 0 && h('li', {}, h('a', { href: link(next) }, text), h('small', {}, `${total} 篇`));
  }));
  const found = tried.filter((item) => item !== false);
  return h('div', {},
    h('p', { class: 'sorry' }, narrowed(state) ? '照这些条件，没有找到' : '没有找到', h('b', {}, state.query && `“${state.query}”`)),
    found.length > 0 && h('p', {}, '换成这样就有：'),
    found.length > 0 && h('ul', { class: 'instead' }, ...found),
    h('p', {}, found.length > 0 ? '也可以：' : '可以试试：'),
    h('ul', {},
      h('li', {}, '少写几个字，只留最要紧的词'),
      h('li', {}, '换一种说法，或只写记者、地名'),
      h('li', {}, '看看有没有打错的字')),
    h('p', {}, '或者翻翻这些文章：'),
    h('ul', { class: 'others' }, ...corpus.hits.slice(0, 7).map(({ id, title }) =>
      h('li', {}, h('a', { href: link({ ...FRONT, article: id }), 'data-article': id }, title)))));
}

/**
 * Queries near to the one that found nothing: without its filters, without its quotation marks and exclusions, or only
 * a part of it.
 * @param {State} state
 */
function others(state) {
  const { query } = state;
  /** @type {{ text: string, next: State }[]} */
  const ways = [];
  if (narrowed(state)) ways.push({ text: `不加筛选，找“${query}”`, next: { ...FRONT, query } });
  const bare = query.replace(/["“”「」『』]/g, ' ').replace(/(^|\s)[-－]\S+/g, ' ').trim();
  const words = bare.split(/\s+/);
  const whole = [...bare];
  const half = Math.ceil(whole.length / 2);
  const pieces = words.length > 1 ? words : whole.length > 1 ? [whole.slice(0, half).join(''), whole.slice(half).join('')] : [];
  for (const piece of new Set([bare, ...pieces])) {
    // A character of its own says little, but of a word of two it is all that is left: 轨道 leads to 在轨.
    if (piece !== query && [...piece].length > (whole.length === 2 ? 0 : 1)) ways.push({ text: `“${piece}”`, next: { ...state, query: piece, literal: false } });
  }
  return ways.slice(0, 5);
}
