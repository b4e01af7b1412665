// What the tests of cases share: corpora opened in the wasm, articles found by name, and what is marked.
//
// Environment: XUNZHANG, the native command; XUNZHANG_WASM, the folder with the bound wasm.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** @typedef {{ library: any, articles: { id: string, headline: string }[] }} Corpus */
/** @typedef {{ text: string, mark: boolean }} Part */
/** @typedef {{ id: string, title: string, partial: boolean, snippet: Part[], titleParts: Part[] }} Hit */

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The folder of the cases. */
export const CASES = join(ROOT, 'tests/relevance');

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

/** @returns {Promise<any>} the class that opens indexes in the wasm */
export async function library() {
  const folder = variable('XUNZHANG_WASM');
  const module = await import(pathToFileURL(join(folder, 'xunzhang_wasm.js')).href);
  module.initSync({ module: readFileSync(join(folder, 'xunzhang_wasm_bg.wasm')) });
  return module.Library;
}

/**
 * @param {any} Library the class of the wasm
 * @param {string} scratch a folder for indexes
 * @param {string} name
 * @param {string} source what `xunzhang index` takes
 * @param {string[]} options further ones of that command
 * @returns {Promise<Corpus>}
 */
export async function open(Library, scratch, name, source, ...options) {
  const shelf = join(scratch, `${name}.shelf`);
  await xunzhang('index', source, ...options, '--out', join(scratch, name), '--shelf', shelf);
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
export function resolve({ articles }, name) {
  if (articles.some(({ id }) => id === name)) return name;
  const named = articles.filter(({ headline }) => headline.includes(name));
  assert.equal(named.length, 1, `the case names ${name}, which is no id and stands in ${named.length} headlines`);
  return named[0].id;
}

/**
 * @param {Part[]} parts
 * @returns {string[]} what is marked
 */
export const marked = (parts) => parts.filter(({ mark }) => mark).map(({ text }) => text);

/**
 * @param {Hit | undefined} hit
 * @returns {Set<string>} what is marked in its headline and its snippet
 */
export const marks = (hit) => new Set(hit ? marked([...hit.titleParts, ...hit.snippet]) : []);

/**
 * @param {string} folder
 * @returns {{ place: string, columns: string[] }[]} the cases in the files of a folder
 */
export function casesIn(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.tsv')).sort();
  return files.flatMap((file) => {
    const lines = readFileSync(join(folder, file), 'utf8').split('\n');
    return lines.flatMap((line, number) => {
      if (line === '' || line.startsWith('#')) return [];
      return [{ place: `${folder.slice(ROOT.length)}/${file}:${number + 1}`, columns: line.split('\t') }];
    });
  });
}
