/**
 * The form of the element that a button of the page opens: a dialog over the page.
 *
 * @module
 */
import { h } from './dom.js';
import { InputMethod } from './keys.js';
import { dress } from './sheets.js';
import { rare } from './words-rare.js';

/** @import { Worded } from './words.js' */
/** @import { XunZhang } from './xun-zhang.js' */

const style = `
.palette { width: var(--xun-zhang-panel-width, min(44em, 100vw - 2em)); max-width: none; max-height: none; margin: min(6em, 10vh) auto auto; padding: 0; border: 0; overflow: visible; background: none; color: inherit; }
.palette::backdrop { background: var(--xun-zhang-backdrop, #0006); backdrop-filter: blur(2px); }
.palette .panel { position: static; width: auto; max-height: var(--xun-zhang-panel-height, min(36em, 72dvh)); margin-top: calc(0px - var(--xun-zhang-border-width, 1px)); border-start-start-radius: 0; border-start-end-radius: 0; }
.palette .box { box-shadow: var(--shadow); }
.palette .box:has(+ .panel:not([hidden])) { border-end-start-radius: 0; border-end-end-radius: 0; }
.shut { border-inline-start: 1px solid var(--line); }
@media (width < 40em) {
  .palette { width: 100vw; height: 100dvh; margin: 0; padding-block: env(safe-area-inset-top) env(safe-area-inset-bottom); padding-inline: env(safe-area-inset-left) env(safe-area-inset-right); background: var(--paper); }
  .palette[open] { display: flex; flex-direction: column; }
  .palette .box { flex: none; border-width: 0 0 1px; border-radius: 0; box-shadow: none; }
  .palette .box:focus-within { outline-offset: -2px; }
  .palette .panel { flex: 1; max-height: none; margin: 0; border: 0; border-radius: 0; box-shadow: none; }
}
@media print { .palette .panel { max-height: none; } }
@media (prefers-reduced-transparency) { .palette::backdrop { backdrop-filter: none; } }
`;

/**
 * Puts what the element is made of into a dialog.
 * @param {XunZhang} element
 * @param {HTMLElement} root
 * @param {Worded} worded
 * @param {(name: 'open' | 'close', cancelable?: boolean) => boolean} tell Says that it opens, and whether it may, or that it has closed.
 */
export async function palette(element, root, worded, tell) {
  dress(element, style);
  const { close } = { ...rare, ...await worded() };
  const dialog = h('dialog', { class: 'palette', part: 'palette', 'aria-label': root.getAttribute('aria-label') });
  const shut = h('button', { class: 'shut', part: 'close', type: 'button' }, close);
  const stop = new AbortController();
  dialog.append(...root.childNodes);
  root.append(dialog);
  root.classList.add('modal');
  root.querySelector('.box')?.append(shut);
  shut.addEventListener('click', () => dialog.close());
  // The dialog's own box is all covered, so that a press on it is one beside it.
  dialog.addEventListener('click', ({ target }) => { if (target === dialog) dialog.close(); });
  dialog.addEventListener('close', () => tell('close'));
  // WebKit would close it also by an Escape that an input method has used.
  const method = new InputMethod(dialog, stop.signal);
  let owned = false;
  dialog.addEventListener('keydown', (event) => { owned = method.owns(event); }, { capture: true });
  dialog.addEventListener('cancel', (event) => { if (owned) event.preventDefault(); });
  // What is opened without leaving the page must not lie below it. The page itself may be the last to say so.
  element.addEventListener('xun-zhang:select', (event) => setTimeout(() => {
    if (event.defaultPrevented && !/** @type {CustomEvent<{ newTab: boolean }>} */ (event).detail.newTab) dialog.close();
  }), { signal: stop.signal });
  return {
    /** Opens it, unless the page objects or the element has gone meanwhile. The browser takes the focus back to where it was. */
    show() {
      if (element.isConnected && !dialog.open && tell('open', true)) dialog.showModal();
    },
    /** Puts all back to where it was. */
    undo() {
      stop.abort();
      shut.remove();
      dialog.replaceWith(...dialog.childNodes);
      root.classList.remove('modal');
    },
  };
}
