/**
 * The parts of `index.html` by id, with their types.
 *
 * @module
 */

/**
 * @typedef {{ ask: HTMLFormElement, query: HTMLInputElement, explain: HTMLInputElement, syntax: HTMLDialogElement,
 *   clear: HTMLButtonElement, more: HTMLButtonElement, narrow: HTMLButtonElement, help: HTMLButtonElement,
 *   hits: HTMLOListElement, chips: HTMLUListElement } & Record<'main' | 'edition' | 'suggestions' | 'starts' | 'trouble'
 *   | 'front' | 'sheet' | 'results' | 'told' | 'meant' | 'understood' | 'sort' | 'facets' | 'nothing' | 'reading' | 'way' | 'spoken', HTMLElement>} Parts
 */

/**
 * @template {keyof Parts} K
 * @param {K} id
 * @returns {Parts[K]}
 */
export function part(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`index.html lacks #${id}.`);
  return /** @type {Parts[K]} */ (/** @type {unknown} */ (element));
}
