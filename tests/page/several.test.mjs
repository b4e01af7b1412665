/** Several elements on a page, of all forms: what they share, what each has for itself, and what is left when they go. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { BROWSERS, DIST, launch, until, visit } from './support/browsers.mjs';
import { pageOf } from './support/forms.mjs';
import { serve } from './support/server.mjs';

/** @import { AnyBrowser, AnyPage, Watched } from './support/browsers.mjs' */

const HREF = 'href="/article.html?id={id}"';

const FIVE = pageOf(`<button id="go">搜索</button><button id="find">Find</button>
  <xun-zhang id="box" ${HREF} label="站内"></xun-zhang>
  <div lang="en"><xun-zhang id="english" ${HREF} limit="2" parameter="e"></xun-zhang></div>
  <xun-zhang id="palette" for="go" lang="zh-Hant" ${HREF} facets></xun-zhang>
  <xun-zhang id="other" for="find" lang="en" hotkeys="alt+s" ${HREF}></xun-zhang>
  <xun-zhang id="page" layout="page" ${HREF}></xun-zhang>`);

const FORMS = { box: '', palette: 'for="go"', page: 'layout="page"', narrowed: 'facets recent suggestions="夏元" parameter="n"' };

/** @type {Record<string, string>} */
const PAGES = { '/five.html': FIVE, '/empty.html': pageOf('<button id="go">搜索</button><xun-zhang id="kept"></xun-zhang>'), '/article.html': pageOf('<h1>文章</h1>') };

/** Has an element answer a query. @param {AnyPage} page @param {string} id @param {string} query */
const ask = (page, id, query) => page.evaluate((which, asked) => new Promise((done) => {
  const element = /** @type {any} */ (document.getElementById(which));
  element.addEventListener('xun-zhang:results', (/** @type {CustomEvent} */ event) => { if (event.detail.query === asked) done(event.detail.page.total); });
  element.query = asked;
}), id, query);

/** What an element says. @param {AnyPage} page @param {string} id */
const told = (page, id) => page.evaluate((which) => {
  const root = document.getElementById(which)?.shadowRoot;
  return { told: root?.querySelector('.told p')?.textContent, label: root?.querySelector('input')?.getAttribute('aria-label'), hits: root?.querySelectorAll('.hit').length };
}, id);

/** The id of what has the focus. @param {AnyPage} page */
const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.localName);

for (const name of BROWSERS) {
  describe(`five elements on a page in ${name}`, () => {
    /** @type {AnyBrowser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let server;
    /** @type {Watched} */
    let watched;
    /** @type {AnyPage} */
    let page;

    before(async () => {
      browser = await launch(name);
      server = await serve(DIST, { pages: PAGES });
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });
    beforeEach(async () => {
      watched = await visit(browser, `${server.url}five.html`);
      ({ page } = watched);
      await until(() => page.evaluate(() => document.querySelectorAll('xun-zhang:defined').length === 5), 'the elements');
    });
    afterEach(async () => {
      assert.deepEqual(watched.messages, []);
      assert.deepEqual((await watched.breaches()).violations, []);
      await page.close();
    });

    it('share one worker and one wasm, and each answers its own question in its own words', async () => {
      const ids = ['box', 'english', 'palette', 'other', 'page'];
      const totals = await Promise.all(ids.map((id, at) => ask(page, id, ['夏元', '重庆', '产业', '智能', '航天员'][at])));
      assert.ok(totals.every((total) => Number(total) > 0), String(totals));
      const words = await Promise.all(ids.map((id) => told(page, id)));
      assert.equal(words[0].told, '找到 2 篇');
      assert.match(String(words[1].told), /^\d+ articles$/);
      assert.match(String(words[2].told), /^找到 \d+ 篇$/);
      assert.match(String(words[3].told), /articles?$/);
      assert.deepEqual(words.map(({ label }) => label), ['站内', 'Search', '搜尋', 'Search', '搜索']);
      assert.equal(words[1].hits, 2, 'its own limit');
      const files = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name.split('/').at(-1) ?? '').filter((file) => /^worker|wasm$/.test(file)));
      assert.deepEqual(files, ['worker.js']);
    });

    it('keep what is asked under names of their own in the address', async () => {
      await ask(page, 'english', '重庆');
      await ask(page, 'page', '夏元');
      await until(() => page.evaluate(() => new URLSearchParams(location.search).get('q') === '夏元' && new URLSearchParams(location.search).get('e') === '重庆'), 'both in the address');
      await page.reload();
      await until(() => page.evaluate(() => {
        const query = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id)).page?.query;
        return query('page') === '夏元' && query('english') === '重庆';
      }), 'both again');
    });

    it('have keys of their own: the first that can be seen has the slash, and each button its own palette', async () => {
      await page.keyboard.press('/');
      assert.equal(await focused(page), 'box');
      await page.evaluate(() => document.getElementById('box')?.remove());
      await page.keyboard.press('/');
      assert.equal(await focused(page), 'english', 'the next one has them now');
      await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
      await page.keyboard.down('Alt');
      await page.keyboard.press('s');
      await page.keyboard.up('Alt');
      const open = (/** @type {string} */ id) => page.evaluate((which) => document.getElementById(which)?.shadowRoot?.querySelector('dialog')?.open ?? false, id);
      await until(() => open('other'), 'its palette');
      assert.equal(await open('palette'), false);
      await page.keyboard.press('Escape');
      await until(async () => !await open('other'), 'its end');
      await page.click('#go');
      await until(() => open('palette'), 'the other palette');
      assert.equal(await open('other'), false);
    });

    it('go one by one, and the others stay as they are', async () => {
      await ask(page, 'box', '夏元');
      await ask(page, 'page', '重庆');
      await page.evaluate(() => { for (const id of ['box', 'palette', 'other']) document.getElementById(id)?.remove(); });
      assert.ok(Number(await ask(page, 'page', '产业')) > 0);
      assert.ok(Number(await ask(page, 'english', '夏元')) === 2);
      await page.click('#go');
      assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('xun-zhang')].map((element) => element.shadowRoot?.querySelector('dialog') ?? null)), [null, null], 'the button of a palette that is gone does nothing');
    });
  });
}

