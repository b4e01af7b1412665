/** The examples for React and Vue, built as a site would build them: a box of their own over the client, and the element. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PUPPETS, launch, until, visit } from './support/browsers.mjs';
import { ask, inside } from './support/element.mjs';
import { pressComposing } from './support/reader.mjs';
import { serve } from './support/server.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */
/** @import { Watched } from './support/browsers.mjs' */

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What the development builds of React and Vue say of themselves and to the profiler. */
const GREETING = /Download the React DevTools|running a development build of Vue|^timeStamp: /;

/**
 * What stands in the box that an example has drawn.
 * @param {Page} page
 */
const box = (page) => page.evaluate(() => {
  const input = document.querySelector('input');
  const options = [...document.querySelectorAll('[role=option]')];
  const active = input?.getAttribute('aria-activedescendant');
  const button = [...document.querySelectorAll('.search-panel > button')].at(0);
  return {
    query: input?.value,
    open: document.querySelector('.search-panel')?.checkVisibility() ?? false,
    expanded: input?.getAttribute('aria-expanded') === 'true',
    busy: document.querySelector('[role=listbox]')?.getAttribute('aria-busy') === 'true',
    told: document.querySelector('.search-panel p')?.firstChild?.textContent ?? '',
    spoken: document.querySelector('[role=status]')?.textContent ?? '',
    titles: options.map((option) => option.querySelector('.search-title')?.textContent ?? ''),
    meta: options.map((option) => option.querySelector('.search-meta')?.textContent ?? ''),
    links: options.map((option) => option.getAttribute('href')),
    marks: [...document.querySelectorAll('[role=option] mark')].map((mark) => mark.textContent),
    // The one that the input names has to be the one that is selected.
    active: active ? options.findIndex((option) => option.id === active && option.getAttribute('aria-selected') === 'true') : -1,
    selected: options.filter((option) => option.getAttribute('aria-selected') === 'true').length,
    more: button !== undefined,
    focused: input === document.activeElement,
  };
});

/**
 * Types into the box and waits for the answer.
 * @param {Page} page
 * @param {string} text
 */
async function type(page, text) {
  await page.focus('input');
  await page.keyboard.type(text);
  return until(async () => {
    const now = await box(page);
    return now.query?.endsWith(text) && !now.busy && now.titles.length > 0 && now;
  }, `the results of ${text}`);
}

/**
 * Counts the libraries that are open and the workers that run, from now on.
 * @param {Page} page
 */
const watchLibraries = (page) => page.evaluate(async () => {
  const open = { libraries: new Set(), workers: 0 };
  Object.assign(globalThis, { open });
  const { Library } = await import(new URL('/xunzhang/xunzhang.js', location.href).href);
  const { search, close } = Library.prototype;
  Library.prototype.search = function (/** @type {any[]} */ ...words) {
    open.libraries.add(this);
    return search.apply(this, words);
  };
  Library.prototype.close = function () {
    open.libraries.delete(this);
    close.call(this);
  };
  const Original = Worker;
  globalThis.Worker = class extends Original {
    /** @param {ConstructorParameters<typeof Worker>} words */
    constructor(...words) {
      super(...words);
      open.workers += 1;
    }

    terminate() {
      open.workers -= 1;
      super.terminate();
    }
  };
});

