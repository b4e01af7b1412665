// How a query comes out of a keyboard.

/** @typedef {{ key?: string, text: string }} Stroke what one key puts into the box; without `key` an input method does it */

const WORDS = new Intl.Segmenter('zh', { granularity: 'word' });

/** What is typed letter by letter; all else comes word by word out of an input method. */
const LETTERS = /^[\x20-\x7e]+$/;

/**
 * The strokes of a query.
 *
 * @param {string} query
 * @returns {Stroke[]}
 */
export function strokesOf(query) {
  return [...WORDS.segment(query)].flatMap(({ segment }) =>
    LETTERS.test(segment) ? [...segment].map((key) => ({ key, text: key })) : [{ text: segment }],
  );
}