describe('a form of the element in Chromium that comes and goes a thousand times', () => {
  /** @type {import('puppeteer-core').Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;

  before(async () => {
    browser = await launch('chromium');
    server = await serve(DIST, { pages: PAGES });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  for (const [form, attributes] of Object.entries(FORMS)) {
    it(`leaves no listener, no node, no worker and no sheet: ${form}`, async () => {
      const { page, messages, breaches } = await visit(browser, `${server.url}empty.html`);
      await page.evaluate(() => document.getElementById('kept')?.remove());
      const session = await page.createCDPSession();
      const rounds = (/** @type {number} */ count) => page.evaluate(async (times, given) => {
        for (let round = 0; round < times; round += 1) {
          const element = /** @type {any} */ (document.createElement('xun-zhang'));
          for (const [, attribute, value] of given.matchAll(/(\w+)(?:="([^"]*)")?/g)) element.setAttribute(attribute, value ?? '');
          document.body.append(element);
          if (round % 20 === 0) {
            // Some go with an answer, and with all that is loaded for it; others before anything has come.
            if (element.htmlFor !== null) await element.open();
            const results = new Promise((done) => element.addEventListener('xun-zhang:results', done));
            element.query = '夏元';
            await results;
          } else if (round % 3 === 0) {
            element.query = '夏元';
            if (element.htmlFor !== null) element.open();
            await null;
          }
          element.remove();
        }
        history.replaceState(null, '', location.pathname);
      }, count, attributes);
      const count = async () => {
        await until(async () => page.workers().length === 0, 'the worker to go');
        await session.send('HeapProfiler.collectGarbage');
        const { JSEventListeners = 0, Nodes = 0 } = await page.metrics();
        return { listeners: JSEventListeners, nodes: Nodes, sheets: await page.evaluate(() => document.adoptedStyleSheets.length) };
      };
      await rounds(60);
      const before = await count();
      await rounds(1000);
      await until(async () => {
        const now = await count();
        return now.listeners <= before.listeners && now.nodes <= before.nodes * 1.5 + 200 && now.sheets === before.sheets;
      }, `what was there before: ${JSON.stringify(before)}`, 20_000).catch(async (error) => { throw new Error(`${error.message}, but there are ${JSON.stringify(await count())}`); });
      assert.deepEqual(messages, []);
      assert.deepEqual((await breaches()).violations, []);
      await page.close();
    });
  }
});
