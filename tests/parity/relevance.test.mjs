// The cases of tests/relevance/*.tsv in the wasm: see the README there. `tests/relevance.rs` runs the same cases natively.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { CASES, ROOT, casesIn, library, marks, open, resolve } from './cases.mjs';

/** @import { Corpus, Hit } from './cases.mjs' */

/** How many cases there are at the least, so that none can be lost unseen. */
const LEAST_CASES = 150;

const scratch = mkdtempSync(join(tmpdir(), 'xunzhang-relevance-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** @type {Record<string, Corpus>} */
const corpora = {};

/**
 * @param {Corpus} corpus
 * @param {string[]} columns the columns of the case
 * @returns {string[]} what is wrong
 */
function problems(corpus, [, query, ...columns]) {
  const [first, found, absent, marked] = columns.map((column) => (column === '-' ? [] : column.split(' ; ')));
  /** @type {{ total: number, hits: Hit[] }} */
  const page = corpus.library.search(query, { limit: 1000 });
  const listed = page.hits.map(({ id }) => id);
  const hits = page.hits.filter(({ partial }) => !partial).map(({ id }) => id);
  const wrong = [];
  if (hits.length !== page.total) wrong.push(`${hits.length} hits are listed and ${page.total} counted`);
  if (columns[0] === 'nothing') {
    if (listed.length > 0) wrong.push('nothing should be listed');
    return wrong;
  }
  const best = first.map((name) => resolve(corpus, name));
  if (best.some((id, place) => hits[place] !== id)) wrong.push(`should come first: ${first.join(' ; ')}`);
  const wanted = found.map((name) => resolve(corpus, name));
  for (const id of wanted) if (!hits.includes(id)) wrong.push(`should be found: ${id}`);
  for (const name of absent) {
    if (name === '*') {
      const others = hits.filter((id) => !best.includes(id) && !wanted.includes(id));
      for (const id of others) wrong.push(`should not be found, as nothing else: ${id}`);
    } else if (name.startsWith('!')) {
      if (listed.includes(resolve(corpus, name.slice(1)))) wrong.push(`should not even be listed: ${name.slice(1)}`);
    } else if (hits.includes(resolve(corpus, name))) {
      wrong.push(`should not be found: ${name}`);
    }
  }
  const shown = marks(page.hits[0]);
  for (const mark of marked) {
    if (mark.startsWith('!')) {
      if (shown.has(mark.slice(1))) wrong.push(`should not be marked: ${mark.slice(1)}`);
    } else if (!shown.has(mark)) {
      wrong.push(`should be marked whole: ${mark}`);
    }
  }
  return wrong;
}

before(async () => {
  const Library = await library();
  corpora.seed = await open(Library, scratch, 'seed', join(ROOT, 'seeds'));
  corpora.small = await open(Library, scratch, 'small', join(CASES, 'corpus'));
});
after(() => Object.values(corpora).forEach(({ library }) => library.free()));

test('every relevance case holds in the wasm', () => {
  const cases = casesIn(CASES);
  const failures = cases.flatMap(({ place, columns }) => {
    const named = `${place}: ${columns[1]}`;
    if (columns.length !== 6 || !(columns[0] in corpora)) return [`${named}: no case of six columns over seed or small`];
    const wrong = problems(corpora[columns[0]], columns);
    return wrong.length > 0 ? [[named, ...wrong].join('\n    ')] : [];
  });
  assert.ok(cases.length >= LEAST_CASES, `only ${cases.length} cases were read`);
  assert.equal(failures.length, 0, `${failures.length} of ${cases.length} cases fail\n${failures.join('\n')}`);
});
