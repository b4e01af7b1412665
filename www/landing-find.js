/**
 * Finding in a long text the passages that a link carries (`landing-link.js`), also where the text has been edited since.
 *
 * Nothing here knows of a page. Texts are compared folded, as {@link fold} does it, and a place is a place in the folded text.
 *
 * @module
 */

/** @typedef {[start: number, end: number]} Span Two places; the second lies behind the last character. */

/**
 * A passage, folded, and where the runs that were looked for stand in it.
 * @typedef {{ text: string, runs: Span[] }} Passage
 */

/**
 * What was found: the passages as they are, or much like them, or but the runs. The first span is the one to go to.
 * @typedef {{ found: 'exactly' | 'near' | 'runs', spans: Span[] }} Found
 */

/** The longest value that is read, in UTF-16 units; those that `landing-link.js` makes are far shorter. */
const LONGEST = 1000;

/** How many passages are read at most. */
const MOST_PASSAGES = 4;

/** What share of its pairs of characters a passage must have in common with a place that is taken for it. */
const NEAR = 0.5;

/** How many pairs a passage must have for that: what is shorter looks like too many places. */
const FEWEST_PAIRS = 6;

/** How much longer than the passage such a place may be. */
const ROOM = 1.5;

/** At most so many places of one passage, or of one run, are looked at. */
const MOST_PLACES = 100;

/**
 * What a page and an index may write differently, and what nobody looks for: white space, invisible characters, and the quotation
 * marks, brackets, dashes and dots that site generators make typographic; and the signs of the link itself.
 */
