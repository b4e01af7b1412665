/**
 * The arithmetic of a score, for readers who want to know why one hit stands above another.
 *
 * @module
 */
import { h } from './dom.js';

/** @import { Explanation } from './types.js' */

/** What each part of a score rewards, in the order in which they are added up. */
const PARTS = /** @type {const} */ ([
  ['terms', '字词', '字、相邻两字和词，按稀有和频度（BM25F）'],
  ['early', '靠前', '要找的字词在文章里出现得早'],
  ['runs', '连文', '要找的字连成一片'],
  ['window', '相聚', '要找的字词聚在一处'],
  ['exact', '原样', '整句原样出现'],
  ['time', '时间', '问的是时间，文中有日期'],
  ['recency', '新近', '文章新'],
]);

/** @param {Explanation} explain */
export function explanation({ score, parts, terms }) {
  const summands = PARTS.filter(([name]) => parts[name] > 0);
  const sum = h('p', { class: 'sum' }, h('b', {}, number(score)), ' = ',
    ...summands.flatMap(([name, word, why], index) => [index > 0 && ' + ', h('span', { title: why }, `${word} `, h('b', {}, number(parts[name])))]));
  if (terms.length === 0) return h('div', { class: 'why' }, sum);
  const rows = [...terms].sort((a, b) => b.adds - a.adds).map(({ term, weight, idf, frequency, adds }) =>
    h('tr', {}, h('th', { scope: 'row' }, term), ...[weight, idf, frequency, adds].map((value) => h('td', {}, number(value)))));
  const heads = [['字词', ''], ['权重', '在所问里的分量'], ['稀有', '越少见越大'], ['频度', '在文中的次数，次数越多增得越慢'], ['得分', '权重、稀有、频度相乘']];
  return h('div', { class: 'why' }, sum,
    h('details', {}, h('summary', {}, `字词一项怎么算：${terms.length} 行`),
      h('table', {},
        h('thead', {}, h('tr', {}, ...heads.map(([word, why]) => h('th', { scope: 'col', title: why || null }, word)))),
        h('tbody', {}, ...rows))));
}

/** @param {number} value */
function number(value) {
  return value.toFixed(2);
}
