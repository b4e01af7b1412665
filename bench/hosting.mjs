// Measures one engine in Chromium over an index on a static host: its part of `cargo xtask bench hosting`.
//
//   node hosting.mjs --engine NAME --index FOLDER --queries FILE --cold N --out FILE [--widget FOLDER]
//
// FILE of queries is a JSON array of texts. Of them N, evenly spaced, are each asked in a fresh browser context, as by a
// reader who comes for the first time; then all are asked in turn in one context, as by a reader who stays; then three
// times more with the clock running. Bytes are those of responses with the index' data, headers and bodies, as the
// server wrote them: so those to workers count too, and those that the browser has in its cache do not.

import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { startChromium } from './chromium.mjs';
import { serve } from './serve.mjs';

/** @import { BrowserContext, Page } from 'puppeteer-core' */

const USAGE = `usage: node hosting.mjs --engine NAME --index FOLDER --queries FILE --cold N --out FILE [--widget FOLDER]
engines: xunzhang (which takes --widget), pagefind`;

/** What Pagefind puts beside its index: code, which does not count. */
const CODE = /(^|\/)(pagefind[^/]*\.(js|css)|wasm\.[^/]+\.pagefind)$/;

/** How long, in milliseconds, a page that is complete may still fetch what then counts as its own. */
const LATE = 100;

const { values } = parseArgs({
  options: {
    engine: { type: 'string' },
    index: { type: 'string' },
    queries: { type: 'string' },
    cold: { type: 'string' },
    out: { type: 'string' },
    widget: { type: 'string' },
  },
});
const { engine, index, out, widget } = values;
const cold = Number(values.cold);
if (!engine || !index || !values.queries || !out || !(cold > 0) || (engine === 'xunzhang' && !widget)) {
  console.error(USAGE);
  process.exit(2);
}

/** @type {string[]} */
const queries = JSON.parse(await readFile(values.queries, 'utf8'));
const meter = { bytes: 0, requests: 0 };
const server = await serve(
  { '/bench/': fileURLToPath(new URL('.', import.meta.url)), '/index/': index, '/widget/': widget ?? index },
  (path, bytes) => {
    if (!path.startsWith('/index/') || CODE.test(path)) return;
    meter.bytes += bytes;
    meter.requests += 1;
  },
);
const browser = await startChromium();
try {
  const firstPages = await visitOnce(queries.filter((_, number) => (number * cold) % queries.length < cold));
  const { further, empty, times } = await stay();
  const report = { chromium: await browser.version(), ...(await onDisk(index)), cold: firstPages, further, empty, times };
  await writeFile(out, `${JSON.stringify(report)}\n`);
} finally {
  await browser.close();
  server.close();
}

/**
 * Opens the engine in a context that has nothing in its cache.
 *
 * @returns {Promise<{ page: Page, context: BrowserContext }>}
 */
async function arrive() {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(`${server.address}/blank.html`);
  await page.evaluate(async (name) => {
    const module = '/bench/hosted.mjs';
    const { HOSTED } = await import(module);
    Object.assign(globalThis, { ask: await HOSTED[name]() });
  }, engine ?? '');
  return { page, context };
}

/**
 * What a first page costs a reader who has nothing yet.
 *
 * @param {string[]} texts
 * @returns {Promise<{ bytes: number, requests: number }>} averages
 */
async function visitOnce(texts) {
  const before = { ...meter };
  for (const text of texts) {
    const { page, context } = await arrive();
    await page.evaluate((query) => /** @type {any} */ (globalThis).ask(query), text);
    await pause(LATE);
    await context.close();
  }
  return average(before, texts.length);
}

/**
 * What a reader costs who stays and asks on, how many questions find nothing, and the times with all parts at hand.
 */
async function stay() {
  const { page, context } = await arrive();
  /** @param {string[]} texts @returns {Promise<number[]>} hits */
  const askAll = (texts) =>
    page.evaluate(async (asked) => {
      const hits = [];
      for (const text of asked) hits.push(await /** @type {any} */ (globalThis).ask(text));
      return hits;
    }, texts);
  const first = await askAll(queries.slice(0, 1));
  await pause(LATE);
  const before = { ...meter };
  const others = await askAll(queries.slice(1));
  await pause(LATE);
  const further = average(before, queries.length - 1);
  const times = await page.evaluate(async (texts) => {
    const shortest = texts.map(() => Infinity);
    for (let round = 0; round < 3; round++) {
      for (const [number, text] of texts.entries()) {
        const start = performance.now();
        await /** @type {any} */ (globalThis).ask(text);
        shortest[number] = Math.min(shortest[number], performance.now() - start);
      }
    }
    return shortest;
  }, queries);
  await context.close();
  return { further, empty: [...first, ...others].filter((hits) => hits === 0).length, times };
}

/**
 * @param {{ bytes: number, requests: number }} before what the meter said
 * @param {number} count
 */
function average(before, count) {
  return { bytes: (meter.bytes - before.bytes) / count, requests: (meter.requests - before.requests) / count };
}

/**
 * The files of an index, without code.
 *
 * @param {string} folder
 * @returns {Promise<{ files: number, bytes: number }>}
 */
async function onDisk(folder) {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile() && !CODE.test(entry.name));
  const sizes = await Promise.all(files.map((entry) => stat(join(entry.parentPath, entry.name)).then(({ size }) => size)));
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
