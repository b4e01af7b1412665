/** A page that is opened anew for each test of a suite: the one that embeds the element, or the newspaper page. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { launch, served, until, visit } from './browsers.mjs';
import { atFront } from './reader.mjs';

/** @import { AnyBrowser, AnyPage, BrowserName, Watched } from './browsers.mjs' */

/**
 * To be called in a suite: each of its tests has a page of its own, with the element there.
 * @param {BrowserName} name The browser.
 * @param {(watched: Watched) => void} take Is given the page before each test.
 */
export function embedded(name, take) {
  anew(name, 'embed.html', (page) => until(() => page.evaluate(() => document.querySelector('#zh')?.shadowRoot != null), 'the element'), take);
}

/**
 * To be called in a suite: each of its tests has the newspaper page for itself, with the front shown.
 * @param {BrowserName} name The browser.
 * @param {(watched: Watched) => void} take Is given the page before each test.
 */
export function front(name, take) {
  anew(name, '', atFront, take);
}

/**
 * @param {BrowserName} name
 * @param {string} path The page, below the address of the server.
 * @param {(page: AnyPage) => Promise<unknown>} ready Waits until the page can be used.
 * @param {(watched: Watched) => void} take
 */
function anew(name, path, ready, take) {
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
    watched = await visit(browser, `${server.url}${path}`);
    await ready(watched.page);
    take(watched);
  });
  afterEach(async () => {
    // Every scenario must also be silent and within the policy.
    assert.deepEqual((await watched.breaches()).violations, []);
    assert.deepEqual(watched.messages, []);
    await watched.page.close();
  });
}
