/**
 * What the element is made of, and how it shows what there is to say.
 *
 * @module
 */
import { h } from './dom.js';
import { lens } from './hits.js';
import { Options } from './keys.js';

/** @import { Words } from './words.js' */
/** @import { XunZhang } from './xun-zhang.js' */

/** How long a result must stand before it is read out, in milliseconds: nobody wants to hear one for each key. */
const PAUSE = 500;

/** Of the height of the window, the share that is left in sight where a keyboard is on the screen. */
const KEYBOARD = 0.8;

/** How far from the keyboard the panel ends, in pixels, with its own distance from the box. */
const GAP = 16;

/** What in the panel needs the press itself, and not only the click that follows. */
const PRESSED = 'select, textarea, input:not([type="checkbox"])';

/** The box, and the panel of results with it. */
export class Panel {
  // Not of type search: Chromium empties such a box on Escape even when an input method has that key.
  input = h('input', { part: 'input', type: 'text', inputmode: 'search', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'search' });
  clear = h('button', { part: 'clear', type: 'button', hidden: true }, '✕');
  retry = h('button', { part: 'retry', type: 'button', hidden: true });
  #told = h('p', { class: 'said' });
  #meant = h('div', { class: 'meant' });
  #list = h('div', { class: 'list', part: 'list', id: 'list' });
  #extra = h('div', { class: 'extra said' });
  #panel = h('div', { class: 'panel', part: 'panel', hidden: true },
    h('slot', { name: 'header' }), h('div', { class: 'told', part: 'told' }, this.#told, this.retry), this.#meant, this.#list, this.#extra, h('slot', { name: 'footer' }));
  #spoken = h('div', { class: 'spoken', role: 'status', 'aria-live': 'polite' });
  root = h('div', { class: 'root', part: 'root', role: 'search' }, h('div', { class: 'box', part: 'box' }, lens(), this.input, this.clear), this.#panel, this.#spoken);
  options = new Options(this.input, this.#list);
  #element;
  #emit;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #speaking;

  /**
   * @param {XunZhang} element
   * @param {(name: 'open' | 'close', cancelable?: boolean) => boolean} emit
   */
  constructor(element, emit) {
    this.#element = element;
    this.#emit = emit;
    // The press would take the focus out of the box, and the panel with it, before the click is there.
    this.#panel.addEventListener('mousedown', (event) => {
      if (!this.options.linked && event.target instanceof Element && !event.target.closest(PRESSED)) event.preventDefault();
    });
  }

  /** Whether the panel is away. */
  get hidden() {
    return this.#panel.hidden;
  }

  /** Whether the panel does not drop down from the box, but stands on the page or in a palette. */
  get standing() {
    return this.options.linked || this.#element.htmlFor !== null;
  }

  /**
   * Speaks another language from now on.
   * @param {Words} words
   * @param {string} keys That come to the box.
   */
  speak(words, keys) {
    const { label, placeholder, within } = this.#element;
    for (const named of [this.root, this.input]) named.setAttribute('aria-label', label ?? words[within === null ? 'search' : 'within']);
    // What was found is in a language of its own.
    for (const ours of [this.input, this.#told, this.#meant, this.#extra, this.#spoken]) ours.lang = words.lang;
    this.input.placeholder = placeholder ?? words[within === null ? 'placeholder' : 'within'];
    this.input.setAttribute('aria-keyshortcuts', keys.replace(/mod\+(\S+)/g, 'Control+$1 Meta+$1'));
    this.clear.setAttribute('aria-label', words.clear);
    this.#list.setAttribute('aria-label', words.list);
    this.retry.textContent = words.retry;
  }

  /**
   * Shows what there is to say, what can be chosen, and what else may help; with nothing to say the panel closes.
   * @param {string} told
   * @param {HTMLElement[]} options
   * @param {HTMLElement[]} content What the list holds: the options, some of them in groups.
   * @param {Node[]} extra
   * @param {boolean} more Whether the reader has seen the first of the options, and where.
   * @param {Node[]} [meant] How what was typed was understood.
   */
  show(told, options, content, extra, more, meant = []) {
    const { at } = this.options;
    // Before the results are others, for it needs the layout.
    if (!more) this.#panel.scrollTop = 0;
    this.options.replace(options, content);
    this.#extra.replaceChildren(...extra);
    this.#meant.replaceChildren(...meant);
    this.#list.removeAttribute('aria-busy');
    this.#list.part.remove('waiting');
    if (more && at >= 0) this.options.go(at);
    this.#panel.classList.toggle('idle', told === '');
    this.#tell(told);
    // Layout in a task of its own: with the making of the results, or with the painting, it would hold the page up for more than a frame on a slow phone.
    setTimeout(() => this.#panel.offsetHeight);
  }

  /**
   * Says that the answer is on its way; the results of before stay until it is there, so that nothing jumps.
   * @param {string} told
   */
  wait(told) {
    this.#list.setAttribute('aria-busy', 'true');
    this.#list.part.add('waiting');
    if (!this.options.first) this.#extra.replaceChildren();
    this.#tell(told);
  }

  /** @param {string} told */
  #tell(told) {
    // With the button that has the focus it would be gone, and the panel with it.
    if (this.retry.matches(':focus')) this.input.focus();
    this.retry.hidden = true;
    this.#told.textContent = told;
    this.drop(true);
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => { this.#spoken.textContent = [...this.#panel.querySelectorAll('.said')].map(({ textContent }) => textContent).join(' ').trim(); }, PAUSE);
  }

  /** Forgets what it shows and what it was about to say. */
  empty() {
    this.show('', [], [], [], false);
    clearTimeout(this.#speaking);
    this.#spoken.textContent = '';
  }

  /** Keeps the end of the panel above a keyboard on the screen, which covers the page without telling it. */
  fit() {
    const { height, offsetTop } = /** @type {VisualViewport} */ (visualViewport);
    const room = height < innerHeight * KEYBOARD ? `${height + offsetTop - this.input.getBoundingClientRect().bottom - GAP}px` : '';
    this.#panel.style.setProperty('--room', room);
  }

  /**
   * Drops the panel down if there is anything in it, or takes it away.
   * @param {boolean} yes
   */
  drop(yes) {
    const { options, standing } = this;
    const any = this.#told.textContent !== '' || this.#extra.firstChild !== null || options.first !== undefined;
    // A panel that opens by itself (a query set by a script) would lie over a page whose reader is elsewhere.
    const shown = any && (standing || yes && this.#element.matches(':focus-within'));
    const { hidden } = this;
    if (shown && hidden && !standing && !this.#emit('open', true)) return;
    this.#panel.hidden = !shown;
    if (!shown && !hidden && !standing) this.#emit('close');
    if (!options.linked) this.input.setAttribute('aria-expanded', String(shown && options.first !== undefined));
    if (!shown) options.leave();
  }
}
