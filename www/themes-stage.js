/**
 * The specimen that `themes.html` holds: the element in its forms, and an article to search within.
 *
 * @module
 */
import { h } from './dom.js';
import { open } from './xunzhang.js';

/** How much of the article is shown, in paragraphs: enough to be searched, and not a page of its own. */
const SHOWN = 8;

// A panel that has dropped down goes when its reader leaves; here it stays while they are at the controls beside the specimen.
let here = false;
for (const name of ['pointerdown', 'keydown']) {
  addEventListener(name, () => {
    here = true;
    setTimeout(() => { here = false; });
  }, { capture: true });
}
addEventListener('focusout', (event) => { if (!here) event.stopImmediatePropagation(); }, { capture: true });

const library = await open();
const { hits: [newest] } = await library.search('', { limit: 1, sort: 'newest' });
const { headline, blocks } = await library.article(newest.id);
const paragraphs = blocks.slice(0, SHOWN).map(({ kind, parts }) => h(kind === 'subhead' ? 'h4' : 'p', {}, parts.map(({ text }) => text).join('')));
document.getElementById('article')?.append(h('h3', {}, headline), ...paragraphs);
document.getElementById('within')?.setAttribute('within', newest.id);
library.close();
