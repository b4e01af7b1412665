/** The page is quiet: nothing jumps, nothing sticks out, nothing is said in the console, no policy is broken. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch, served, until, visit } from './support/browsers.mjs';
import { ask, atFront, openHit } from './support/reader.mjs';

/** @import { Browser } from 'puppeteer-core' */

const WIDTHS = [320, 390, 768, 1440];

/** The state of the page by its address. @type {Record<string, string>} */
const STATES = {
  'the front page': '',
  'results': '?q=重庆',
  'results of which some were understood otherwise': '?q=两千亿元',
  'results with filters and arithmetic': '?q=产业&author=夏元&source=重庆日报&from=2023-10-01&explain=1',
  'no result': '?q=無雙&author=夏元',
  'an article that is not there': '#article/nowhere',
  'a query without a space to break at': `?q=${'很长'.repeat(60)}${'x'.repeat(200)}`,
  'the foreign page': 'embed.html',
};

describe('a quiet page', () => {
  /** @type {Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof served>>} */
  let server;

  before(async () => {
    browser = await launch('chromium');
    server = await served();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  for (const [state, address] of Object.entries(STATES)) {
    for (const width of WIDTHS) {
      it(`loads ${state} at ${width} px without a shift, a word or a scroll to the side`, async () => {
        const { page, messages, breaches } = await visit(browser, server.url + address, { width, dark: width === 390 });
        await until(() => page.evaluate(() => document.querySelector('#main')?.getAttribute('aria-busy') !== 'true'), 'the page');
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
        assert.deepEqual(messages, []);
        assert.deepEqual(await breaches(), { violations: [], shift: 0 });
        const { wide, room } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth }));
        assert.ok(wide <= room, `${wide} px in a window of ${room} px`);
        await page.close();
      });
    }
  }

  it('stays calm through typing, opening, going back and emptying', async () => {
    for (const width of [320, 1200]) {
      const { page, messages, breaches } = await visit(browser, server.url, { width });
      await atFront(page);
      await ask(page, '智能网联汽车');
      await openHit(page, 0);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `the article is ${wide} px too wide`);
      await page.reload();
      await until(() => page.evaluate(() => document.querySelector('#reading h1') !== null), 'the article');
      await page.goBack();
      await ask(page, '無雙');
      await page.keyboard.press('Escape');
      await atFront(page);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 700))));
      assert.deepEqual(messages, []);
      assert.deepEqual(await breaches(), { violations: [], shift: 0 });
      await page.close();
    }
  });

  it('keeps the box where it is while results come and go', async () => {
    const { page } = await visit(browser, server.url);
    await atFront(page);
    const place = () => page.$eval('.frame', (frame) => JSON.stringify(frame.getBoundingClientRect()));
    const before = await place();
    await ask(page, '重庆');
    assert.equal(await place(), before);
    await ask(page, '無雙');
    assert.equal(await place(), before);
    await page.close();
  });
});
