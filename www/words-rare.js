/**
 * What the element says but rarely, in Simplified Chinese.
 *
 * @module
 */

/** @import { RareWords } from './words.js' */

/** @type {RareWords} */
export const rare = {
  understood: (clauses) => `这样找的：${clauses.join('，')}。`,
  want: (texts) => `要有${texts.join('或')}`,
  without: (text) => `不要${text}`,
  dated: (from, to) => (from === to ? `日期是 ${from}` : `日期${from && `从 ${from} `}${to && `到 ${to}`}`),
  phrase: (text) => `原样的“${text}”`,
  fields: { title: '标题里的', author: '作者', source: '来源', place: '地点' },
  shorter: '少写几个字，只留最要紧的词',
  other: '换个说法，或看看有没有打错的字',
  unquoted: '去掉引号，不必一字不差',
  unexcluded: '去掉前面有减号的词',
  undated: '放宽日期',
  instead: '换成这样就有',
  count: (total) => `${total} 篇`,
  recent: '最近搜过',
  forget: (query) => `删除“${query}”`,
  forgetAll: '全部删除',
  suggested: '试试这些',
  related: '相关文章',
  places: (total) => `本文有 ${total} 处`,
  close: '关闭',
  filter: (on) => (on > 0 ? `筛选（${on}）` : '筛选'),
  chips: '已选的筛选',
  unfilter: (text) => `去掉筛选“${text}”`,
  others: (count) => `另 ${count} 个`,
  order: '排列',
  sorts: { relevance: '相关', newest: '最新' },
  facets: { source: '来源', author: '作者', place: '发稿地', date: '日期', person: '人物', location: '地点', organisation: '机构' },
  from: '自',
  to: '至',
  also: (texts, more) => `也找了：${texts}${more ? '等' : ''}`,
  sounds: (texts, more) => `按拼音找了：${texts}${more ? '等' : ''}`,
  because: (texts, reason) => `${texts}（${reason}）`,
  reasons: {
    synonym: '同义词', number: '数字的另一写法', pinyin: '拼音', initials: '拼音首字母', abbreviation: '简称或全称', regional: '另一地区的说法',
    homophone: '同音字', lookalike: '形近字', typo: '可能打错了字',
  },
  literally: '只找原文',
  typed: '只找了原文',
  usual: '照常找',
  corrected: (typed, text) => `没有找到“${typed}”，已改找“${text}”`,
  still: (typed) => `仍找“${typed}”`,
  offered: (text) => `您是不是要找 ${text}？`,
  unmark: '清除标记',
};
