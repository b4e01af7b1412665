/**
 * The arithmetic of a score, for readers who want to know why one hit stands above another.
 *
 * @module
 */
import { h } from './dom.js';
import { rare } from './words-rare.js';

/** @import { Clause, Correction, Explanation, Leaf, Understood } from './types.js' */

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

/** What a leaf is limited to. */
const FIELDS = { title: '标题', author: '作者', source: '来源', place: '地点' };

/**
 * How the query was understood: what it was corrected to, its tree, clause by clause, and its words with what each weighs.
 * @param {Understood} understood
 * @param {Correction | null} [correction]
 */
export function understanding({ tree, tokens }, correction) {
  const clauses = tree.clauses.map((clause) => h('li', {}, told(clause)));
  const words = tokens.flatMap(({ text, weight }, index) => [index > 0 && ' ', h('span', { title: `分量 ${number(weight)}` }, weight < 1 ? h('s', {}, text) : h('b', {}, text))]);
  const changes = correction?.changes.map(({ of, text, why }) => `“${of}”改为“${text}”（${rare.reasons[why]}）`).join('，');
  return [
    changes && h('p', {}, `更正：${changes}${correction?.applied ? '' : '，只是提议'}`),
    h('p', {}, '这样理解：', clauses.length === 0 && '没有条件，列出全部'),
    clauses.length > 0 && h('ul', { class: 'clauses' }, ...clauses),
    words.length > 0 && h('p', {}, '字词：', ...words, tokens.some(({ weight }) => weight < 1) && '（划去的分量轻）'),
  ].filter((line) => line instanceof HTMLElement);
}

/** @param {Clause} clause */
function told(clause) {
  if ('want' in clause) return `要找 ${clause.want.map(leaf).join(' 或 ')}`;
  if ('demand' in clause) return `必须有 ${clause.demand.map(leaf).join(' 或 ')}`;
  if ('exclude' in clause) return `不要 ${leaf(clause.exclude)}`;
  if ('amount' in clause) return `文中有数量 ${clause.amount.text}`;
  const { from, to } = 'days' in clause ? clause.days : clause.date;
  return `${'days' in clause ? '文中或文章的日期' : '日期'} ${from === to && from !== null ? day(from) : `${from === null ? '起初' : day(from)} 至 ${to === null ? '今日' : day(to)}`}`;
}

/** @param {Leaf} sought */
function leaf({ text, form, field, meant }) {
  const shown = form === 'phrase' ? `“${text}”` : form === 'book' ? `《${text}》` : form === 'prefix' ? `${text}…` : text;
  const why = meant ? `（由“${meant.of}”：${rare.reasons[meant.why]}，分量 ${number(meant.weight)}）` : '';
  return `${field ? `${FIELDS[field]}里的 ` : ''}${shown}${why}`;
}

/** @param {number} days Since 1970-01-01. */
function day(days) {
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

/** @param {number} value */
function number(value) {
  return value.toFixed(2);
}
