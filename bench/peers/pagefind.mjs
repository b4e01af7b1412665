// Pagefind: the index by its own command, the search by its own script in Chromium, as a site's visitor has it.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close as stopPagefind, createIndex } from 'pagefind';

import { startChromium } from '../chromium.mjs';
import { serve } from '../serve.mjs';

/** @import { Doc, Hit } from '../sets.mjs' */

/** How many records are handed to Pagefind's process at a time. */
const BATCH = 500;

/** Hits that are opened: what a first page shows. Each costs Pagefind a request, so that more would not be its use. */
export const PAGE = 10;

/**
 * Writes the index into `folder`.
 *
 * @param {Doc[]} docs
 * @param {string} folder
 */
export async function writeIndex(docs, folder) {
  const { index, errors } = await createIndex({ forceLanguage: 'zh' });
  if (!index) throw new Error(`Pagefind made no index: ${errors.join('; ')}`);
  for (let start = 0; start < docs.length; start += BATCH) {
    const added = docs.slice(start, start + BATCH).map(({ id, title, text }) =>
      index.addCustomRecord({ url: `/${id}`, content: title ? `${title}\n${text}` : text, language: 'zh', meta: { id } }),
    );
    const failed = (await Promise.all(added)).flatMap((answer) => answer.errors);
    if (failed.length > 0) throw new Error(`Pagefind refused ${failed.length} records: ${failed[0]}`);
  }
  const written = await index.writeFiles({ outputPath: folder });
  if (written.errors.length > 0) throw new Error(`Pagefind wrote no index: ${written.errors.join('; ')}`);
  await stopPagefind();
}

/**
 * @param {Doc[]} docs
 * @returns {Promise<{ search(query: string): Promise<Hit[]>, time(queries: string[]): Promise<number[]>, close(): Promise<void> }>}
 */
export async function openPagefind(docs) {
  const folder = await mkdtemp(join(tmpdir(), 'xunzhang-bench-pagefind-'));
  await writeIndex(docs, join(folder, 'pagefind'));
  const server = await serve({ '/': folder });
  const browser = await startChromium();
  const page = await browser.newPage();
  await page.goto(`${server.address}/blank.html`);
  await page.evaluate(async (most) => {
    const script = '/pagefind/pagefind.js';
    const pagefind = await import(script);
    await pagefind.init();
    Object.assign(globalThis, {
      /** @param {string} query */
      async find(query) {
        const { results } = await pagefind.search(query);
        const shown = results.slice(0, most);
        const opened = await Promise.all(shown.map((/** @type {any} */ result) => result.data()));
        return opened.map((data, place) => ({ id: data.meta.id, score: shown[place].score }));
      },
    });
  }, PAGE);
  return {
    search: (query) => page.evaluate((text) => /** @type {any} */ (globalThis).find(text), query),
    time: (queries) =>
      page.evaluate(async (texts) => {
        const times = [];
        for (const text of texts) {
          const start = performance.now();
          await /** @type {any} */ (globalThis).find(text);
          times.push(performance.now() - start);
        }
        return times;
      }, queries),
    async close() {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
