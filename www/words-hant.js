/**
 * What the element says in Traditional Chinese.
 *
 * @module
 */

/** @import { RareWords, Words } from './words.js' */

/** @type {Words & RareWords} */
export const words = {
  lang: 'zh-Hant',
  search: '搜尋',
  placeholder: '找文章、作者、地名……',
  within: '在本文中查找',
  clear: '清空',
  list: '搜尋結果',
  searching: '正在查找……',
  failed: '搜尋沒能開啟。',
  broken: '這次沒能查完。',
  offline: '網路斷開了，連上以後再試。',
  partly: '，還有一部分沒能查到',
  retry: '再試一次',
  partial: '部分相符',
  rest: '下面這些只有一部分相符',
  only: '沒有全部相符的，這些有一部分相符',
  between: '、',
  more: '再看一些',
  found: (total) => `找到 ${total} 篇`,
  none: (query) => `沒有找到「${query}」`,
  understood: (clauses) => `這樣找的：${clauses.join('，')}。`,
  want: (texts) => `要有${texts.join('或')}`,
  without: (text) => `不要${text}`,
  dated: (from, to) => (from === to ? `日期是 ${from}` : `日期${from && `從 ${from} `}${to && `到 ${to}`}`),
  phrase: (text) => `原樣的「${text}」`,
  fields: { title: '標題裡的', author: '作者', source: '來源', place: '地點' },
  shorter: '少寫幾個字，只留最要緊的詞',
  other: '換個說法，或看看有沒有打錯的字',
  unquoted: '去掉引號，不必一字不差',
  unexcluded: '去掉前面有減號的詞',
  undated: '放寬日期',
  instead: '換成這樣就有',
  count: (total) => `${total} 篇`,
  recent: '最近搜過',
  forget: (query) => `刪除「${query}」`,
  forgetAll: '全部刪除',
  suggested: '試試這些',
  places: (total) => `本文有 ${total} 處`,
  close: '關閉',
  filter: (on) => (on > 0 ? `篩選（${on}）` : '篩選'),
  chips: '已選的篩選',
  unfilter: (text) => `去掉篩選「${text}」`,
  others: (count) => `另 ${count} 個`,
  order: '排列',
  sorts: { relevance: '相關', newest: '最新' },
  facets: { source: '來源', author: '作者', place: '地點', date: '日期' },
  from: '自',
  to: '至',
  unmark: '清除標記',
};
