/** The page that embeds the element, opened anew for each test of a suite. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { launch, served, until, visit } from './browsers.mjs';

/** @import { AnyBrowser, BrowserName, Watched } from './browsers.mjs' */

/**
 * To be called in a suite: each of its tests has a page of its own, with the element there.
 * @param {BrowserName} name The browser.
 * @param {(watched: Watched) => void} take Is given the page before each test.
 */
export function embedded(name, take) {
  /** @type {AnyBrowser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof served>>} */
  let server;
  /** @type {Watched} */
  let watched;

  before(async () => {
    browser = await launch(name);
    server = await served();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    watched = await visit(browser, `${server.url}embed.html`);
    await until(() => watched.page.evaluate(() => document.querySelector('#zh')?.shadowRoot != null), 'the element');
    take(watched);
  });
  afterEach(async () => {
    // Every scenario must also be silent and within the policy.
    assert.deepEqual((await watched.breaches()).violations, []);
    assert.deepEqual(watched.messages, []);
    await watched.page.close();
  });
}
