// Types into an engine's own search box in Chromium and measures what a reader waits for: its part of
// `cargo xtask bench interaction`.
//
//   node interaction.mjs --engine NAME --index FOLDER --queries FILE --out FILE [--widget FOLDER] [--trace FILE]
//
// FILE of queries is a JSON array of `{ kind, text }`. All are typed into one page that is four times slowed down:
// once with nothing at hand, then several times with everything. `watch.mjs` notes the times in the page; how long
// the tasks of its main thread are is read from a trace, because the page itself is told only of those over 50 ms.

import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { startChromium } from './chromium.mjs';
import { serve } from './serve.mjs';
import { strokesOf } from './strokes.mjs';
import { readTrace } from './trace.mjs';

/** @import { CDPSession, Page } from 'puppeteer-core' */
/** @import { Stroke } from './strokes.mjs' */

const USAGE = `usage: node interaction.mjs --engine NAME --index FOLDER --queries FILE --out FILE [--widget FOLDER] [--trace FILE]
engines: xunzhang (which takes --widget), pagefind`;

/** How many times slower the page's main thread runs. The worker of Xunzhang is slowed as much by `slow-worker.mjs`. */
const RATE = 4;

/** How long after a key the next one comes, in milliseconds. */
const BEAT = 150;

/** How long a query stands before the box is emptied, in milliseconds: until all that it brings about is done, also what is read out. */
const SETTLED = 700;

/** How long the empty box stands before the next query, in milliseconds. */
const EMPTY = 300;

/** How often all queries are typed with everything at hand. */
const ROUNDS = 3;

/** How long a task may take that leaves every frame its time, in milliseconds. */
const FRAME = 16;

/** What of the browser's doings is traced: its tasks, and where the time goes within them. */
const TRACED = ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'blink.user_timing'];

const { values } = parseArgs({
  options: {
    engine: { type: 'string' },
    index: { type: 'string' },
    queries: { type: 'string' },
    out: { type: 'string' },
    widget: { type: 'string' },
    trace: { type: 'string' },
  },
});
const { engine, index, out, widget } = values;
if (!engine || !index || !values.queries || !out || (engine === 'xunzhang' && !widget)) {
  console.error(USAGE);
  process.exit(2);
}

/** @type {{ kind: string, text: string }[]} */
const queries = JSON.parse(await readFile(values.queries, 'utf8'));
/** @param {string} path */
const own = (path) => fileURLToPath(new URL(path, import.meta.url));
const server = await serve({
  '/bench/': own('.'),
  '/index/': index,
  ...(widget && { '/widget/': widget, '/code/': widget, '/widget/worker.js': own('slow-worker.mjs') }),
});
const browser = await startChromium();
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1200, height: 800 });
  const session = await page.createCDPSession();
  await page.goto(`${server.address}/bench/pages/${engine}.html`, { waitUntil: 'load' });
  await page.waitForSelector(engine === 'xunzhang' ? 'xun-zhang' : 'pagefind-searchbox input');
  await page.evaluate(() => {
    const box = /** @type {HTMLElement | null} */ (document.querySelector('xun-zhang, pagefind-searchbox input'));
    box?.focus();
  });
  await pause(SETTLED);
  const before = await effort(page);
  // Not before: a page that comes from another site than the one before forgets it.
  await page.emulateCPUThrottling(RATE);
  const slowdown = (await effort(page)) / before;
  const cold = await traced(page, session);
  if (engine === 'xunzhang') await bringAll(page);
  const warm = [];
  for (let round = 0; round < ROUNDS; round += 1) warm.push(await traced(page, session));
  const report = { chromium: await browser.version(), slowdown, cold, warm };
  await writeFile(out, `${JSON.stringify(report)}\n`);
} finally {
  await browser.close();
  server.close();
}

/**
 * How long a fixed piece of computing takes on the page's main thread, in milliseconds.
 *
 * @param {Page} page
 */
function effort(page) {
  return page.evaluate(() => {
    const once = () => {
      const start = performance.now();
      let sum = 0;
      for (let number = 0; number < 5e7; number += 1) sum += number;
      return sum && performance.now() - start;
    };
    // The first times are spent in the interpreter.
    return Math.min(once(), once(), once(), once());
  });
}

/**
 * Brings all that the queries need: keys that were overtaken have given up what they wanted. Libraries of one address share what
 * is at hand, so that this one has it for the element.
 *
 * @param {Page} page
 */
async function bringAll(page) {
  const typed = queries.flatMap(({ text }) => {
    const texts = strokesOf(text).map((stroke) => stroke.text);
    return texts.map((_, number) => texts.slice(0, number + 1).join(''));
  });
  await page.evaluate(async (texts) => {
    const { open } = await import(String('/widget/xunzhang.js'));
    const library = await open('/index/');
    for (const text of texts) await library.search(text);
    library.close();
  }, typed);
}

/**
 * Types all queries while the browser's doings are traced, and gives what the page and the trace have noted.
 *
 * @param {Page} page
 * @param {CDPSession} session
 */
async function traced(page, session) {
  await page.tracing.start({ categories: TRACED, path: values.trace });
  const noted = await type(page, session);
  const { tasks, shown } = readTrace(/** @type {Uint8Array} */ (await page.tracing.stop()), 'results');
  const strokes = noted.strokes.map((/** @type {any} */ stroke, /** @type {number} */ number) => ({ ...stroke, shown: shown.get(String(number)) }));
  const sum = (/** @type {'ms' | 'cpuMs'} */ what) => tasks.reduce((total, task) => total + task[what], 0);
  return {
    ...noted, strokes, tasks: tasks.length, ms: sum('ms'), cpuMs: sum('cpuMs'), slowTasks: tasks.filter(({ ms }) => ms > FRAME),
  };
}

/**
 * Types all queries, each into an empty box, and gives what the page has noted.
 *
 * @param {Page} page
 * @param {CDPSession} session
 */
async function type(page, session) {
  await page.evaluate(async () => (await import(String('/bench/watch.mjs'))).forget());
  const kinds = [];
  for (const { kind, text } of queries) {
    const strokes = strokesOf(text);
    const start = performance.now();
    for (const [number, stroke] of strokes.entries()) {
      await pause(start + number * BEAT - performance.now());
      press(session, stroke);
      kinds.push(kind);
    }
    await pause(SETTLED);
    await clear(page);
  }
  return page.evaluate(async (named) => {
    const { strokes, shifts, longTasks, longFrames, interactions } = await import(String('/bench/watch.mjs'));
    const typed = strokes.map((/** @type {object} */ stroke, /** @type {number} */ number) => ({ kind: named[number], ...stroke }));
    return { strokes: typed, ...shifts, longTasks, longFrames, interactions: [...interactions.values()] };
  }, kinds);
}

/**
 * Presses a key, and does not wait for the page to have dealt with it: a reader does not either.
 *
 * An input method has the key itself and gives the page its code 229, then the characters.
 *
 * @param {CDPSession} session
 * @param {Stroke} stroke
 */
function press(session, { key, text }) {
  if (key) {
    session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text });
  } else {
    session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', windowsVirtualKeyCode: 229 });
    session.send('Input.insertText', { text });
  }
  session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: key ?? 'Process' });
}

/**
 * Empties the box.
 *
 * @param {Page} page
 */
async function clear(page) {
  await page.keyboard.down('Control');
  await page.keyboard.press('KeyA');
  await page.keyboard.up('Control');
  await page.keyboard.press('Backspace');
  await pause(EMPTY);
}
