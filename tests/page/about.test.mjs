/** What an article speaks of, on the page: keywords and related articles below it, names beside the results. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch, served, until, visit } from './support/browsers.mjs';
import { ask, openHit } from './support/reader.mjs';

/** @import { Browser } from 'puppeteer-core' */

describe('what an article speaks of', () => {
  /** @type {Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof served>>} */
  let server;

  before(async () => {
    browser = /** @type {Browser} */ (await launch('chromium'));
    server = await served();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('stands below it as keywords, each of which is sought when it is chosen', async () => {
    const { page } = await visit(browser, server.url);
    await ask(page, '智能网联汽车');
    await openHit(page, 0);
    const words = await until(() => page.$$eval('.keywords a', (links) => links.map((link) => link.textContent ?? '')), 'the keywords');
    assert.ok(words.length >= 1 && words.length <= 10 && words.every((word) => word.length >= 2), words.join(' '));
    await page.click('.keywords a');
    await until(() => page.evaluate((word) => new URLSearchParams(location.search).get('q') === word, words[0]), 'the results');
    await until(() => page.$eval('#hits', (hits) => hits.querySelectorAll('a').length > 0), 'a hit');
    await page.close();
  });

  it('stands beside the results as people, places and organisations', async () => {
    const { page } = await visit(browser, `${server.url}?q=重庆`);
    const legends = await until(async () => {
      const all = await page.$$eval('#facets fieldset', (sets) => sets.filter((set) => !set.hidden).map((set) => set.querySelector('legend')?.textContent));
      return all.length > 0 ? all : null;
    }, 'the filters');
    for (const legend of ['人物', '地点', '机构']) assert.ok(legends.includes(legend), legends.join(' '));
    await page.close();
  });
});
