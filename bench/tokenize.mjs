// The ways in which MiniSearch is given Chinese words. No imports: the same code runs in Node and in a browser.

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/**
 * Words as the engine's Intl.Segmenter cuts them.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return Array.from(segmenter.segment(text)).flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));
}

/**
 * Pairs of neighbouring characters within each run of letters and digits; lone characters whole.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function bigrams(text) {
  return Array.from(text.matchAll(/[\p{L}\p{N}]+/gu)).flatMap(([run]) => {
    const characters = Array.from(run);
    if (characters.length === 1) return characters;
    return characters.slice(1).map((character, index) => characters[index] + character);
  });
}
