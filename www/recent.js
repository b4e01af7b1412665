/**
 * What the element shows while its box is empty: searches that the reader made before, where the owner wants them kept, and
 * queries that the owner suggests.
 *
 * Searches are kept on this device alone, in `localStorage` under `xun-zhang:recent`, as a JSON list of at most eight
 * queries, the newest first; a name given to the attribute `recent` follows after another colon. Where a browser refuses
 * to keep anything, nothing is kept.
 *
 * @module
 */
import { h } from './dom.js';
import { style } from './late-style.js';
import { dress } from './sheets.js';
import { rare } from './words-rare.js';

/** @import { Help } from './xun-zhang.js' */
/** @import { RareWords, Words } from './words.js' */

/** How many searches are kept at most. */
const KEPT = 8;

/** @param {string} name What the attribute `recent` holds. */
const key = (name) => `xun-zhang:recent${name && `:${name}`}`;

/**
 * The searches that are kept, newest first.
 * @param {string} name
 * @returns {string[]}
 */
export function recall(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(key(name)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((query) => typeof query === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/**
 * Keeps these searches and no others.
 * @param {string} name
 * @param {string[]} queries
 */
function keep(name, queries) {
  try {
    if (queries.length > 0) localStorage.setItem(key(name), JSON.stringify(queries.slice(0, KEPT)));
    else localStorage.removeItem(key(name));
  } catch {
    // Full, or forbidden: a reader can do without.
  }
}

/**
 * Keeps one more search, as the newest.
 * @param {string} name
 * @param {string} query
 */
export function remember(name, query) {
  const kept = query.trim();
  if (kept) keep(name, [kept, ...recall(name).filter((other) => other !== kept)]);
}

/**
 * What to show below an empty box, or nothing.
 * @param {HTMLElement} element
 * @param {Words & Partial<RareWords>} given
 * @param {() => void} redraw Shows it anew, after something was removed.
 * @returns {Help | undefined}
 */
export function idle(element, given, redraw) {
  dress(element, style);
  const words = { ...rare, ...given };
  const name = element.getAttribute('recent');
  const kept = name === null ? [] : recall(name);
  const suggested = (element.getAttribute('suggestions') ?? '').split(/[,，、]/).map((query) => query.trim()).filter(Boolean);
  const groups = [{ label: words.recent, queries: kept }, { label: words.suggested, queries: suggested }];
  const slotted = element.querySelector(':scope > [slot="empty"]') !== null;
  if (kept.length + suggested.length === 0 && !slotted) return undefined;
  const button = (/** @type {string} */ label, /** @type {string} */ text, /** @type {string[]} */ left) => {
    const remove = h('button', { type: 'button', part: 'forget', 'aria-label': label }, text);
    remove.addEventListener('click', () => {
      keep(name ?? '', left);
      redraw();
    });
    return remove;
  };
  return {
    extra: [
      // Beside the options and not in them, for an option may hold nothing that can be pressed.
      ...(kept.length > 0 ? [h('div', { class: 'remove' }, button(words.forgetAll, words.forgetAll, []),
        ...kept.map((query) => button(words.forget(query), '✕', kept.filter((other) => other !== query))))] : []),
      ...(slotted ? [h('slot', { name: 'empty' })] : []),
    ],
    groups: groups.filter(({ queries }) => queries.length > 0).map(({ label, queries }) => ({ label, tries: queries.map((query) => ({ query })) })),
  };
}
