/**
 * What the element says in English.
 *
 * @module
 */

/** @import { RareWords, Words } from './words.js' */

/** @type {Words & RareWords} */
export const words = {
  lang: 'en',
  search: 'Search',
  placeholder: 'Articles, authors, places…',
  within: 'Find in this article',
  clear: 'Clear',
  list: 'Results',
  searching: 'Searching…',
  failed: 'The search could not be opened.',
  broken: 'The search could not be finished.',
  offline: 'You are offline. Try again once you are connected.',
  partly: '; some places could not be searched',
  retry: 'Try again',
  partial: 'in part',
  rest: 'These match only in part',
  only: 'Nothing matches all of it; these match in part',
  between: ', ',
  more: 'More results',
  found: (total) => (total === 1 ? '1 article' : `${total} articles`),
  none: (query) => `Nothing found for “${query}”`,
  understood: (clauses) => `Looked for ${clauses.join(', ')}.`,
  want: (texts) => texts.join(' or '),
  without: (text) => `without ${text}`,
  dated: (from, to) => (from === to ? `on ${from}` : [from && `from ${from}`, to && `until ${to}`].filter(Boolean).join(' ')),
  phrase: (text) => `exactly “${text}”`,
  fields: { title: 'in the title: ', author: 'author: ', source: 'source: ', place: 'place: ' },
  shorter: 'Try fewer characters, only what matters most',
  other: 'Try other words, or look for a slip of the keys',
  unquoted: 'Leave out the quotation marks',
  unexcluded: 'Leave out the words with a minus before them',
  undated: 'Widen the dates',
  instead: 'These find something',
  count: (total) => (total === 1 ? '1 article' : `${total} articles`),
  recent: 'Recent searches',
  forget: (query) => `Remove “${query}”`,
  forgetAll: 'Remove all',
  suggested: 'Try these',
  places: (total) => (total === 1 ? '1 place in this article' : `${total} places in this article`),
  close: 'Close',
  filter: (on) => (on > 0 ? `Filters (${on})` : 'Filters'),
  chips: 'Filters that are on',
  unfilter: (text) => `Remove the filter “${text}”`,
  others: (count) => `${count} more`,
  order: 'Order',
  sorts: { relevance: 'Relevance', newest: 'Newest' },
  facets: { source: 'Source', author: 'Author', place: 'Place', date: 'Date' },
  from: 'From',
  to: 'To',
  unmark: 'Clear marks',
};
