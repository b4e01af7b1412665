/**
 * Links that lead to the match within a page: the address carries what `landing.js` marks there.
 *
 * @module
 */

/** @import { Hit, Section, TextPart } from './types.js' */

/** The parameter that says what to mark on a page that a hit leads to, unless the owner names another. */
export const LANDING = 'mark';

/** The first runs that were looked for, with up to sixteen characters around each; `~` stands around a run, `…` where the text leaps. */
const PASSAGE = /[^~…]{0,16}(?:~[^~]+~[^~…]{0,16}){1,2}/gu;

/** How many passages a link carries at most: as many as a snippet has. */
const PASSAGES = 2;

/**
 * What to look for in a page, of a hit or of a section: the passages around the first marks of the snippet, else of the title, as
 * `先下载~安装~包，再运行…磁盘还有没有~空间~`. Empty where nothing is marked.
 * @param {Pick<Section, 'snippet' | 'titleParts'>} part
 */
export function landing({ snippet, titleParts }) {
  const passages = (/** @type {TextPart[]} */ parts) => parts.map(({ text, mark }) => {
    // Signs that have a meaning here are left out, as white space is: landing does not heed them.
    const plain = text === '…' ? text : text.replace(/[~…\s]+/g, ' ');
    return mark ? `~${plain}~` : plain;
  }).join('').match(PASSAGE);
  return (passages(snippet) ?? passages(titleParts) ?? []).slice(0, PASSAGES).join('…');
}

/**
 * The address of a hit or a section: the anchor in place of the page's own fragment, and what to mark, for pages of this origin.
 * @param {string} page The address of the page.
 * @param {Hit | Section} part
 * @param {string} name The name of the parameter that carries it; empty for none.
 */
export function addressed(page, part, name) {
  const [base] = page.split('#');
  const value = name && new URL(page, document.baseURI).origin === location.origin && landing(part);
  const mark = value ? `${base.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}` : '';
  return base + mark + (part.anchor === null ? page.slice(base.length) : `#${encodeURIComponent(part.anchor)}`);
}
