// The wasm gives the same hits, order and scores as the native core, with the whole index and part by part: on the corpus of
// the repository, and on every labelled set that is at hand.
//
// Environment: XUNZHANG, the native command; XUNZHANG_WASM, the folder with the bound wasm; XUNZHANG_SETS, a folder of
// sets in BEIR's layout (by default the one beside the checkout).

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SETS = resolve(process.env.XUNZHANG_SETS ?? join(ROOT, '../shared/eval'));

/** How many hits of each question are compared. */
const DEPTH = 30;

const scratch = mkdtempSync(join(tmpdir(), 'xunzhang-parity-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

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
  const { stdout } = await promisify(execFile)(variable('XUNZHANG'), args, { maxBuffer: 2 ** 30, cwd: ROOT });
  return stdout;
}

/** @type {Promise<any> | undefined} */
let loaded;

/** @returns {Promise<any>} the module that wasm-bindgen made, with its wasm in place */
function bound() {
  loaded ??= (async () => {
    const folder = variable('XUNZHANG_WASM');
    const module = await import(pathToFileURL(join(folder, 'xunzhang_wasm.js')).href);
    module.initSync({ module: readFileSync(join(folder, 'xunzhang_wasm_bg.wasm')) });
    return module;
  })();
  return loaded;
}

/**
 * @param {string} path a TREC run
 * @returns {Map<string, { id: string, score: number }[]>} the hits of each question, in order
 */
function readRun(path) {
  const run = new Map();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const [query, , id, , score] = line.split(' ');
    const hits = run.get(query) ?? [];
    hits.push({ id, score: Number(score) });
    run.set(query, hits);
  }
  return run;
}

/**
 * Asks both sides every question, and compares.
 *
 * @param {string} name
 * @param {string} source what `xunzhang index` takes
 * @param {{ id: string, text: string }[]} questions
 */
async function compare(name, source, questions) {
  const [index, shelf, queries, out] = ['index', 'shelf', 'queries.jsonl', 'run.trec'].map((file) => join(scratch, `${name}-${file}`));
  writeFileSync(queries, questions.map(({ id, text }) => `${JSON.stringify({ _id: id, text })}\n`).join(''));
  await xunzhang('index', source, '--out', index, '--shelf', shelf);
  const { Library } = await bound();
  const whole = () => Library.fromBytes(readFileSync(shelf));
  const inParts = () => Library.fromEntry(gunzipSync(readFileSync(join(index, 'index.entry'))));
  for (const [how, open] of /** @type {const} */ ([['whole', whole], ['in parts', inParts]])) {
    await xunzhang('run', index, '--queries', queries, '--out', out, '-k', String(DEPTH), ...(how === 'whole' ? [] : ['--in-parts']));
    const native = readRun(out);
    assert.ok(native.size > 0, 'the native core finds something');
    const library = open();
    try {
      for (const { id, text } of questions) {
        const page = ask(library, index, text);
        const hits = page.hits.map((/** @type {any} */ hit) => ({ id: hit.id, score: hit.score }));
        assert.deepEqual(hits, native.get(id) ?? [], `${name} ${how}, question ${id}: ${text}`);
      }
    } finally {
      library.free();
    }
  }
}

/**
 * Asks until nothing is lacking.
 *
 * @param {any} library
 * @param {string} folder the index folder
 * @param {string} text
 * @returns {any} a page
 */
function ask(library, folder, text) {
  for (;;) {
    const page = library.search(text, { limit: DEPTH });
    if (!page.lacking) return page;
    for (const { kind, number, file } of page.lacking) {
      const bytes = readFileSync(join(folder, file));
      library.add(kind, number, bytes[0] === 0x1f ? gunzipSync(bytes) : bytes, 2 ** 30);
    }
  }
}

test('the corpus of the repository: pieces of its own headlines and paragraphs as questions', async () => {
  const articles = (await xunzhang('articles', 'seeds', '--json')).split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const texts = articles.flatMap((article) => [
    article.headline,
    ...article.blocks.map((/** @type {any} */ block) => block.text),
  ]);
  const questions = texts.flatMap((text, number) => {
    const characters = Array.from(text);
    return [2, 4, 9, 25].map((length) => {
      const start = (number * 7) % Math.max(1, characters.length - length);
      return { id: `${number}-${length}`, text: characters.slice(start, start + length).join('') };
    });
  });
  await compare('seeds', 'seeds', questions);
});

if (existsSync(SETS)) {
  for (const name of readdirSync(SETS)) {
    const folder = join(SETS, name);
    if (!existsSync(join(folder, 'corpus.jsonl'))) continue;
    test(`the labelled set ${name}`, { timeout: 600_000 }, async () => {
      const lines = readFileSync(join(folder, 'queries.jsonl'), 'utf8').split('\n').filter(Boolean);
      const questions = lines.map((line) => JSON.parse(line)).map(({ _id, text }) => ({ id: _id, text }));
      await compare(name, join(folder, 'corpus.jsonl'), questions);
    });
  }
} else {
  test('the labelled sets', { skip: `${SETS} is not there; XUNZHANG_SETS says where sets lie` }, () => {});
}
