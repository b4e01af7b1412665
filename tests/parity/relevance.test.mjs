// The cases of tests/relevance/*.tsv in the wasm: see the README there. `tests/relevance.rs` runs the same cases natively.
//
// Environment: XUNZHANG, the native command; XUNZHANG_WASM, the folder with the bound wasm.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** @typedef {{ library: any, articles: { id: string, headline: string }[] }} Corpus */
/** @typedef {{ id: string, title: string, partial: boolean, snippet: Part[], titleParts: Part[] }} Hit */
/** @typedef {{ text: string, mark: boolean }} Part */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CASES = join(ROOT, 'tests/relevance');

/** How many cases there are at the least, so that none can be lost unseen. */
const LEAST_CASES = 150;

const scratch = mkdtempSync(join(tmpdir(), 'xunzhang-relevance-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** @type {Record<string, Corpus>} */
const corpora = {};

/**
 * @param {string} name an environment variable
 * @returns {string} its value
 */
function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}; \`cargo xtask test --only parity\` does`);
  return value;
}

/**
 * @param {string[]} args
 * @returns {Promise<string>} what the native command printed
 */
async function xunzhang(...args) {
  const { stdout } = await promisify(execFile)(variable('XUNZHANG'), args, { maxBuffer: 2 ** 26, cwd: ROOT });
  return stdout;
}

/**
 * @param {any} Library the class of the wasm
 * @param {string} name
 * @param {string} source what `xunzhang index` takes
 * @returns {Promise<Corpus>}
 */
async function open(Library, name, source) {
  const shelf = join(scratch, `${name}.shelf`);
  await xunzhang('index', source, '--out', join(scratch, name), '--shelf', shelf);
  const articles = (await xunzhang('articles', source, '--json')).split('\n').filter(Boolean);
  return {
    library: Library.fromBytes(readFileSync(shelf)),
    articles: articles.map((line) => JSON.parse(line)),
  };
}

/**
 * @param {Corpus} corpus
 * @param {string} name an id, or a piece of exactly one headline
 * @returns {string} the id
 */
function resolve({ articles }, name) {
  if (articles.some(({ id }) => id === name)) return name;
  const named = articles.filter(({ headline }) => headline.includes(name));
  assert.equal(named.length, 1, `the case names ${name}, which is no id and stands in ${named.length} headlines`);
  return named[0].id;
}

/**
 * @param {Hit | undefined} hit
 * @returns {Set<string>} what is marked in its headline and its snippet
 */
function marks(hit) {
  const parts = hit ? [...hit.titleParts, ...hit.snippet] : [];
  return new Set(parts.filter(({ mark }) => mark).map(({ text }) => text));
}

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
  const folder = variable('XUNZHANG_WASM');
  const module = await import(pathToFileURL(join(folder, 'xunzhang_wasm.js')).href);
  module.initSync({ module: readFileSync(join(folder, 'xunzhang_wasm_bg.wasm')) });
  corpora.seed = await open(module.Library, 'seed', join(ROOT, 'seeds'));
  corpora.small = await open(module.Library, 'small', join(CASES, 'corpus'));
});
after(() => Object.values(corpora).forEach(({ library }) => library.free()));

test('every relevance case holds in the wasm', () => {
  let cases = 0;
  const failures = [];
  for (const file of readdirSync(CASES).filter((name) => name.endsWith('.tsv')).sort()) {
    const lines = readFileSync(join(CASES, file), 'utf8').split('\n');
    for (const [number, line] of lines.entries()) {
      if (line === '' || line.startsWith('#')) continue;
      cases += 1;
      const columns = line.split('\t');
      const place = `tests/relevance/${file}:${number + 1}: ${columns[1]}`;
      if (columns.length !== 6 || !(columns[0] in corpora)) {
        failures.push(`${place}: no case of six columns over seed or small`);
        continue;
      }
      const wrong = problems(corpora[columns[0]], columns);
      if (wrong.length > 0) failures.push([place, ...wrong].join('\n    '));
    }
  }
  assert.ok(cases >= LEAST_CASES, `only ${cases} cases were read`);
  assert.equal(failures.length, 0, `${failures.length} of ${cases} cases fail\n${failures.join('\n')}`);
});
