/**
 * The keyboard of a box with a list below it: whose a key is while an input method is at work, and which option is
 * the active one. The element and the page use both.
 *
 * @module
 */

/** How long after a composition has ended a key still belongs to it, in milliseconds: Safari sends them in that order. */
const AFTERGLOW = 50;

/**
 * Tells the keys that an input method uses (Enter takes the letters, Escape drops them, arrows walk the candidates)
 * from those that are meant for us. Only keys are guarded: text that is still being composed is searched for, because
 * Android's keyboards compose all the time.
 */
export class InputMethod {
  #ended = -Infinity;

  /**
   * @param {HTMLElement} input
   * @param {AbortSignal} [signal]
   */
  constructor(input, signal) {
    input.addEventListener('compositionend', (event) => { this.#ended = event.timeStamp; }, { signal });
  }

  /**
   * Whether the input method has this key.
   * @param {KeyboardEvent} event
   */
  owns(event) {
    // Old WebKit says neither isComposing nor a key, only the code 229.
    return event.isComposing || event.keyCode === 229 || event.timeStamp - this.#ended < AFTERGLOW;
  }
}

/**
 * Whether a key that was pressed on a page is one of those that call the box, and is nobody else's: not that of a field
 * or an input method, and not that of a dialog which lies over the box.
 * @param {KeyboardEvent} event
 * @param {string} keys Such as `/ mod+k`; `mod` is Ctrl or ⌘.
 * @param {Element} box
 */
export function calls(event, keys, box) {
  const { altKey, ctrlKey, isComposing, key, metaKey, repeat, shiftKey } = event;
  const asked = keys.toLowerCase().split(/\s+/).some((combination) => {
    const parts = combination.split('+');
    // Shift is not asked about: some keyboards need it for the slash.
    return parts.pop() === key.toLowerCase() && parts.includes('mod') === (ctrlKey || metaKey) && parts.includes('alt') === altKey
      && (shiftKey || !parts.includes('shift'));
  });
  // Every key of the page comes here, and most call nobody.
  if (!asked || isComposing || repeat || event.defaultPrevented) return false;
  const [at] = event.composedPath();
  const taken = at instanceof HTMLElement && (at.isContentEditable || at.closest('input, textarea, select'));
  const over = [...document.querySelectorAll('dialog:modal, [aria-modal="true"]')].some((dialog) => dialog.checkVisibility() && !dialog.contains(box));
  return !taken && !over;
}

/**
 * The options of a listbox. Focus stays in the input; the active option is told by `aria-activedescendant`, as the
 * ARIA Authoring Practices have it for a combobox.
 */
export class Options {
  /** @type {HTMLElement[]} */
  #options = [];
  #active = -1;
  #input;
  #list;

  /**
   * @param {HTMLElement} input
   * @param {HTMLElement} list Must have an id.
   */
  constructor(input, list) {
    this.#input = input;
    this.#list = list;
  }

  /** @returns {HTMLElement | undefined} */
  get active() {
    return this.#options[this.#active];
  }

  /** @returns {HTMLElement | undefined} */
  get first() {
    return this.#options[0];
  }

  /**
   * Puts other options into the list; none of them is active.
   * @param {HTMLElement[]} options
   * @param {HTMLElement[]} [content] What the list holds, when options stand in groups.
   */
  replace(options, content = options) {
    options.forEach((option, index) => {
      option.id = `${this.#list.id}-${index}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
    });
    this.#options = options;
    this.#active = -1;
    this.#list.replaceChildren(...content);
    this.#input.removeAttribute('aria-activedescendant');
  }

  /**
   * Goes up or down by one; beyond either end no option is active, and then the list begins again.
   * @param {1 | -1} step
   */
  move(step) {
    const places = this.#options.length + 1;
    this.#activate(((this.#active + 1 + step + places) % places) - 1);
  }

  /**
   * Goes up or down by several and stays within the list, so that an infinite step leads to its end.
   * @param {number} step
   */
  leap(step) {
    this.#activate(Math.max(0, Math.min(this.#options.length - 1, this.#active + step)));
  }

  /** Makes no option the active one. */
  leave() {
    this.#activate(-1);
  }

  /** @param {number} index */
  #activate(index) {
    this.active?.setAttribute('aria-selected', 'false');
    this.#active = index;
    const option = this.active;
    if (option) {
      option.setAttribute('aria-selected', 'true');
      option.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      this.#input.setAttribute('aria-activedescendant', option.id);
    } else {
      this.#input.removeAttribute('aria-activedescendant');
    }
  }
}
