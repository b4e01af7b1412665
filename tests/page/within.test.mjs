/** The search within the article of a page: its passages, in their order, and the way to each. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { BROWSERS, launch, until, visit } from './support/browsers.mjs';
import { addressOf, answered, texts, typeInVain, within } from './support/forms.mjs';
import { GUIDE, marked, site, sitePage } from './support/site.mjs';

/** @import { AnyBrowser, AnyPage, Watched } from './support/browsers.mjs' */

/** The guide with a box for its own passages. @param {string} attributes @param {string} [title] */
const guide = (attributes, title = '使用手册') => sitePage(title, GUIDE, `<button id="go">搜本文</button><xun-zhang src="/search/" ${attributes}></xun-zhang>`);

/** The same article under the addresses that hosts give it, and what else there may be. */
const PAGES = {
  '/guide.html': guide('within'),
  '/guide': guide('within'),
  '/guide/': guide('within'),
  '/guide/index.html': guide('within'),
  '/palette.html': guide('for="go"'),
  '/elsewhere.html': guide('', '别的题目'),
  '/stranger.html': sitePage('使用手册', '<h1>使用手册</h1><p>同名的另一篇。</p>', '<xun-zhang src="/search/" within></xun-zhang>'),
  '/unknown.html': guide('within="nobody"'),
};

