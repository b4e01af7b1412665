/**
 * Style sheets for what the element shows but rarely, each made once a page.
 *
 * @module
 */

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/**
 * Gives an element a look; a second time does nothing.
 * @param {HTMLElement} element One with a shadow root.
 * @param {string} style CSS.
 */
export function dress({ shadowRoot }, style) {
  let sheet = sheets.get(style);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    sheets.set(style, sheet);
  }
  if (shadowRoot && !shadowRoot.adoptedStyleSheets.includes(sheet)) shadowRoot.adoptedStyleSheets.push(sheet);
}
