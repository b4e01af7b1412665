// Times one engine in Chromium, every question of a set: its part of `cargo xtask bench browser`.
//
//   node browser.mjs --engine NAME --set FOLDER --out FILE [--wasm FOLDER --shelf FILE]
//
// Every question is asked once to warm up and three times with the clock running, for a page of ten hits. FILE receives
// the shortest times in milliseconds, how long opening took, and how much memory the engine holds then and after all questions.

import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { startChromium } from './chromium.mjs';
import { serve } from './serve.mjs';
import { readCorpus, readQueries } from './sets.mjs';

const USAGE = `usage: node browser.mjs --engine NAME --set FOLDER --out FILE [--wasm FOLDER --shelf FILE]
engines: xunzhang (which takes --wasm and --shelf), minisearch-words, flexsearch`;

/** Where the page finds what the peers' modules name. */
const IMPORTS = {
  minisearch: '/bench/node_modules/minisearch/dist/es/index.js',
  flexsearch: '/bench/node_modules/flexsearch/dist/flexsearch.bundle.module.min.mjs',
};

const { values } = parseArgs({
  options: {
    engine: { type: 'string' },
    set: { type: 'string' },
    out: { type: 'string' },
    wasm: { type: 'string' },
    shelf: { type: 'string' },
  },
});
if (!values.engine || !values.set || !values.out || (values.engine === 'xunzhang' && !(values.wasm && values.shelf))) {
  console.error(USAGE);
  process.exit(2);
}

const queries = (await readQueries(values.set)).map((query) => query.text);
const data = await mkdtemp(join(tmpdir(), 'xunzhang-bench-browser-'));
if (values.shelf) await copyFile(values.shelf, join(data, 'shelf'));
else await writeFile(join(data, 'docs.json'), JSON.stringify(await readCorpus(values.set)));
const map = `<script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>`;
await writeFile(join(data, 'page.html'), `<!doctype html><html lang="zh"><title>bench</title>${map}`);

const server = await serve({
  '/bench/': fileURLToPath(new URL('.', import.meta.url)),
  '/wasm/': values.wasm ?? data,
  '/data/': data,
});
const browser = await startChromium();
try {
  const page = await browser.newPage();
  await page.goto(`${server.address}/data/page.html`);
  const measured = await page.evaluate(
    async (name, texts) => {
      const module = '/bench/engines.mjs';
      const { ENGINES } = await import(module);
      const begun = performance.now();
      const { search, bytes } = await ENGINES[name]();
      const openMs = performance.now() - begun;
      const openBytes = bytes();
      for (const text of texts) search(text);
      const times = texts.map(() => Infinity);
      for (let round = 0; round < 3; round++) {
        texts.forEach((text, number) => {
          const start = performance.now();
          search(text);
          times[number] = Math.min(times[number], performance.now() - start);
        });
      }
      return { openMs, openBytes, usedBytes: bytes(), times };
    },
    values.engine,
    queries,
  );
  const report = { engine: values.engine, chromium: await browser.version(), ...measured };
  await writeFile(values.out, `${JSON.stringify(report)}\n`);
} finally {
  await browser.close();
  server.close();
  await rm(data, { recursive: true, force: true });
}
