/**
 * Which article of an index the page shows.
 *
 * @module
 */
import { XunzhangError } from './error.js';

/** @import { Hit } from './types.js' */
/** @import { Library } from './xunzhang.js' */

/** How many articles may have a like headline. */
const LIKE = 20;

/**
 * The article that has the address of this page.
 * @param {Library} library
 * @returns {Promise<Hit>}
 * @throws {XunzhangError} `article/unknown` when the index has none.
 */
export async function articleHere(library) {
  const headings = [document.querySelector('h1')?.textContent, document.title].map((text) => text?.trim());
  for (const heading of new Set(headings)) {
    if (!heading) continue;
    const { hits } = await library.search(heading, { limit: LIKE });
    const here = hits.find(isHere);
    if (here) return here;
  }
  throw new XunzhangError('article/unknown', `No article of the index has the address of this page, ${location.pathname}. Give the element the id of the article.`);
}

/**
 * Whether a hit is the page that is open, whichever host the index was made for.
 * @param {Pick<Hit, 'url'>} hit
 */
export function isHere({ url }) {
  return url !== null && pathOf(url) === pathOf(location.href);
}

/**
 * The path of an address as it is, whichever way the host writes it: with or without the name of the file, its ending, or a slash.
 * @param {string} address
 */
function pathOf(address) {
  const { pathname } = new URL(address, document.baseURI);
  return pathname.replace(/(\/index)?(\.html?)?\/?$/, '');
}
