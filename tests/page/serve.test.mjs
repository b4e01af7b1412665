/** The trial page of `xunzhang serve`, over an index of the seeds. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { DIST, launch, until, visit } from './support/browsers.mjs';
import { folders } from './support/folders.mjs';
import { trial } from './support/trial.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */
/** @import { Watched } from './support/browsers.mjs' */

const QUERY = '智能网联汽车';

describe('the trial page', () => {
  /** @type {Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof folders>>} */
  let built;
  /** @type {Awaited<ReturnType<typeof trial>>} */
  let server;
  /** @type {Watched<Page>} */
  let watched;

  before(async () => {
    browser = await launch('chromium');
    built = await folders();
    server = await trial(built.seeds, DIST);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await built?.remove();
  });
  afterEach(async () => {
    assert.deepEqual(watched.messages, []);
    assert.deepEqual((await watched.breaches()).violations, []);
    await watched.page.close();
  });

  /** @param {Parameters<typeof visit>[2]} [look] @param {string} [fragment] */
  const open = async (look, fragment = '') => {
    watched = await visit(browser, server.url + fragment, look);
    await until(() => watched.page.evaluate(() => document.querySelector('main:not([aria-busy])') !== null), 'the trial page');
    const { shift } = await watched.breaches();
    assert.ok(shift < 0.01, `the layout shifted by ${shift} while the page came`);
    return watched.page;
  };

  /** @param {Page} page */
  const search = async (page) => {
    await page.focus('xun-zhang');
    await page.keyboard.type(QUERY);
    return until(() => page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot?.querySelector('.hit .title')?.textContent), 'a hit');
  };

  /** @param {Page} page */
  const reading = (page) => until(() => page.evaluate(() => document.querySelector('#reading:not([hidden]) h1')?.textContent), 'an article');

  it('says what the index holds and lists its articles', async () => {
    const page = await open();
    const holds = await page.$eval('#holds', (place) => place.textContent);
    assert.match(holds ?? '', /7 篇文章\d+ KB\d+ 个文件.*seeds/);
    assert.equal((await page.$$('#titles a')).length, 7);
  });

  it('opens a hit as the index holds it, with the passage marked, and Back leads back', async () => {
    const page = await open();
    const title = await search(page);
    await page.keyboard.press('Enter');
    assert.equal(await reading(page), title);
    assert.equal(await page.$eval('.body .matched mark', (mark) => mark.textContent), QUERY);
    assert.equal(await page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot?.querySelector('.panel')?.checkVisibility()), false);
    await page.goBack();
    await until(() => page.evaluate(() => document.querySelector('#reading[hidden]') !== null), 'the first page');
  });

  it('brings an article back from its address', async () => {
    const first = await open();
    await search(first);
    await first.keyboard.press('Enter');
    const title = await reading(first);
    const { hash } = new URL(first.url());
    await first.close();
    assert.equal(await reading(await open({}, hash)), title);
  });

  it('fits a phone', async () => {
    const page = await open({ width: 360, height: 740, dark: true });
    await search(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing stands out to the side');
  });
});

describe('the trial page over a manual', () => {
  it('says where on the site a section stands', async () => {
    const [browser, built] = await Promise.all([launch('chromium'), folders()]);
    const server = await trial(built.manual, DIST);
    try {
      const { page } = await visit(browser, server.url);
      await page.focus('xun-zhang');
      await page.keyboard.type('配置文件');
      await until(() => page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot?.querySelector('.hit') !== null), 'a hit');
      await page.keyboard.press('Enter');
      const address = await until(() => page.evaluate(() => document.querySelector('.address')?.textContent), 'an address');
      assert.match(address, /https:\/\/docs\.example\/guide\/#配置/);
    } finally {
      await browser.close();
      await server.close();
      await built.remove();
    }
  });
});
