/**
 * What the element says. Simplified Chinese stands here; the other languages, and what is said but rarely, are loaded when
 * they are needed.
 *
 * @module
 */

/** @import { Why } from './types.js' */

/**
 * The words of the element by name. An owner replaces any of them by the property `words` of the element.
 * @typedef {object} Words
 * @property {string} lang The language of the words, as a tag; dates follow it.
 * @property {string} search The label of the box.
 * @property {string} placeholder What the empty box says.
 * @property {string} within The label of a box that searches the article of the page alone, and what it says when it is empty.
 * @property {string} clear The button that empties the box.
 * @property {string} list The label of the list of results.
 * @property {string} searching An answer is on its way.
 * @property {string} failed The search could not be opened.
 * @property {string} broken A question could not be answered.
 * @property {string} offline There is no connection.
 * @property {string} partly Stands after the number of results when some of several indices could not answer.
 * @property {string} retry The button that asks again.
 * @property {string} partial Stands at a result that answers only in part.
 * @property {string} rest The heading above results in part, below whole ones.
 * @property {string} only The heading above results in part, where there are no others.
 * @property {string} between Stands between two authors.
 * @property {string} more Shows more results.
 * @property {(total: number) => string} found
 * @property {(query: string) => string} none
 */

/**
 * What is said but rarely: when nothing was found, while the box is empty, or where a result has led.
 * @typedef {object} RareWords
 * @property {(clauses: string[]) => string} understood How the query was understood, of the words below.
 * @property {(texts: string[]) => string} want One of these is looked for.
 * @property {(text: string) => string} without This is excluded.
 * @property {(from: string, to: string) => string} dated The days between which it was written; either may be empty.
 * @property {(text: string) => string} phrase Text that has to stand there as it was typed.
 * @property {{ title: string, author: string, source: string, place: string }} fields What text may be limited to.
 * @property {string} shorter Advice: fewer characters.
 * @property {string} other Advice: other words.
 * @property {string} unquoted Advice where there are quotation marks.
 * @property {string} unexcluded Advice where something was excluded.
 * @property {string} undated Advice where there are dates.
 * @property {string} instead The heading above queries that find something.
 * @property {(total: number) => string} count How many articles such a query finds.
 * @property {string} recent The heading above the recent searches.
 * @property {(query: string) => string} forget The button that removes one of them.
 * @property {string} forgetAll The button that removes all of them.
 * @property {string} suggested The heading above the owner's suggestions.
 * @property {(total: number) => string} places In how many places the article of the page answers.
 * @property {string} related The heading above related articles.
 * @property {string} close The button that closes the palette.
 * @property {(on: number) => string} filter What unfolds the filters; how many are on.
 * @property {string} chips The label of the filters that are on.
 * @property {(text: string) => string} unfilter The button that takes such a filter off.
 * @property {(count: number) => string} others What unfolds the other values of a facet.
 * @property {string} order The label of the order.
 * @property {Record<string, string>} sorts The orders: `relevance`, `newest`, and the owner's own.
 * @property {Record<string, string>} facets What the facets are called: `source`, `author`, `place`, `date`, and the owner's own.
 * @property {string} from The first day.
 * @property {string} to The last day.
 * @property {(texts: string, more: boolean) => string} also What was sought besides what was typed, of the words below; `more`: and still others.
 * @property {(texts: string, more: boolean) => string} sounds The same, where all of it was found by pinyin.
 * @property {(texts: string, reason: string) => string} because Says of such texts why they were sought.
 * @property {Record<Why, string>} reasons Why that may be.
 * @property {string} literally The button that asks for nothing but what was typed.
 * @property {string} typed Nothing else was sought.
 * @property {string} usual The button that ends that.
 * @property {(typed: string, text: string) => string} corrected Nothing was found for what was typed, and another text was sought.
 * @property {(typed: string) => string} still The button that asks for what was typed nevertheless.
 * @property {(text: string) => string} offered What the reader may have meant to type.
 * @property {string} unmark The button that takes the marks of a landing away.
 */

/** Gives the words of now. @typedef {() => Promise<Words & Partial<RareWords>>} Worded */

/** @type {Words} */
const hans = {
  lang: 'zh-Hans',
  search: '搜索',
  placeholder: '找文章、作者、地名……',
  within: '在本文中查找',
  clear: '清空',
  list: '搜索结果',
  searching: '正在查找……',
  failed: '搜索没能打开。',
  broken: '这次没能查完。',
  offline: '网络断开了，连上以后再试。',
  partly: '，还有一部分没能查到',
  retry: '再试一次',
  partial: '部分相符',
  rest: '下面这些只有一部分相符',
  only: '没有全部相符的，这些有一部分相符',
  between: '、',
  more: '再看一些',
  found: (total) => `找到 ${total} 篇`,
  none: (query) => `没有找到“${query}”`,
};

/**
 * The words for a language tag: Chinese of either script, else English; Simplified Chinese where there is no tag.
 * @param {string} tag
 * @returns {Promise<Words>}
 */
export async function wordsFor(tag) {
  if (tag && !/^(zh|yue|cmn)\b/i.test(tag)) return (await import('./words-en.js')).words;
  return /^(?!.*-hans).*(-hant|-tw|-hk|-mo|yue)\b/i.test(tag) ? (await import('./words-hant.js')).words : hans;
}
