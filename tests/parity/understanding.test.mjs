// The cases of tests/relevance/understanding/*.tsv in the wasm: see the README there. `tests/relevance.rs` runs the same cases natively.
//
// Environment, beside that of cases.mjs: XUNZHANG_SETS, the folder of the labelled sets (by default the one beside the checkout).

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve as absolute } from 'node:path';
import { after, before, test } from 'node:test';

import { CASES, ROOT, casesIn, library, marked, marks, open, resolve } from './cases.mjs';

/** @import { Corpus, Hit, Part } from './cases.mjs' */
/** @typedef {{ of: string, text: string, why: string, weight: number }} ReadAs */
/** @typedef {{ text: string, applied: boolean }} Correction */
/** @typedef {{ total: number, hits: Hit[], facets: Record<string, { value: string }[]>, meant: ReadAs[], correction?: Correction | null }} Page */
/** @typedef {{ found: string[], listed: string[], marks: Set<string>, page?: Page, wrong: string[] }} Answer what was found, in order; what was listed as well; the marks of the first */

/** How many cases there are at the least, so that none can be lost unseen. */
const LEAST_CASES = 300;

/** How many hits a page has at the most. */
const MOST_HITS = 1000;

/** How many suggestions and related articles are asked for. */
const CHOICES = 10;

/** The reasons for which something is sought that sounds or looks like what was typed, or is a finger away from it. */
const SLIPS = ['homophone', 'lookalike', 'typo'];

const FOLDER = join(CASES, 'understanding');
const SETS = absolute(process.env.XUNZHANG_SETS ?? join(ROOT, '../shared/eval'));

