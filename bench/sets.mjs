// Labelled sets in BEIR's layout, and runs in TREC's: what goes into a peer and what comes out.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @typedef {{ id: string, title: string, text: string }} Doc one article
 * @typedef {{ id: string, text: string }} Query one question
 * @typedef {{ id: string, score: number }} Hit one article found; scores fall along a ranking
 */

/**
 * Reads a file of JSON Lines.
 *
 * @param {string} path
 * @returns {Promise<any[]>}
 */
async function readJsonLines(path) {
  const text = await readFile(path, 'utf8');
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line)];
    } catch (error) {
      throw new Error(`${path}:${index + 1}: expected a JSON object, found ${line.slice(0, 60)} (${error})`);
    }
  });
}

/**
 * Reads the articles of a set.
 *
 * @param {string} folder the set's folder, which holds corpus.jsonl
 * @returns {Promise<Doc[]>}
 */
export function readCorpus(folder) {
  return readDocs(join(folder, 'corpus.jsonl'));
}

/**
 * Reads the articles of one file.
 *
 * @param {string} path
 * @returns {Promise<Doc[]>}
 */
export async function readDocs(path) {
  const lines = await readJsonLines(path);
  return lines.map((line) => ({ id: line._id, title: line.title ?? '', text: line.text }));
}

/**
 * Reads the questions of a set.
 *
 * @param {string} folder the set's folder, which holds queries.jsonl
 * @param {number} [most] only the first so many; all when left out
 * @returns {Promise<Query[]>}
 */
export async function readQueries(folder, most) {
  const lines = await readJsonLines(join(folder, 'queries.jsonl'));
  return lines.slice(0, most).map((line) => ({ id: line._id, text: line.text }));
}

/**
 * Writes rankings as a TREC run.
 *
 * @param {string} path
 * @param {{ query: string, hits: Hit[] }[]} rankings
 * @param {string} name the run's name, without spaces
 */
export async function writeRun(path, rankings, name) {
  const lines = rankings.flatMap(({ query, hits }) =>
    hits.map((hit, index) => `${query} Q0 ${hit.id} ${index + 1} ${hit.score} ${name}\n`),
  );
  await writeFile(path, lines.join(''));
}
