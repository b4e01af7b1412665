/** The element where room is short: small windows, large text, touch, a keyboard on the screen, paper. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DIST, launch, until, visit } from './support/browsers.mjs';
import { answer, hit } from './support/element.mjs';
import { answered, pageOf, texts, within } from './support/forms.mjs';
import { serve } from './support/server.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */
/** @import { Correction, ReadAs } from '../../www/types.js' */

/** What no break comes into by itself. */
const LONG = 'https://site.example/a-very-long-address-without-any-place-to-break-0123456789-0123456789-0123456789';

const HITS = [
  hit({ title: `智能网联汽车产业集群${LONG}`, source: '重庆日报', authors: ['夏元', '张亦筑'], date: '2023-10-24', snippet: [{ text: LONG, mark: false }, { text: '汽车'.repeat(60), mark: true }] }),
  hit({ title: '使用手册', sections: [{ anchor: '安装', titleParts: [{ text: LONG, mark: false }], snippet: [] }] }),
];

const FACETS = { source: [{ value: LONG, count: 3 }, { value: '重庆日报', count: 2 }], date: [{ value: '2023-10', count: 3 }, { value: '2023-12', count: 1 }] };

/** How the query was understood, with what is as long. @type {ReadAs[]} */
const MEANT = [{ of: '汽车', text: LONG, why: 'synonym', weight: 1 }, { of: '汽车', text: '轿车', why: 'regional', weight: 1 }];

/** @type {Correction} */
const CORRECTION = { text: LONG, applied: true, changes: [{ of: '汽车', text: LONG, why: 'typo' }] };

/** The forms, and how a reader comes to the box of each. @type {Record<string, [body: string, come: (page: Page) => Promise<unknown>]>} */
const FORMS = {
  'the box': ['<xun-zhang facets></xun-zhang>', (page) => page.focus('xun-zhang')],
  'the palette': ['<button id="go">搜索</button><xun-zhang for="go" facets></xun-zhang>', async (page) => {
    await page.click('#go');
    await until(() => within(page, 'dialog', ([dialog]) => /** @type {HTMLDialogElement} */ (dialog)?.open), 'the palette');
  }],
  'the page of results': ['<xun-zhang layout="page"></xun-zhang>', (page) => page.focus('xun-zhang')],
};

/** Windows by what they are; `zoom`: how many pixels of the screen one of the page has. */
const WINDOWS = {
  'a window of 320 pixels': { width: 320, height: 640, zoom: 1 },
  'a zoom of 200 %': { width: 640, height: 400, zoom: 2 },
  'a screen of 4K': { width: 3840, height: 2160, zoom: 1 },
};

describe('where room is short, in Chromium', () => {
  /** @type {Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;

  before(async () => {
    browser = await launch('chromium');
    server = await serve(DIST, { pages: Object.fromEntries(Object.values(FORMS).map(([body], at) => [`/${at}.html`, pageOf(body)])) });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /**
   * Opens a form and asks it something.
   * @param {string} form
   * @param {(page: Page) => Promise<unknown>} [prepare]
   */
  async function asked(form, prepare) {
    const at = Object.keys(FORMS).indexOf(form);
    const { page } = await visit(browser, `${server.url}${at}.html`);
    await prepare?.(page);
    await answer(page, { hits: HITS, facets: FACETS, meant: MEANT, correction: CORRECTION });
    await FORMS[form][1](page);
    await page.keyboard.type('汽车');
    await answered(page, '汽车');
    await within(page, '.narrow', ([narrow]) => { /** @type {HTMLDetailsElement} */ (narrow).open = true; });
    return page;
  }

  for (const form of Object.keys(FORMS)) {
    for (const [what, { width, height, zoom }] of Object.entries(WINDOWS)) {
      it(`nothing of ${form} is cut off or scrolls sideways in ${what}`, async () => {
        const page = await asked(form, (one) => one.setViewport({ width, height, deviceScaleFactor: zoom }));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `the page is ${wide} pixels too wide`);
        const out = await within(page, '.panel, .panel *, .box, .box *', (found) => found
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 0 && !one.closest('svg'))
          .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1 || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'visible' && getComputedStyle(one).display !== 'inline')
          .map((one) => `${one.localName}.${one.className}`));
        assert.deepEqual(out, []);
        await page.close();
      });
    }

    it(`all that is pressed in ${form} has 44 pixels on a touch screen`, async () => {
      const page = await asked(form, (one) => one.setViewport({ width: 390, height: 800, hasTouch: true, isMobile: true }));
      assert.ok(await page.evaluate(() => matchMedia('(pointer: coarse)').matches), 'the screen is one for fingers');
      const small = await within(page, 'button, select, summary, .list a, .try, label, input[type=date], input[type=text]', (found) => found
        .filter((one) => one.checkVisibility()).map((one) => /** @type {[string, number]} */ ([`${one.localName}.${one.className}`, one.getBoundingClientRect().height]))
        .filter(([, height]) => height < 44).map(([name, height]) => `${name} ${height}`));
      assert.deepEqual(small, []);
      await page.close();
    });

    it(`all results of ${form} are on paper`, async () => {
      const page = await asked(form, (one) => one.emulateMediaType('print'));
      const cut = await within(page, '.panel', ([panel]) => [panel.scrollHeight - panel.clientHeight, getComputedStyle(panel).position]);
      assert.deepEqual(cut, [0, 'static']);
      assert.equal((await texts(page, '.hit')).length, 2);
      await page.close();
    });
  }

  it('the panel ends above a keyboard on the screen', async () => {
    const page = await asked('the box', (one) => one.setViewport({ width: 390, height: 800, hasTouch: true, isMobile: true }));
    await answer(page, { hits: Array.from({ length: 8 }, (_, at) => hit({ title: `第${at}篇` })) });
    await page.keyboard.type('多');
    await answered(page, '汽车多');
    const bottom = () => within(page, '.panel', ([panel]) => panel.getBoundingClientRect().bottom);
    assert.ok(await bottom() > 400, 'there is more than fits');
    // A keyboard makes the visual viewport smaller, and not the window.
    await page.evaluate(() => {
      Object.defineProperty(visualViewport, 'height', { configurable: true, value: 400 });
      visualViewport?.dispatchEvent(new Event('resize'));
    });
    await until(async () => await bottom() <= 400, 'the panel above it');
    await page.evaluate(() => {
      Object.defineProperty(visualViewport, 'height', { configurable: true, value: 800 });
      visualViewport?.dispatchEvent(new Event('resize'));
    });
    await until(async () => await bottom() > 400, 'the panel as before');
    await page.close();
  });
});
