/**
 * What the element says, by language.
 *
 * @module
 */

/**
 * @typedef {object} Words
 * @property {string} search The label of the box.
 * @property {string} placeholder
 * @property {string} clear
 * @property {string} list The label of the list of results.
 * @property {string} loading
 * @property {string} searching
 * @property {string} failed The library could not be opened.
 * @property {string} broken A question could not be answered.
 * @property {string} retry
 * @property {string} advice What to try when nothing was found.
 * @property {string} partial What stands at a result that answers only in part.
 * @property {string} between What stands between two authors.
 * @property {(total: number) => string} found
 * @property {(query: string) => string} none
 */

/** @type {Words} */
const zh = {
  search: '搜索',
  placeholder: '找文章、作者、地名……',
  clear: '清空',
  list: '搜索结果',
  loading: '正在打开……',
  searching: '正在查找……',
  failed: '搜索没能打开。',
  broken: '这次没能查完。',
  retry: '再试一次',
  advice: '少写几个字，或换个说法试试。',
  partial: '部分相符',
  between: '、',
  found: (total) => `找到 ${total} 篇`,
  none: (query) => `没有找到“${query}”`,
};

/** @type {Words} */
const en = {
  search: 'Search',
  placeholder: 'Articles, authors, places…',
  clear: 'Clear',
  list: 'Results',
  loading: 'Opening…',
  searching: 'Searching…',
  failed: 'The search could not be opened.',
  broken: 'The search could not be finished.',
  retry: 'Try again',
  advice: 'Try fewer characters, or other words.',
  partial: 'in part',
  between: ', ',
  found: (total) => (total === 1 ? '1 article' : `${total} articles`),
  none: (query) => `Nothing found for “${query}”`,
};

/**
 * The words for a language tag. Chinese unless the tag asks for English.
 * @param {string} lang
 * @returns {Words}
 */
export function wordsFor(lang) {
  return /^en\b/i.test(lang) ? en : zh;
}
