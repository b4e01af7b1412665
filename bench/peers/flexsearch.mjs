// FlexSearch with the charset that its documentation gives for Chinese, Japanese and Korean.

import { Charset, Index } from 'flexsearch';

/** @import { Doc, Hit } from '../sets.mjs' */

/**
 * FlexSearch tells no scores: a hit's score here is the number of hits that may still follow it. `suggest` lets
 * articles through that lack some characters of the query; without it most questions find nothing.
 *
 * @param {Doc[]} docs
 * @returns {{ search(query: string, limit: number): Hit[] }}
 */
export function openFlexSearch(docs) {
  const index = new Index({ encoder: Charset.CJK });
  docs.forEach(({ title, text }, number) => index.add(number, title ? `${title}\n${text}` : text));
  return {
    search(query, limit) {
      const found = /** @type {number[]} */ (index.search(query, { limit, suggest: true }));
      return found.map((number, place) => ({ id: docs[number].id, score: limit - place }));
    },
  };
}
