// MiniSearch with its own ranking (BM25+) and its defaults; only the splitting into words is ours to choose.

import MiniSearch from 'minisearch';

/** @import { Doc, Hit } from '../sets.mjs' */

/**
 * @param {Doc[]} docs
 * @param {(text: string) => string[]} tokenize
 * @returns {{ search(query: string, limit: number): Hit[] }}
 */
export function openMiniSearch(docs, tokenize) {
  const index = new MiniSearch({ fields: ['title', 'text'], tokenize });
  index.addAll(docs);
  return {
    search: (query, limit) => index.search(query).slice(0, limit).map(({ id, score }) => ({ id, score })),
  };
}