const scratch = mkdtempSync(join(tmpdir(), 'xunzhang-understanding-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** @type {Map<string, Corpus | null>} a corpus whose set is absent is null */
const corpora = new Map();

/**
 * @param {Corpus} corpus
 * @param {string} query
 * @param {object} options
 * @returns {Answer}
 */
function search({ library }, query, options) {
  /** @type {Page} */
  const page = library.search(query, options);
  const listed = page.hits.map(({ id }) => id);
  const found = page.hits.filter(({ partial }) => !partial).map(({ id }) => id);
  // Where the page is full, hits may stand below it: what lacks a part can be listed above what lacks none.
  const isFull = listed.length === MOST_HITS;
  const wrong = isFull || found.length === page.total ? [] : [`${found.length} hits are listed and ${page.total} counted`];
  return { found, listed, marks: marks(page.hits[0]), page, wrong };
}

/**
 * @param {Corpus} corpus
 * @param {string} typed
 * @returns {Answer}
 */
function suggest({ library }, typed) {
  /** @type {{ text: string, parts: Part[] }[]} */
  const suggestions = library.suggest(typed, { limit: CHOICES });
  const idle = suggestions.filter(({ text }) => library.search(text, {}).total === 0);
  const found = suggestions.map(({ text }) => text.toLowerCase());
  const wrong = idle.map(({ text }) => `is offered and finds nothing: ${text}`);
  return { found, listed: found, marks: new Set(marked(suggestions[0]?.parts ?? [])), wrong };
}

/**
 * @param {string[]} found
 * @returns {Answer}
 */
const plain = (found) => ({ found, listed: found, marks: new Set(), wrong: [] });

/**
 * @param {Corpus} corpus
 * @param {string} name of the facet
 * @param {string} value
 * @param {boolean} nowhere whether no article may have the value
 * @returns {Answer}
 */
function facet(corpus, name, value, nowhere) {
  const answer = search(corpus, '', { limit: MOST_HITS, facets: true, filters: { [name]: [value] } });
  const offered = Boolean(answer.page?.facets[name]?.some((choice) => choice.value === value));
  if (offered === nowhere) answer.wrong.push(`the value ${value} of ${name} is ${offered ? 'offered' : 'not offered'}`);
  return answer;
}

/**
 * @param {Corpus} corpus
 * @param {string} ask
 * @param {string} query
 * @param {boolean} nowhere
 * @returns {Answer}
 */
function answerTo(corpus, ask, query, nowhere) {
  const { library } = corpus;
  const [kind, name] = ask.split(':');
  switch (kind) {
    case 'search': return search(corpus, query, { limit: MOST_HITS });
    case 'suggest': return suggest(corpus, query);
    case 'keywords': return plain(library.article(resolve(corpus, query), {}).keywords.map((/** @type {string} */ word) => word.toLowerCase()));
    case 'related': return plain(library.related(resolve(corpus, query), { limit: CHOICES }).map((/** @type {Hit} */ hit) => hit.id));
    case 'facet': return facet(corpus, name, query, nowhere);
    default: throw new Error(`nothing is called ${ask} that a case could ask for`);
  }
}

/**
 * @param {string} entry of the column `meant`
 * @param {Page | undefined} page
 * @returns {boolean} whether it holds
 */
function isMeant(entry, page) {
  const readings = page?.meant ?? [];
  const correction = page?.correction;
  const slips = readings.filter(({ why }) => SLIPS.includes(why)).map(({ text }) => text).concat(correction?.text ?? []);
  if (entry === 'none') return readings.length === 0 && !correction;
  if (entry === '!corrected') return slips.length === 0;
  if (entry === '!applied') return !correction?.applied;
  if (entry.startsWith('corrected: ')) return slips.some((slip) => slip.toLowerCase() === entry.slice('corrected: '.length).toLowerCase());
  if (entry.startsWith('!')) return readings.every(({ why }) => why !== entry.slice(1));
  return readings.some(({ text, why }) => `${text} ${why}` === entry);
}

/**
 * @param {Corpus} corpus
 * @param {string[]} columns the columns of the case
 * @returns {string[]} what is wrong
 */
function problems(corpus, [ask, , query, ...columns]) {
  const [first, found, absent, marked, meant] = columns.map((column) => (column === '-' ? [] : column.split(' ; ')));
  const nowhere = columns[0] === 'nothing';
  const answer = answerTo(corpus, ask, query, nowhere);
  const named = (/** @type {string} */ name) => (['suggest', 'keywords'].includes(ask) ? name.toLowerCase() : resolve(corpus, name));
  const { wrong } = answer;
  if (nowhere) {
    if (answer.listed.length > 0) wrong.push('nothing should be listed');
  } else {
    const best = first.map(named);
    if (best.some((name, place) => answer.found[place] !== name)) wrong.push(`should come first: ${first.join(' ; ')}`);
    const wanted = found.map(named);
    const isFound = (/** @type {string} */ name) => (ask === 'keywords' ? answer.found.some((keyword) => keyword.includes(name)) : answer.found.includes(name));
    for (const name of wanted) if (!isFound(name)) wrong.push(`should be found: ${name}`);
    for (const name of absent) {
      if (name === '*') {
        const others = answer.found.filter((other) => !best.includes(other) && !wanted.includes(other));
        for (const other of others) wrong.push(`should not be found, as nothing else: ${other}`);
      } else if (name.startsWith('!')) {
        if (answer.listed.includes(named(name.slice(1)))) wrong.push(`should not even be listed: ${name.slice(1)}`);
      } else if (answer.found.includes(named(name))) {
        wrong.push(`should not be found: ${name}`);
      }
    }
  }
  for (const mark of marked) {
    if (mark.startsWith('!')) {
      if (answer.marks.has(mark.slice(1))) wrong.push(`should not be marked: ${mark.slice(1)}`);
    } else if (!answer.marks.has(mark)) {
      wrong.push(`should be marked whole: ${mark}`);
    }
  }
  for (const entry of meant) if (!isMeant(entry, answer.page)) wrong.push(`should be understood so: ${entry}`);
  if (wrong.length > 0) wrong.push(`found ${answer.found.slice(0, CHOICES).join(' ; ')}`);
  return wrong;
}

before(async () => {
  const Library = await library();
  corpora.set('seed', await open(Library, scratch, 'seed', join(ROOT, 'seeds')));
  corpora.set('news', await open(Library, scratch, 'news', join(CASES, 'news')));
  const fuzzy = join(scratch, 'xunzhang.toml');
  writeFileSync(fuzzy, '[pinyin]\nfuzzy = true\n');
  corpora.set('fuzzy', await open(Library, scratch, 'fuzzy', join(CASES, 'news'), '--config', fuzzy));
  const rules = readFileSync(join(FOLDER, 'sets.txt'), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
  for (const [name, file, step] of rules.map((rule) => rule.split('\t'))) {
    const path = join(SETS, file);
    if (!existsSync(path)) {
      corpora.set(name, null);
      continue;
    }
    const lines = readFileSync(path, 'utf8').split('\n').filter((_, number) => number % Number(step) === 0);
    const slice = join(scratch, `${name}.jsonl`);
    writeFileSync(slice, lines.join('\n'));
    corpora.set(name, await open(Library, scratch, name, slice));
  }
});
after(() => [...corpora.values()].forEach((corpus) => corpus?.library.free()));

test('every case of understanding holds in the wasm', (context) => {
  const cases = casesIn(FOLDER);
  const skipped = cases.filter(({ columns }) => corpora.get(columns[1]) === null).length;
  if (skipped > 0) context.diagnostic(`skipped: ${skipped} cases over sets, for ${SETS} lacks some; XUNZHANG_SETS says where sets lie`);
  const failures = cases.flatMap(({ place, columns }) => {
    const named = `${place}: ${columns[0]} ${columns[2]}`;
    const corpus = corpora.get(columns[1]);
    if (columns.length !== 8 || corpus === undefined) return [`${named}: no case of eight columns over a known corpus`];
    if (corpus === null) return [];
    try {
      const wrong = problems(corpus, columns);
      return wrong.length > 0 ? [[named, ...wrong].join('\n    ')] : [];
    } catch (error) {
      return [`${named}\n    ${error}`];
    }
  });
  assert.ok(cases.length >= LEAST_CASES, `only ${cases.length} cases were read`);
  assert.equal(failures.length, 0, `${failures.length} of ${cases.length} cases fail\n${failures.join('\n')}`);
});
