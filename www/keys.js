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
 * The options below a box. In a listbox focus stays in the input, and the active option is told by `aria-activedescendant`, as
 * the ARIA Authoring Practices have it for a combobox. On a page of results they are links and buttons like any others, and
 * the active one is the one that has the focus.
 */
export class Options {
  /** @type {HTMLElement[]} */
  #options = [];
  #active = -1;
  #linked = false;
  #input;
  #list;

  /**
   * @param {HTMLElement} input
   * @param {HTMLElement} list Must have an id.
   */
  constructor(input, list) {
    this.#input = input;
    this.#list = list;
    this.link(false);
  }

  /**
   * Makes them the links of a page, or the options of a listbox.
   * @param {boolean} yes
   */
  link(yes) {
    this.#linked = yes;
    this.#list.setAttribute('role', yes ? 'group' : 'listbox');
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': this.#list.id, 'aria-autocomplete': 'list' })) {
      if (yes) this.#input.removeAttribute(name); else this.#input.setAttribute(name, value);
    }
  }

  /** Whether they are the links of a page. */
  get linked() {
    return this.#linked;
  }

  /** The place of the active option, from 0; -1 without one. */
  get at() {
    return this.#linked ? this.#options.findIndex((option) => option.matches(':focus')) : this.#active;
  }

  /** @returns {HTMLElement | undefined} */
  get active() {
    return this.#options[this.at];
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
    if (!this.#linked) {
      options.forEach((option, index) => {
        option.id = `${this.#list.id}-${index}`;
        option.tabIndex = -1;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
      });
    }
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
    this.go(((this.at + 1 + step + places) % places) - 1);
  }

  /**
   * Goes up or down by several and stays within the list, so that an infinite step leads to its end.
   * @param {number} step
   */
  leap(step) {
    this.go(Math.max(0, Math.min(this.#options.length - 1, this.at + step)));
  }

  /** Makes no option the active one. */
  leave() {
    if (!this.#linked) this.go(-1);
  }

  /**
   * Makes an option the active one; -1 for none.
   * @param {number} index
   */
  go(index) {
    const option = this.#options[index];
    if (this.#linked) {
      (option ?? this.#input).focus();
      return;
    }
    this.active?.setAttribute('aria-selected', 'false');
    this.active?.part.remove('active');
    this.#active = index;
    if (option) {
      option.setAttribute('aria-selected', 'true');
      option.part.add('active');
      option.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      this.#input.setAttribute('aria-activedescendant', option.id);
    } else {
      this.#input.removeAttribute('aria-activedescendant');
    }
  }
}