/** @param {Page} page */
const opened = (page) => page.evaluate(() => {
  const { libraries, workers } = /** @type {any} */ (globalThis).open;
  return [libraries.size, workers];
});

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xunzhang-examples-'));
  const script = fileURLToPath(new URL('../../examples/build.mjs', import.meta.url));
  // So that React's strict mode does everything twice, and both warn of mistakes.
  await promisify(execFile)('node', [script, folder], { env: { ...process.env, NODE_ENV: 'development' } });
  server = await serve(folder);
});
after(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

for (const name of PUPPETS) {
  for (const framework of ['react', 'vue']) {
    describe(`the example for ${framework} in ${name}`, () => {
      /** @type {Browser} */
      let browser;
      /** @type {Watched<Page>} */
      let watched;
      /** @type {Page} */
      let page;

      /** @param {string} file */
      const open = async (file) => {
        watched = await visit(browser, `${server.url}${framework}/${file}`);
        page = watched.page;
      };

      before(async () => { browser = await launch(name); });
      after(() => browser?.close());
      beforeEach(async () => {
        await open('index.html');
        await until(() => page.evaluate(() => document.querySelector('input') !== null), 'the box');
      });
      afterEach(async () => {
        assert.deepEqual(watched.messages.filter((message) => !GREETING.test(message)), []);
        assert.deepEqual((await watched.breaches()).violations, []);
        await page.close();
      });

      it('shows results with marks, dates and addresses, and says how many', async () => {
        const { expanded, links, marks, meta, titles, told } = await type(page, '智能网联汽车');
        assert.ok(expanded);
        assert.equal(told, `${titles.length} 条结果`);
        assert.ok(marks.includes('智能网联汽车'));
        assert.match(meta[0], /\d{4}年\d{1,2}月\d{1,2}日$/);
        assert.match(links[0] ?? '', /^\/xunzhang\/index\.html\?q=%E6%99%BA.*#article\//);
        await until(async () => (await box(page)).spoken === told, 'the number to be read out');
      });

      it('is walked by the arrows, and Enter opens the active result', async () => {
        const { titles, links } = await type(page, '智能网联汽车');
        const seen = [];
        for (const key of /** @type {const} */ (['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowUp'])) {
          await page.keyboard.press(key);
          const { active, focused, selected } = await box(page);
          assert.ok(focused);
          assert.equal(selected, active < 0 ? 0 : 1);
          seen.push(active);
        }
        assert.deepEqual(seen, [0, 1, 0, -1, titles.length - 1]);
        await page.keyboard.press('Enter');
        await until(async () => decodeURI(page.url()).endsWith(decodeURI(links.at(-1) ?? '')), 'the article');
        await until(() => page.evaluate(() => document.querySelector('#reading h1') !== null), 'the page of the article');
      });

      it('opens the first result of an answer that comes after Enter', async () => {
        await page.evaluate(async () => {
          const { Library } = await import(new URL('/xunzhang/xunzhang.js', location.href).href);
          const { search } = Library.prototype;
          Library.prototype.search = async function (/** @type {any[]} */ ...words) {
            await new Promise((done) => { Object.assign(globalThis, { release: done }); });
            return search.apply(this, words);
          };
        });
        await page.focus('input');
        await page.keyboard.type('夏');
        await until(() => page.evaluate(() => 'release' in globalThis), 'the question');
        await page.keyboard.press('Enter');
        assert.match(page.url(), new RegExp(`/${framework}/`));
        await page.evaluate(() => /** @type {any} */ (globalThis).release());
        await until(async () => page.url().includes('/xunzhang/index.html?q='), 'the article');
        await until(() => page.evaluate(() => document.querySelector('#reading h1') !== null), 'the page of the article');
      });

      it('is emptied by Escape, and closes when the focus leaves it', async () => {
        await type(page, '夏元');
        await page.keyboard.press('Escape');
        await until(async () => (await box(page)).query === '' && !(await box(page)).open, 'the empty box');
        assert.ok((await box(page)).focused);
        assert.equal((await type(page, '产业')).active, -1);
        await page.focus('main button');
        await until(async () => !(await box(page)).open, 'the panel to close when the focus leaves');
      });

      it('keeps the newest answer, whichever comes last', async () => {
        await page.evaluate(async () => {
          const { Library } = await import(new URL('/xunzhang/xunzhang.js', location.href).href);
          const { search } = Library.prototype;
          const counts = { asked: 0, late: 0, aborted: 0 };
          Object.assign(globalThis, { counts });
          Library.prototype.search = async function (/** @type {string} */ query, /** @type {any} */ { signal, ...options }) {
            counts.asked += 1;
            signal.addEventListener('abort', () => { counts.aborted += 1; });
            // The answer to the first question comes long after that to the second, and heeds no signal.
            const page = await search.call(this, query, options);
            if (query === '夏') {
              while (!document.querySelector('[role=option]')) await new Promise((done) => setTimeout(done, 10));
              counts.late += 1;
            }
            return page;
          };
        });
        await page.focus('input');
        const counts = () => page.evaluate(() => /** @type {{ counts: Record<'asked' | 'late' | 'aborted', number> }} */ (/** @type {unknown} */ (globalThis)).counts);
        await page.keyboard.type('夏');
        await until(async () => (await counts()).asked === 1, 'the first question');
        await page.keyboard.type('元');
        await until(async () => (await counts()).late === 1, 'the late answer');
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        const { marks, titles } = await box(page);
        assert.equal(titles.length, 2);
        assert.ok(marks.length > 0 && marks.every((mark) => mark === '夏元'), marks.join());
        assert.equal((await counts()).aborted, 1);
      });

      it('shows more results below those that are there', async () => {
        const first = await type(page, '的');
        assert.ok(first.more);
        await page.keyboard.press('ArrowDown');
        await page.click('.search-panel > button');
        const then = await until(async () => {
          const now = await box(page);
          return now.titles.length > first.titles.length && now;
        }, 'more results');
        assert.deepEqual(then.titles.slice(0, first.titles.length), first.titles);
        assert.ok(then.focused && then.open);
        await page.keyboard.press('ArrowDown');
        assert.equal((await box(page)).active, first.titles.length, 'the first of the new ones');
      });

      it('says when the search fails, and asks again', async () => {
        await page.evaluate(async () => {
          const { Library } = await import(new URL('/xunzhang/xunzhang.js', location.href).href);
          const { search } = Library.prototype;
          Library.prototype.search = async function () {
            Library.prototype.search = search;
            throw new Error('The stand-in fails.');
          };
        });
        await page.focus('input');
        await page.keyboard.type('夏');
        await until(async () => (await box(page)).told === '搜索出了问题。', 'the failure');
        await page.click('.search-panel p button');
        await until(async () => (await box(page)).titles.length > 0, 'the second try');
      });

      it('closes its library when it goes, and leaves no worker', async () => {
        await watchLibraries(page);
        await type(page, '夏元');
        assert.deepEqual(await opened(page), [1, 1]);
        await page.click('main button');
        await until(async () => String(await opened(page)) === '0,0', 'the library to be closed');
        await page.click('main button');
        await type(page, '产业');
        assert.deepEqual(await opened(page), [1, 1]);
      });

      it('is clean under axe', async () => {
        await page.evaluate(AXE);
        await type(page, '的');
        await page.keyboard.press('ArrowDown');
        const violations = await page.evaluate(async () => {
          const found = await /** @type {any} */ (globalThis).axe.run(document.querySelector('.search'));
          return found.violations.map((/** @type {any} */ { id, nodes }) => `${id} ${nodes[0].html}`);
        });
        assert.deepEqual(violations, []);
      });

      if (name === 'chromium') {
        it('leaves to an input method the keys that are its own, and searches what is being composed', async () => {
          const session = await page.createCDPSession();
          await page.focus('input');
          await session.send('Input.imeSetComposition', { text: '夏', selectionStart: 1, selectionEnd: 1 });
          await until(async () => (await box(page)).titles.length > 0, 'the results of what is composed');
          for (const key of ['ArrowDown', 'Escape', 'Enter']) await pressComposing(session, key);
          const { active, open: shown, query } = await box(page);
          assert.deepEqual([active, shown, query], [-1, true, '夏']);
          await session.send('Input.insertText', { text: '夏元' });
          await until(async () => (await box(page)).titles.length === 2, 'the results of what was committed');
          assert.match(page.url(), new RegExp(`/${framework}/`));
        });
      }

      it('uses the element, whose events reach its handlers', async () => {
        await page.close();
        await open('element.html');
        await until(() => page.evaluate(() => document.querySelector('#zh')?.shadowRoot != null), 'the element');
        const { titles, label } = await ask(page, '智能网联汽车');
        assert.equal(label, '查文章', 'the property words');
        assert.ok(titles.length <= 3, 'the attribute limit');
        const text = (/** @type {string} */ id) => page.$eval(id, ({ textContent }) => textContent);
        await until(async () => Number(await text('#total')) > 0, 'the handler of results');
        await page.keyboard.press('Enter');
        await until(async () => await text('#chosen') === titles[0], 'the handler of select');
        assert.match(page.url(), /element\.html$/, 'it was cancelled');
        assert.ok((await inside(page)).focused);
      });
    });
  }
}
