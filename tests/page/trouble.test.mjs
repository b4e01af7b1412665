/** A slow host, one that fails, and a connection that is lost, as the reader of each form meets them. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { PUPPETS, launch, until, visit } from './support/browsers.mjs';
import { FAULTS, Host, index } from './support/folders.mjs';
import { answered, focusedIn, pageOf, texts, typeInVain, within } from './support/forms.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */
/** @import { Watched } from './support/browsers.mjs' */

const HREF = 'href="/article.html?id={id}"';

/** @type {Record<string, { path: string, body: (src: string) => string, come: (page: Page) => Promise<unknown> }>} */
const FORMS = {
  'the box': { path: 'box', body: (src) => `<xun-zhang src="${src}" ${HREF}></xun-zhang>`, come: (page) => page.focus('xun-zhang') },
  'the palette': {
    path: 'palette',
    body: (src) => `<button id="go">搜索</button><xun-zhang for="go" src="${src}" ${HREF}></xun-zhang>`,
    come: async (page) => {
      await page.click('#go');
      await until(() => within(page, 'dialog', ([dialog]) => /** @type {HTMLDialogElement} */ (dialog)?.open), 'the palette');
    },
  },
  'the page of results': { path: 'page', body: (src) => `<xun-zhang layout="page" src="${src}" ${HREF}></xun-zhang>`, come: (page) => page.focus('xun-zhang') },
};

/** What the element says, once it says something like this. @param {Page} page @param {RegExp} what */
const says = (page, what) => until(async () => {
  const [told] = await texts(page, '.told p');
  return what.test(told) && told;
}, String(what));

/** Goes from the box to the button that asks again, and presses it. @param {Page} page */
async function retry(page) {
  await until(() => offers(page), 'the button');
  for (let presses = 0; !await within(page, '.told button', ([button]) => button.matches(':focus')); presses += 1) {
    assert.ok(presses < 5, 'Tab comes to the button');
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
}

/** Whether the button that asks again is there. @param {Page} page */
const offers = (page) => within(page, '.told button', ([retry]) => retry.checkVisibility());

for (const name of PUPPETS) {
  describe(`trouble in ${name}`, () => {
    /** @type {Browser} */
    let browser;
    /** @type {string} */
    let scratch;
    /** @type {Host} */
    let host;
    /** @type {Watched<Page> | undefined} */
    let watched;

    before(async () => {
      browser = await launch(name);
      scratch = await mkdtemp(join(tmpdir(), 'xunzhang-trouble-'));
      await index(join(scratch, 'seeds'), 'seeds');
    });
    after(async () => {
      await browser?.close();
      await rm(scratch, { recursive: true, force: true });
    });
    beforeEach(async () => {
      host = await Host.open({ '/search/': join(scratch, 'seeds'), '/other/': join(scratch, 'seeds') });
      for (const { path, body } of Object.values(FORMS)) {
        host.pages[`/${path}.html`] = pageOf(body('/search/'));
        host.pages[`/${path}-both.html`] = pageOf(body('/search/ /other/'));
      }
    });
    afterEach(async () => {
      // What a browser says by itself of a file that could not be had.
      assert.deepEqual(watched?.messages.filter((message) => !/Failed to load resource|NetworkError|Cross-Origin/.test(message)), []);
      assert.deepEqual((await watched?.breaches())?.violations, []);
      await watched?.page.close();
      await host.close();
    });

    /** @param {string} path */
    async function open(path) {
      watched = await visit(browser, `${host.url}${path}`);
      const { page } = watched;
      await until(() => page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot != null), 'the element');
      return page;
    }

    for (const [form, { path, come }] of Object.entries(FORMS)) {
      it(`says in ${form} that an answer is slow, lets its reader write on, and shows what was asked last`, async () => {
        const page = await open(`${path}.html`);
        host.delay = 700;
        await come(page);
        await page.keyboard.type('重庆');
        await says(page, /^正在查找/);
        assert.equal(await within(page, '.list', ([list]) => list.getAttribute('aria-busy')), 'true');
        await page.keyboard.type('产业');
        await answered(page, '重庆产业');
        assert.match(await says(page, /^找到/), /^找到 \d+ 篇$/);
        assert.equal(await within(page, '.list', ([list]) => list.hasAttribute('aria-busy')), false);
      });

      it(`says in ${form} that it could not be opened, or asked, and a key press asks again`, async () => {
        const page = await open(`${path}.html`);
        host.break(/./, FAULTS.refused);
        await come(page);
        await typeInVain(page, '夏元');
        await says(page, /^搜索没能打开。$/);
        assert.ok(await offers(page));
        host.faults = [];
        host.break(/\.part$/, FAULTS.gone);
        await retry(page);
        await says(page, /^这次没能查完。$/);
        host.faults = [];
        await retry(page);
        assert.equal(await answered(page, '夏元'), 2);
        assert.equal(await offers(page), false);
        assert.equal(await within(page, '.panel', ([panel]) => panel.checkVisibility()), true, 'the button that is gone takes nothing with it');
        assert.equal(await focusedIn(page), 'input');
      });

      it(`shows in ${form} what one of two indices has when the other fails, and all of it later`, async () => {
        const page = await open(`${path}-both.html`);
        const [folder] = [host.folders['/other/']];
        host.folders['/other/'] = '/nowhere';
        await come(page);
        await page.keyboard.type('夏元');
        assert.equal(await answered(page, '夏元'), 2);
        await says(page, /^找到 2 篇，还有一部分没能查到$/);
        assert.ok(await offers(page));
        host.folders['/other/'] = folder;
        await within(page, '.told button', ([retry]) => retry.click());
        await says(page, /^找到 \d+ 篇$/);
        assert.equal(await offers(page), false);
      });

      it(`says in ${form} that there is no connection, and asks by itself when there is one again`, async () => {
        const page = await open(`${path}.html`);
        await come(page);
        host.break(/./, FAULTS.gone);
        if (name === 'chromium') await page.setOfflineMode(true);
        // The drivers of other browsers cannot take the connection away.
        else await page.evaluate(() => Object.defineProperty(navigator, 'onLine', { configurable: true, value: false }));
        await page.evaluate(() => document.addEventListener('xun-zhang:error', (event) => {
          Object.assign(globalThis, { failed: /** @type {CustomEvent} */ (event).detail.query });
        }));
        await page.keyboard.type('夏元');
        await until(() => page.evaluate(() => /** @type {any} */ (globalThis).failed === '夏元'), 'the failure of what was asked last');
        await says(page, /^网络断开了/);
        assert.ok(await offers(page));
        host.faults = [];
        if (name === 'chromium') await page.setOfflineMode(false);
        else {
          await page.evaluate(() => {
            Reflect.deleteProperty(navigator, 'onLine');
            dispatchEvent(new Event('online'));
          });
        }
        assert.equal(await answered(page, '夏元'), 2);
        assert.equal(await offers(page), false);
      });
    }
  });
}