const DROPPED = /[\s\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFE00-\uFE0F\uFEFF"'.…~\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}]+/gu;

/** What may have another width, or be a form for compatibility: letters and signs, radicals, ideographs. */
const WIDE = /[\u2E80-\u2FDF\u3000-\u303F\uF900-\uFAFF\uFE30-\uFE4F\uFF01-\uFFEE]/g;

/**
 * Text as it is compared. Each UTF-16 unit is folded for itself, so that the folds of two texts make the fold of both together.
 * @param {string} text
 */
export function fold(text) {
  return text.replace(DROPPED, '').replace(WIDE, (sign) => sign.normalize('NFKC').replace(DROPPED, ''));
}

/**
 * Reads the value that a link carries; `null` for one that `landing-link.js` has not made.
 * @param {string} value
 * @returns {Passage[] | null}
 */
export function parse(value) {
  if (value.length > LONGEST) return null;
  const passages = value.split('…', MOST_PASSAGES).map((written) => {
    const pieces = written.split('~');
    /** @type {Passage} */
    const passage = { text: '', runs: [] };
    pieces.forEach((piece, at) => {
      const { length } = passage.text;
      passage.text += fold(piece);
      if (at % 2 === 1 && passage.text.length > length) passage.runs.push([length, passage.text.length]);
    });
    return pieces.length % 2 === 1 && passage.runs.length > 0 ? passage : null;
  });
  return passages.every((passage) => passage !== null) ? passages : null;
}

/**
 * The runs of passages, each text once, the longest first.
 * @param {Passage[]} passages
 */
export function runsOf(passages) {
  const texts = passages.flatMap(({ text, runs }) => runs.map(([start, end]) => text.slice(start, end)));
  return [...new Set(texts)].sort((a, b) => b.length - a.length);
}

/**
 * Finds passages in a text: each as it stands, or else the place that is most like it.
 * @param {string} text Folded.
 * @param {Passage[]} passages
 * @param {number} [from] Where they are expected: of places that are alike, the first from here on is taken.
 * @param {(place: Span) => boolean} [seen] Whether a place can be seen; others are only taken where there is none.
 * @returns {Found | null}
 */
export function find(text, passages, from = 0, seen = () => true) {
  const exact = passages.flatMap((passage) => exactly(text, passage, from, seen) ?? []);
  // What is like a passage is looked for only when none stands there: a page that holds one is the page as it was.
  if (exact.length > 0) return { found: 'exactly', spans: exact };
  const alike = passages.flatMap((passage) => near(text, passage, from) ?? []);
  return alike.length > 0 ? { found: 'near', spans: alike } : null;
}

/**
 * Finds the runs of passages wherever they stand. Lone characters only count where no run is longer.
 * @param {string} text Folded.
 * @param {Passage[]} passages
 * @param {number} [from] The first span is the first from here on.
 * @returns {Found | null}
 */
export function findRuns(text, passages, from = 0) {
  const runs = runsOf(passages);
  const spans = occurrences(text, runs.filter(({ length }) => length > 1 || runs[0].length === 1), 0, text.length);
  const first = Math.max(0, spans.findIndex(([start]) => start >= from));
  return spans.length > 0 ? { found: 'runs', spans: [...spans.slice(first), ...spans.slice(0, first)] } : null;
}

/**
 * The runs of a passage where it stands as it is.
 * @param {string} text
 * @param {Passage} passage
 * @param {number} from
 * @param {(place: Span) => boolean} seen
 * @returns {Span[] | null}
 */
function exactly(text, passage, from, seen) {
  /** @type {number[]} */
  const places = [];
  for (const start of [from, 0]) {
    for (let at = text.indexOf(passage.text, start); at >= 0 && places.length < MOST_PLACES; at = text.indexOf(passage.text, at + 1)) places.push(at);
  }
  const place = places.find((at) => seen([at, at + passage.text.length])) ?? places[0];
  return place === undefined ? null : passage.runs.map(([start, end]) => [place + start, place + end]);
}

/**
 * The runs of a passage in the place that is most like it: a window glides over the text, and the pairs of characters that it shares
 * with the passage are counted. A place without any of the runs is taken as a whole.
 * @param {string} text
 * @param {Passage} passage
 * @param {number} from
 * @returns {Span[] | null}
 */
function near(text, passage, from) {
  const total = passage.text.length - 1;
  if (total < FEWEST_PAIRS) return null;
  const pair = (/** @type {string} */ of, /** @type {number} */ at) => of.charCodeAt(at) * 0x10000 + of.charCodeAt(at + 1);
  /** How often the passage has a pair, less how often the window has it. @type {Map<number, number>} */
  const lacking = new Map();
  for (let at = 0; at < total; at += 1) lacking.set(pair(passage.text, at), (lacking.get(pair(passage.text, at)) ?? 0) + 1);
  const width = Math.ceil(total * ROOM);
  let shared = 0;
  let most = Math.ceil(total * NEAR) - 1;
  let last = -1;
  for (let at = 0; at + 1 < text.length; at += 1) {
    const comes = lacking.get(pair(text, at));
    if (comes !== undefined) {
      lacking.set(pair(text, at), comes - 1);
      if (comes > 0) shared += 1;
    }
    const goes = at < width ? undefined : lacking.get(pair(text, at - width));
    if (goes !== undefined) {
      lacking.set(pair(text, at - width), goes + 1);
      if (goes >= 0) shared -= 1;
    }
    if (comes !== undefined && (shared > most || shared === most && last >= 0 && (at === last + 1 || last < from && at >= from))) {
      most = shared;
      last = at;
    }
  }
  if (last < 0) return null;
  let start = Math.max(0, last - width + 1);
  while (!lacking.has(pair(text, start))) start += 1;
  const spans = occurrences(text, runsOf([passage]), start, last + 2);
  return spans.length > 0 ? spans : [[start, last + 2]];
}

/**
 * Where runs stand between two places, in the order of the text; none overlap.
 * @param {string} text
 * @param {string[]} runs The first ones have precedence.
 * @param {number} start
 * @param {number} end
 */
function occurrences(text, runs, start, end) {
  /** @type {Span[]} */
  const spans = [];
  for (const run of runs) {
    const others = [...spans];
    let at = text.indexOf(run, start);
    for (let count = 0; at >= 0 && at + run.length <= end && count < MOST_PLACES; at = text.indexOf(run, at + run.length), count += 1) {
      const span = /** @type {Span} */ ([at, at + run.length]);
      if (others.every((other) => span[1] <= other[0] || other[1] <= span[0])) spans.push(span);
    }
  }
  return spans.sort((a, b) => a[0] - b[0]);
}
