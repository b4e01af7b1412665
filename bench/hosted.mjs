// The engines of `hosting.mjs`, as a page opens them over an index on a static host.

/** Where the server has the index. */
const INDEX = '/index/';

/** How many hits a first page shows. */
const PAGE = 10;

/**
 * Asks one question and waits until the first page is complete, snippets included.
 *
 * @callback Ask
 * @param {string} query
 * @returns {Promise<number>} how many hits there are on it
 */

/** @type {Record<string, () => Promise<Ask>>} */
export const HOSTED = {
  async xunzhang() {
    const module = '/widget/xunzhang.js';
    const { open } = await import(module);
    const library = await open(INDEX);
    return async (query) => (await library.search(query, { limit: PAGE, facets: false })).hits.length;
  },
  async pagefind() {
    const module = `${INDEX}pagefind.js`;
    const pagefind = await import(module);
    await pagefind.init();
    return async (query) => {
      const { results } = await pagefind.search(query);
      const shown = results.slice(0, PAGE);
      return (await Promise.all(shown.map((/** @type {any} */ result) => result.data()))).length;
    };
  },
};
