/**
 * Attributes that are properties as well.
 *
 * @module
 */

/**
 * A class of elements on which each of some attributes is a property too, each the mirror of the other.
 *
 * @template {string} T
 * @template {string} F
 * @param {readonly T[]} texts Attributes that hold text; the property is null where there is none. That of `for` is `htmlFor`.
 * @param {readonly F[]} flags Attributes that are there or not.
 * @returns {new () => HTMLElement & Record<Exclude<T, 'for'> | 'htmlFor', string | null> & Record<F, boolean>}
 */
export function reflecting(texts, flags) {
  class Reflecting extends HTMLElement {}
  for (const name of [...texts, ...flags]) {
    const flag = flags.includes(/** @type {F} */ (name));
    Object.defineProperty(Reflecting.prototype, name === 'for' ? 'htmlFor' : name, {
      configurable: true,
      enumerable: true,
      /** @this {HTMLElement} */
      get() {
        return flag ? this.hasAttribute(name) : this.getAttribute(name);
      },
      /** @this {HTMLElement} @param {string | boolean | null | undefined} value */
      set(value) {
        // Frameworks say `true` for an attribute without a value, and `false` for none.
        if (value === false || value == null) this.removeAttribute(name);
        else this.setAttribute(name, value === true ? '' : value);
      },
    });
  }
  return /** @type {any} */ (Reflecting);
}
