/**
 * The form of the element that is a whole page of results: below the box, with filters beside them, and what is asked kept in the
 * address of the page.
 *
 * @module
 */
import { attach as narrow } from './narrow.js';
import { attach as remember } from './remember.js';
import { dress } from './sheets.js';

/** @import { Worded } from './words.js' */
/** @import { XunZhang } from './xun-zhang.js' */

const style = `
.whole .panel { position: static; width: auto; max-height: none; overflow: visible; margin-top: 1em; border: 0; border-radius: 0; box-shadow: none; background: none; }
.whole .list a { padding-inline: 1em; }
.whole .hit .title { font-size: var(--xun-zhang-title-size, 1.1em); }
.whole .snippet { font-size: .95em; max-width: 46em; }
.whole .group + .group { border-top: 1px solid var(--line); }
.whole button.try { width: 100%; height: auto; min-height: 2.75em; text-align: start; }
.whole a:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
@media (width >= 52em) {
  .whole .panel { display: grid; grid-template-columns: 15em minmax(0, 1fr); column-gap: 2em; align-items: start; }
  .whole .panel > * { grid-column: 2; }
  .whole .panel > .narrow { grid-column: 1; grid-row: 1 / span 9; }
}
`;

/**
 * @param {XunZhang} element
 * @param {AbortSignal} signal Ends it.
 * @param {Worded} worded
 */
export async function attach(element, signal, worded) {
  dress(element, style);
  await narrow(element, signal, worded);
  remember(element, signal);
}
