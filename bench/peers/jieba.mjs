// Words as jieba cuts them for search engines: long words, and the words of the dictionary inside them.

import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

const jieba = Jieba.withDict(dict);

/**
 * @param {string} text
 * @returns {string[]}
 */
export function searchWords(text) {
  return jieba.cutForSearch(text, true).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/**
 * The words of a text, one after the other, with nothing left out.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function cut(text) {
  return jieba.cut(text, true);
}
