/**
 * Says what was sought besides or instead of what was typed, with buttons that go back to what was typed; and offers a likelier spelling.
 *
 * @module
 */
import { h } from './dom.js';
import { style } from './meant-style.js';
import { dress } from './sheets.js';
import { rare } from './words-rare.js';

/** @import { Correction, Page, ReadAs } from './types.js' */
/** @import { RareWords } from './words.js' */
/** @import { XunZhang } from './xun-zhang.js' */

/**
 * The lines to show, and what can be chosen above the results.
 * @typedef {{ lines: HTMLElement[], offers: HTMLElement[] }} Told
 */

/**
 * What is done about it: without a text, only what was typed is sought from now on, or that no more; else that text is asked for.
 * @typedef {(text?: string) => void} Decide
 */

/** How many texts are told at most. */
const TOLD = 3;

/** Stands for a text that is put into a sentence as nodes: nobody types it, for it is no character. */
const PLACE = '\u{FFFF}';

/** The key that asks for what was typed alone, and ends that. */
export const LITERAL = 'Alt+Enter';

/**
 * The same as {@link lines}, in the element's look.
 * @param {XunZhang} element
 * @param {Page} page
 * @param {{ between: string } & Partial<RareWords>} words
 * @param {boolean} literal
 * @param {Decide} decide
 */
export function tell(element, page, words, literal, decide) {
  dress(element, style);
  return lines(page, { ...rare, ...words }, literal, decide, element.layout === 'page' ? 'button' : 'div');
}

/**
 * @param {Page} page
 * @param {{ between: string } & RareWords} words
 * @param {boolean} literal Whether only what was typed was sought.
 * @param {Decide} decide
 * @param {'button' | 'div'} offered What an offer is made of.
 * @returns {Told}
 */
export function lines({ query, correction, meant }, words, literal, decide, offered) {
  const undo = (/** @type {string} */ text, /** @type {string} */ key, /** @type {string} */ keys) => {
    const button = h('button', { type: 'button', part: 'undo', 'aria-keyshortcuts': keys }, text);
    button.addEventListener('click', () => decide());
    // The white space is for those who hear it.
    return [' ', button, ' ', h('kbd', { part: 'key' }, key)];
  };
  const said = (/** @type {(Node | string)[]} */ ...nodes) => h('span', { class: 'said' }, ...nodes);
  if (literal) return { lines: [h('p', { part: 'meant' }, said(words.typed), ...undo(words.usual, LITERAL, LITERAL))], offers: [] };
  const told = [];
  if (correction?.applied) {
    told.push(h('p', { class: 'said', part: 'meant' }, h('span', {}, ...put(words.corrected(query, PLACE), changed(correction))), ...undo(words.still(query), 'Esc', `Escape ${LITERAL}`)));
  }
  if (meant.length > 0) told.push(h('p', { part: 'meant' }, said(readings(meant, words)), ...(correction?.applied ? [] : undo(words.literally, LITERAL, LITERAL))));
  return { lines: told, offers: correction && !correction.applied ? [offer(correction, words, decide, offered)] : [] };
}

/**
 * What takes a likelier spelling into the box.
 * @param {Correction} correction
 * @param {RareWords} words
 * @param {Decide} decide
 * @param {'button' | 'div'} tag
 */
function offer(correction, words, decide, tag) {
  const option = h(tag, { class: 'try offer', part: 'try', ...(tag === 'button' && { type: 'button' }) }, h('span', { class: 'said' }, ...put(words.offered(PLACE), changed(correction))));
  option.part.add('offer');
  option.addEventListener('click', () => decide(correction.text));
  return option;
}

/**
 * A sentence with nodes in their place.
 * @param {string} sentence
 * @param {Node[]} nodes
 */
function put(sentence, nodes) {
  const [before, ...after] = sentence.split(PLACE);
  return [before, ...(after.length > 0 ? nodes : []), after.join('')];
}

/**
 * What was sought besides, with the reasons: texts of one reason together.
 * @param {ReadAs[]} meant
 * @param {{ between: string } & RareWords} words
 */
function readings(meant, words) {
  const texts = new Map(meant.map(({ text, why }) => [text, why]));
  const shown = [...texts].slice(0, TOLD);
  const more = texts.size > TOLD;
  const joined = (/** @type {string} */ reason) => shown.filter(([, why]) => why === reason).map(([text]) => text).join(words.between);
  const reasons = [...new Set(shown.map(([, why]) => why))];
  if (reasons.length === 1 && reasons[0] === 'pinyin') return words.sounds(joined('pinyin'), more);
  return words.also(reasons.map((why) => words.because(joined(why), words.reasons[why])).join(words.between), more);
}

/**
 * A corrected text, with the characters emphasised by which it differs from what was typed.
 * @param {Correction} correction
 * @returns {Node[]}
 */
export function changed({ text, changes }) {
  /** @type {Node[]} */
  const nodes = [];
  let from = 0;
  for (const change of changes) {
    const at = text.indexOf(change.text, from);
    if (at < 0) continue;
    nodes.push(document.createTextNode(text.slice(from, at)), ...compared([...change.of], [...change.text]));
    from = at + change.text.length;
  }
  return [...nodes, document.createTextNode(text.slice(from))];
}

/**
 * @param {string[]} of
 * @param {string[]} text
 */
function compared(of, text) {
  // Of as many characters each stands for the one in its place; else what is between the same beginning and the same end is new, and all where nothing is.
  const same = of.length === text.length;
  const start = text.findIndex((character, at) => character !== of[at]);
  const end = text.length - [...text].reverse().findIndex((character, at) => character !== of[of.length - 1 - at]);
  const isNew = (/** @type {number} */ at) => (same ? text[at] !== of[at] : start < 0 || end <= start || at >= start && at < end);
  return text.map((character, at) => (isNew(at) ? h('em', { part: 'changed' }, character) : document.createTextNode(character)));
}