for (const name of BROWSERS) {
  describe(`the search within an article in ${name}`, () => {
    /** @type {AnyBrowser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof site>>} */
    let server;
    /** @type {Watched[]} */
    const opened = [];

    before(async () => {
      browser = await launch(name);
      server = await site(PAGES);
      // Kept by no cache, so that a failure is one for every page.
      Object.assign(server.manner, { types: { '': 'text/html; charset=utf-8' }, headers: { 'cache-control': 'no-store' } });
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });
    afterEach(async () => {
      for (const watched of opened.splice(0)) {
        assert.deepEqual(watched.messages.filter((message) => !message.includes('Failed to load resource')), []);
        assert.deepEqual((await watched.breaches()).violations, []);
        await watched.page.close();
      }
    });

    /** @param {string} path */
    async function open(path) {
      const watched = await visit(browser, `${server.url}${path}`);
      opened.push(watched);
      await until(() => watched.page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot != null), 'the element');
      return watched.page;
    }

    /** Gives the element the id of the guide, which the index has made. @param {AnyPage} page */
    const give = (page) => page.evaluate(async () => {
      const { open: library } = await import(new URL('/xunzhang.js', location.href).href);
      const lent = await library('/search/');
      const { hits } = await lent.search('使用手册');
      lent.close();
      /** @type {any} */ (document.querySelector('xun-zhang')).within = hits.find((/** @type {any} */ { url }) => url === '/guide.html').id;
    });

    /** Types a query and gives how many places answer. @param {AnyPage} page @param {string} query */
    async function ask(page, query) {
      await page.focus('xun-zhang');
      await page.keyboard.type(query);
      return answered(page, query);
    }

    /** Waits until marks stand in an element of the page and are in view. @param {AnyPage} page @param {string} id */
    const landedAt = (page, id) => until(async () => {
      const now = await page.evaluate(marked);
      return now.at === id && now.inView && now.chip && now;
    }, `marks in view at ${id}`);

    /** Whether the page is still the one that was opened. @param {AnyPage} page */
    const stayed = (page) => page.evaluate(() => /** @type {any} */ (globalThis).stayed === true);

    it('shows the passages in the order of the article, below the headlines that they stand under, and says how many', async () => {
      const page = await open('guide.html');
      assert.equal(await within(page, 'input', ([input]) => `${input.getAttribute('aria-label')} ${input.getAttribute('placeholder')}`), '在本文中查找 在本文中查找');
      assert.equal(await ask(page, '安装'), 3);
      assert.deepEqual(await texts(page, '.told p'), ['本文有 3 处']);
      assert.deepEqual(await texts(page, '.hit .title'), ['安装', '安装', '常见问题']);
      assert.match((await texts(page, '.hit [part=snippet]'))[1], /^先下载安装包，再运行安装程序/);
      assert.deepEqual(await within(page, '.hit', (hits) => hits.map((hit) => hit.querySelectorAll('mark').length > 0)), [true, true, true]);
    });

    it('marks the passage that is chosen and brings it into view, without leaving the page; then another, then the same again', async () => {
      const page = await open('guide.html');
      await page.evaluate(() => { /** @type {any} */ (globalThis).stayed = true; });
      await ask(page, '运行安装程序');
      for (let time = 0; time < 2; time += 1) {
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await landedAt(page, 'first');
        assert.equal(await within(page, '.panel', ([panel]) => panel.hidden), true, 'the panel is out of the way');
        await page.evaluate(() => scrollTo(0, 0));
        await page.focus('xun-zhang');
        await until(() => within(page, '.panel', ([panel]) => !panel.hidden), 'the passages again');
      }
      await page.keyboard.press('Escape');
      await ask(page, '磁盘');
      await page.keyboard.press('Enter');
      const { runs } = await landedAt(page, 'second');
      assert.deepEqual(runs, ['磁盘']);
      assert.ok(await stayed(page));
      assert.match(await addressOf(page), /guide\.html\?mark=.*#trouble$/);
    });

    it('takes the marks away with Escape, and goes back and forward through the passages', async () => {
      const page = await open('guide.html');
      await page.evaluate(() => { /** @type {any} */ (globalThis).stayed = true; });
      await ask(page, '运行安装程序');
      await page.keyboard.press('Enter');
      await landedAt(page, 'first');
      await page.evaluate(() => { /** @type {any} */ (document.querySelector('xun-zhang')).query = ''; });
      await ask(page, '磁盘');
      await page.keyboard.press('Enter');
      await landedAt(page, 'second');
      await page.evaluate(() => history.back());
      await until(async () => (await page.evaluate(marked)).at === 'first', 'the first passage again');
      await page.evaluate(() => history.back());
      await until(async () => (await page.evaluate(marked)).runs.length === 0, 'no marks where nothing was chosen');
      await page.evaluate(() => history.forward());
      await until(async () => (await page.evaluate(marked)).at === 'first', 'the first passage once more');
      await page.keyboard.press('Escape');
      await until(async () => !(await page.evaluate(marked)).chip, 'no marks');
      assert.ok(!(await addressOf(page)).includes('mark='));
      assert.ok(await stayed(page));
    });

    it('brings the passage into view also on a page that was reloaded, or scrolled before', async () => {
      const page = await open('guide.html');
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await page.reload();
      await until(() => page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot != null), 'the element anew');
      await page.evaluate(() => scrollTo(0, 200));
      await ask(page, '磁盘');
      await page.keyboard.press('Enter');
      await landedAt(page, 'second');
    });

    it('opens a passage in a new tab like any link', async () => {
      const page = await open('guide.html');
      await ask(page, '磁盘');
      const before = (await browser.pages()).length;
      await page.keyboard.down('Control');
      await page.keyboard.press('Enter');
      await page.keyboard.up('Control');
      await until(async () => (await browser.pages()).length > before, 'the new tab');
      const other = /** @type {AnyPage} */ ((await browser.pages()).at(-1));
      await until(async () => (await addressOf(other)).includes('mark='), 'its address');
      await landedAt(other, 'second');
      await other.close();
      await page.bringToFront();
      assert.deepEqual((await page.evaluate(marked)).runs, []);
    });

    for (const path of ['guide', 'guide/', 'guide/index.html']) {
      it(`knows the article at /${path}, whichever way the host writes its address`, async () => {
        const page = await open(path);
        assert.equal(await ask(page, '磁盘'), 1);
      });
    }

    it('searches the article whose id is given, wherever it stands', async () => {
      const page = await open('elsewhere.html');
      await give(page);
      assert.equal(await ask(page, '安装'), 3);
    });

    it('says kindly that there is nothing, and gives no advice of other articles', async () => {
      const page = await open('guide.html');
      await page.focus('xun-zhang');
      await page.keyboard.type('重庆');
      await until(async () => (await texts(page, '.told p'))[0] === '没有找到“重庆”', 'what is said');
      assert.deepEqual(await texts(page, '[role=option]'), []);
    });

    it('closes the palette that it is in, so that the passage can be seen', async () => {
      const page = await open('palette.html');
      await give(page);
      await page.click('#go');
      await until(() => within(page, 'dialog', ([dialog]) => /** @type {HTMLDialogElement} */ (dialog)?.open), 'the palette');
      await page.keyboard.type('磁盘');
      await answered(page, '磁盘');
      await page.keyboard.press('Enter');
      await landedAt(page, 'second');
      assert.equal(await within(page, 'dialog', ([dialog]) => /** @type {HTMLDialogElement} */ (dialog).open), false);
    });

    for (const [path, why] of [['stranger.html', 'no article of the index has the address of the page'], ['unknown.html', 'there is no article of the id']]) {
      it(`tells its host that ${why}, and the reader that it did not work`, async () => {
        const page = await open(path);
        await page.evaluate(() => document.addEventListener('xun-zhang:error', (event) => {
          Object.assign(globalThis, { code: /** @type {CustomEvent} */ (event).detail.error.code });
        }));
        await page.focus('xun-zhang');
        await page.keyboard.type('安装');
        assert.equal(await until(() => page.evaluate(() => /** @type {any} */ (globalThis).code), 'the event'), 'article/unknown');
        assert.deepEqual(await texts(page, '.told p'), ['这次没能查完。']);
      });
    }

    it('works after a failure, at the press of a button', async () => {
      server.manner.refused = /\/search\//;
      try {
        const page = await open('guide.html');
        await page.focus('xun-zhang');
        await typeInVain(page, '磁盘');
        assert.equal(await within(page, '.told button', ([retry]) => retry.hidden), false);
        server.manner.refused = /\.part$/;
        await within(page, '.told button', ([retry]) => retry.click());
        await until(async () => (await texts(page, '.told p'))[0] === '这次没能查完。', 'a second failure');
        server.manner.refused = undefined;
        await within(page, '.told button', ([retry]) => retry.click());
        assert.equal(await answered(page, '磁盘'), 1);
      } finally {
        server.manner.refused = undefined;
      }
    });
  });
}
