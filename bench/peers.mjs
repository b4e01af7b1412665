// Runs one peer on one set: node peers.mjs --peer NAME --set FOLDER --out FOLDER [--queries N]
//
// Writes OUT/<set>.<peer>.trec, a TREC run of up to 100 hits a query, and OUT/<set>.<peer>.json: the peer's version,
// the time to build its index, and the time of each query for a page of 10 hits, in milliseconds: the shortest of
// three, after all queries have been asked once. Texts and questions go in as they are; what a peer does not fold stays unfolded.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { readCorpus, readQueries, writeRun } from './sets.mjs';

/** @import { Doc, Hit } from './sets.mjs' */

/**
 * A peer with the articles of a set in it. A peer in a browser times itself there, so that the way to the browser
 * and back is not counted.
 *
 * @typedef {{
 *   search(query: string, limit: number): Hit[] | Promise<Hit[]>,
 *   time?(queries: string[]): Promise<number[]>,
 *   close?(): Promise<void>,
 * }} Opened
 */

/** @type {Record<string, { module: string, open(docs: Doc[]): Promise<Opened> }>} */
const PEERS = {
  pagefind: {
    module: 'pagefind',
    open: async (docs) => (await import('./peers/pagefind.mjs')).openPagefind(docs),
  },
  orama: {
    module: '@orama/orama',
    open: async (docs) => (await import('./peers/orama.mjs')).openOrama(docs),
  },
  flexsearch: {
    module: 'flexsearch',
    open: async (docs) => (await import('./peers/flexsearch.mjs')).openFlexSearch(docs),
  },
  'minisearch-jieba': {
    module: 'minisearch',
    open: async (docs) => {
      const { searchWords } = await import('./peers/jieba.mjs');
      return (await import('./peers/minisearch.mjs')).openMiniSearch(docs, searchWords);
    },
  },
  'minisearch-bigrams': {
    module: 'minisearch',
    open: async (docs) => {
      const { bigrams } = await import('./tokenize.mjs');
      return (await import('./peers/minisearch.mjs')).openMiniSearch(docs, bigrams);
    },
  },
  'minisearch-words': {
    module: 'minisearch',
    open: async (docs) => {
      const { words } = await import('./tokenize.mjs');
      return (await import('./peers/minisearch.mjs')).openMiniSearch(docs, words);
    },
  },
};

const USAGE = `usage: node peers.mjs --peer NAME --set FOLDER --out FOLDER [--queries N]
peers: ${Object.keys(PEERS).join(', ')}`;

const { values } = parseArgs({
  options: {
    peer: { type: 'string' },
    set: { type: 'string' },
    out: { type: 'string' },
    queries: { type: 'string' },
  },
});

/** How often each question is timed: its time is the shortest, so that the machine's other work is not counted. */
const ROUNDS = 3;

/**
 * @param {Opened} opened
 * @param {string[]} queries
 * @returns {Promise<number[]>} milliseconds
 */
async function time(opened, queries) {
  const times = queries.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++) {
    const measured = opened.time ? await opened.time(queries) : await timeOnce(opened, queries);
    measured.forEach((time, number) => (times[number] = Math.min(times[number], time)));
  }
  return times;
}

/**
 * @param {Opened} opened
 * @param {string[]} queries
 * @returns {Promise<number[]>} milliseconds
 */
async function timeOnce(opened, queries) {
  const times = [];
  for (const query of queries) {
    const start = performance.now();
    await opened.search(query, 10);
    times.push(performance.now() - start);
  }
  return times;
}

/**
 * @param {string} name
 * @param {string} set
 * @param {string} out
 * @param {number | undefined} most
 */
async function run(name, set, out, most) {
  const peer = PEERS[name];
  if (!peer) throw new Error(`no peer is called ${name}\n${USAGE}`);
  const [docs, queries] = await Promise.all([readCorpus(set), readQueries(set, most)]);
  const start = performance.now();
  const opened = await peer.open(docs);
  const buildMs = performance.now() - start;
  const rankings = [];
  for (const query of queries) rankings.push({ query: query.id, hits: await opened.search(query.text, 100) });
  const times = await time(opened, queries.map((query) => query.text));
  await opened.close?.();

  const manifest = await readFile(new URL(`./node_modules/${peer.module}/package.json`, import.meta.url), 'utf8');
  const file = join(out, `${basename(resolve(set))}.${name}`);
  await mkdir(out, { recursive: true });
  await writeRun(`${file}.trec`, rankings, name);
  const report = { peer: name, version: JSON.parse(manifest).version, queries: queries.length, buildMs, times };
  await writeFile(`${file}.json`, `${JSON.stringify(report)}\n`);
}

if (!values.peer || !values.set || !values.out) {
  console.error(USAGE);
  process.exit(2);
}
const most = values.queries === undefined ? undefined : Number(values.queries);
if (most !== undefined && !(Number.isInteger(most) && most > 0)) {
  console.error(`--queries takes a whole number above 0, not ${values.queries}`);
  process.exit(2);
}
await run(values.peer, values.set, values.out, most);
