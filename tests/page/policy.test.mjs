/** The least that a Content Security Policy must allow: under it, every state and every form of the element works without one report. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { BROWSERS, DIST, launch, until, visit } from './support/browsers.mjs';
import { answer, hit } from './support/element.mjs';
import { answered, pageOf, within } from './support/forms.mjs';
import { POLICY } from './support/server.mjs';
import { marked, site } from './support/site.mjs';
import { STATES, show } from './support/states.mjs';

/** @import { AnyBrowser, AnyPage } from './support/browsers.mjs' */

/** What docs/element.md says is enough, on one line. */
const LEAST = (await readFile(new URL('../../docs/element.md', import.meta.url), 'utf8'))
  .match(/^## Content Security Policy$[^]*?```\n(default-src [^]*?)```/m)?.[1].replaceAll('\n', ' ').trim() ?? '';

/** The states' page loads a sheet of its own, and every page says that it has no icon. */
const HOST = `${LEAST.replace("img-src 'self'", "img-src 'self' data:")}; style-src 'self'; report-to reports; report-uri /reports`;

const PAGES = {
  '/palette.html': pageOf('<button id="go">搜索</button><xun-zhang for="go" src="/search/" recent suggestions="安装，配置" facets parameter="q"></xun-zhang>'),
  '/page.html': pageOf('<xun-zhang layout="page" src="/search/" thumbnails sorts="relevance newest"></xun-zhang>'),
  '/within.html': pageOf('<h1>使用手册</h1><xun-zhang src="/search/" within></xun-zhang><p>先下载安装包，再运行安装程序。</p>'),
  '/box.html': pageOf('<xun-zhang src="/search/"></xun-zhang>'),
  '/template.html': pageOf('<xun-zhang src="/search/"><template slot="hit"><b data-field="title"></b><img data-field="image" width="20" height="20"><p data-field="snippet"></p></template><p slot="header">上</p><p slot="footer">下</p><p slot="empty">空</p></xun-zhang>'),
  '/in-page.html': pageOf('<xun-zhang src="/search/" worker="off"></xun-zhang>'),
  '/classic.html': pageOf('<xun-zhang src="/search/"></xun-zhang>').replace('<script type="module" src="/xun-zhang.js">', '<script src="/xun-zhang-classic.js" defer>'),
  '/picture': '<svg xmlns="http://www.w3.org/2000/svg"/>',
};

/** Types a query and waits for its answer. @param {AnyPage} page @param {string} query */
async function ask(page, query) {
  await page.focus('xun-zhang');
  await page.keyboard.type(query);
  await answered(page, query);
}

/** What a reader does with each form. @type {Record<string, [path: string, walk: (page: AnyPage) => Promise<unknown>]>} */
const WALKS = {
  'the palette, with suggestions, filters, an answer and its end': ['palette.html', async (page) => {
    await page.click('#go');
    await until(() => within(page, '.try', (tries) => tries.length >= 2), 'the suggestions');
    await ask(page, '安装');
    await within(page, '.narrow', ([fold]) => { /** @type {HTMLDetailsElement} */ (fold).open = true; });
    await page.evaluate(() => { /** @type {any} */ (document.querySelector('xun-zhang')).query = '“安装龘” -程序'; });
    await until(() => within(page, '.told p', ([told]) => told.textContent?.startsWith('没有找到')), 'nothing, and advice');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await until(() => within(page, 'dialog', ([dialog]) => !(/** @type {HTMLDialogElement} */ (dialog).open)), 'its end');
  }],
  'a page of results, with pictures, filters, days, chips and more': ['page.html', async (page) => {
    await answer(page, {
      hits: Array.from({ length: 20 }, (_, at) => hit({ title: `第${at}篇`, image: '/picture' })),
      facets: { source: [{ value: '甲', count: 2 }], date: [{ value: '2023-12', count: 3 }, { value: '2023-10', count: 1 }] },
    });
    await page.focus('xun-zhang');
    await page.keyboard.type('书');
    await answered(page, '书');
    await within(page, '.tick input', ([tick]) => tick.click());
    await page.evaluate(() => { /** @type {any} */ (document.querySelector('xun-zhang')).filters = { source: ['甲'], date: { from: '2023-10-01' } }; });
    await until(() => within(page, '.chips li', (chips) => chips.length === 2), 'the chips');
    await until(() => within(page, '.thumbnail', ([picture]) => /** @type {HTMLImageElement} */ (picture).complete), 'a picture');
  }],
  'the search within an article, to the mark': ['within.html', async (page) => {
    const id = await page.evaluate(async () => {
      const { open } = await import(new URL('/xunzhang.js', location.href).href);
      const library = await open('/search/');
      const { hits } = await library.search('使用手册');
      library.close();
      return hits[0].id;
    });
    await page.evaluate((given) => document.querySelector('xun-zhang')?.setAttribute('within', given), id);
    await ask(page, '运行安装程序');
    await page.keyboard.press('Enter');
    await until(async () => (await page.evaluate(marked)).chip, 'the marks and their button');
    await page.keyboard.press('Escape');
  }],
  'a template, and all slots': ['template.html', async (page) => {
    await page.focus('xun-zhang');
    await ask(page, '安装');
  }],
  'the search in the page itself': ['in-page.html', (page) => ask(page, '安装')],
  'the classic script': ['classic.html', (page) => ask(page, '安装')],
  'a link that leads to a passage': ['guide.html?mark=先下载~安装~包#install', async (page) => {
    await until(async () => (await page.evaluate(marked)).chip, 'the marks and their button');
    await page.keyboard.press('Escape');
  }],
};

for (const name of BROWSERS) {
  describe(`the least policy in ${name}`, () => {
    /** @type {AnyBrowser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof site>>} */
    let server;

    before(async () => {
      browser = await launch(name);
      server = await site(PAGES);
      server.manner.types = { '': 'image/svg+xml' };
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    /**
     * Opens a page under a policy; what is reported is told by events, by the console and by the reports themselves.
     * @param {string} path
     * @param {string} policy
     */
    async function open(path, policy) {
      server.manner.policy = policy;
      server.manner.headers = { 'reporting-endpoints': `reports="${server.url}reports"` };
      const watched = await visit(browser, `${server.url}${path}`);
      await watched.page.evaluate(() => {
        const reports = /** @type {string[]} */ ([]);
        Object.assign(globalThis, { reports });
        if ('ReportingObserver' in globalThis) {
          new (/** @type {any} */ (globalThis).ReportingObserver)((/** @type {any[]} */ list) => reports.push(...list.map(({ type, body }) => `${type} ${JSON.stringify(body)}`)), { types: ['csp-violation'], buffered: true }).observe();
        }
      });
      await until(() => watched.page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot != null), 'the element');
      return watched;
    }

    /** Waits until nothing was reported. @param {Awaited<ReturnType<typeof open>>} watched @param {boolean} silent Whether the console has said nothing. */
    async function clean({ page, messages, breaches }, silent = true) {
      assert.deepEqual((await breaches()).violations, []);
      assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).reports), []);
      if (silent) assert.deepEqual(messages, []);
      await page.close();
    }

    it('is one that the documentation names, and one that is enforced', async () => {
      assert.match(LEAST, /default-src 'none'.*require-trusted-types-for 'script'; trusted-types xunzhang$/);
      const { page, breaches } = await open('palette.html', HOST);
      await page.evaluate(() => { document.body.setAttribute('style', 'color: red'); });
      await until(async () => (await breaches()).violations.some((violation) => violation.startsWith('style-src-attr')), 'a report of what is forbidden');
      await page.close();
    });

    for (const state of Object.keys(STATES)) {
      it(`bears the state: ${state}`, async () => {
        const watched = await open('embed.html', HOST);
        await show(watched.page, state, false);
        await clean(watched);
      });
    }

    for (const [what, [path, walk]] of Object.entries(WALKS)) {
      it(`bears ${what}`, async () => {
        // Without any style of its host, the element needs no `style-src` at all.
        const watched = await open(path, HOST.replace("style-src 'self'; ", ''));
        await walk(watched.page);
        await clean(watched);
      });
    }

    it('bears the policy of the tests, with one name for Trusted Types alone', async () => {
      const watched = await open('palette.html', `${POLICY}; trusted-types xunzhang`);
      await watched.page.click('#go');
      await until(() => within(watched.page, 'dialog', ([dialog]) => /** @type {HTMLDialogElement} */ (dialog)?.open), 'the palette');
      await ask(watched.page, '安装');
      await clean(watched);
    });

    for (const [directive, without] of [["script-src 'self' 'wasm-unsafe-eval'", "script-src 'self'"], ["connect-src 'self'", "connect-src 'none'"]]) {
      it(`is the least: the search fails with ${without}, and says so to the reader and the host`, async () => {
        assert.ok(LEAST.includes(directive));
        const { page } = await open('box.html', HOST.replace(directive, without));
        const code = page.evaluate(() => new Promise((done) => {
          document.addEventListener('xun-zhang:error', (event) => done(/** @type {CustomEvent} */ (event).detail.error.code));
        }));
        await page.focus('xun-zhang');
        await page.keyboard.type('安装');
        assert.match(String(await code), /^\w+\/\w+$/);
        await until(() => within(page, '.told button', ([retry]) => !retry.hidden), 'the button that asks again');
        await page.close();
      });
    }
  });
}
