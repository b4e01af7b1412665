/**
 * Building DOM without markup strings, which Trusted Types would refuse and which could not be told from text.
 *
 * @module
 */

/** @import { TextPart } from './types.js' */

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Makes an element. An attribute of `true` is set empty; one of `false`, `null` or `undefined` is left out.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  for (const child of children) if (child || child === '') element.append(child);
  return element;
}

/**
 * Text with the runs that the reader looked for in `<mark>`.
 * @param {TextPart[]} parts
 * @returns {Node[]}
 */
export function marked(parts) {
  return parts.map(({ text, mark }) => (mark ? h('mark', { part: 'mark' }, text) : document.createTextNode(text)));
}

/**
 * An address that a link may have: an index comes from elsewhere, so `javascript:` and its like are refused.
 * @param {string | null} address
 * @returns {string | null}
 */
export function safeAddress(address) {
  if (address === null) return null;
  try {
    return ['http:', 'https:', 'file:'].includes(new URL(address, document.baseURI).protocol) ? address : null;
  } catch {
    return null;
  }
}

/**
 * What `open` takes for an attribute `src`: one address, or several with spaces between; nothing for the corpus inside the wasm.
 * @param {string | null} src
 */
export function sourceOf(src) {
  const addresses = src?.trim().split(/\s+/);
  return addresses?.[1] ? addresses : addresses?.[0] || undefined;
}

/**
 * A day in the reader's manner: 10月24日, 24 October; with the year only when it is not the one expected.
 *
 * @param {string} day `YYYY-MM-DD`, or `YYYY-MM` for a month
 * @param {{ lang?: string, year?: string | number | null }} [options] `year`: the year that goes without saying
 */
export function readable(day, { lang = 'zh', year = new Date().getFullYear() } = {}) {
  const [y, m, d] = day.split('-');
  const withYear = y !== String(year);
  if (lang.startsWith('zh')) {
    return `${withYear ? `${y}年` : ''}${Number(m)}月${d ? `${Number(d)}日` : ''}`;
  }
  return new Intl.DateTimeFormat(lang, {
    month: 'long',
    ...(d ? { day: 'numeric' } : {}),
    ...(withYear ? { year: 'numeric' } : {}),
    timeZone: 'UTC',
  }).format(Date.UTC(Number(y), Number(m) - 1, Number(d ?? 1)));
}
