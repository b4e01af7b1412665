/** Pages that have the element in one of its forms, over the corpus inside the wasm. */
import { after, afterEach, before } from 'node:test';
import assert from 'node:assert/strict';
import { DIST, launch, until, visit } from './browsers.mjs';
import { serve } from './server.mjs';
import { WebKitPage } from './webkit.mjs';

/** @import { Page } from 'puppeteer-core' */
/** @import { AnyBrowser, AnyPage, BrowserName, Watched } from './browsers.mjs' */

/**
 * A page around some markup.
 * @param {string} body
 * @param {string} [lang]
 */
export const pageOf = (body, lang = 'zh-Hans') => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>页</title><link rel="icon" href="data:,">`
  + `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><script type="module" src="/xun-zhang.js"></script><main>${body}</main></html>`;

/**
 * To be called in a suite: serves pages, and gives what opens one of them. Every scenario must be silent and within the policy.
 * @template {BrowserName} Name
 * @param {Name} name The browser.
 * @param {Record<string, string>} pages By their paths.
 * @returns {(path: string, look?: Parameters<typeof visit>[2]) => Promise<Name extends 'chromium' ? Page : AnyPage>}
 */
export function forms(name, pages) {
  /** @type {AnyBrowser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  /** @type {Watched[]} */
  const open = [];

  before(async () => {
    browser = await launch(name);
    server = await serve(DIST, { pages: { ...pages, '/article.html': pageOf('<h1>文章</h1>'), '/picture': '<svg xmlns="http://www.w3.org/2000/svg"/>' } });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(async () => {
    for (const watched of open.splice(0)) {
      assert.deepEqual((await watched.breaches()).violations, []);
      assert.deepEqual(watched.messages, []);
      await watched.page.close();
    }
  });

  /**
   * Opens a page and waits for the element.
   * @param {string} path
   * @param {Parameters<typeof visit>[2]} [look]
   */
  return async (path, look) => {
    const watched = await visit(browser, `${server.url}${path}`, look);
    open.push(watched);
    await until(() => watched.page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot != null), 'the element');
    return /** @type {any} */ (watched.page);
  };
}

/**
 * Does something inside the shadow root of the page's element.
 * @template T
 * @param {AnyPage} page
 * @param {string} selector
 * @param {(found: HTMLElement[]) => T} what Is evaluated in the page.
 * @returns {Promise<Awaited<T>>}
 */
export async function within(page, selector, what) {
  // A function cannot be given to the page, but can stand in another that is.
  const call = new Function('selector', `return (${what})([...document.querySelector('xun-zhang').shadowRoot.querySelectorAll(selector)]);`);
  return /** @type {any} */ (await page.evaluate(/** @type {(selector: string) => unknown} */ (call), selector));
}

/**
 * Presses at one place and lets go at another.
 * @param {AnyPage} page
 * @param {[number, number]} from
 * @param {[number, number]} to
 */
export async function drag(page, from, to) {
  if (page instanceof WebKitPage) {
    await page.mouse.drag(from, to);
    return;
  }
  const { mouse } = /** @type {Page} */ (/** @type {unknown} */ (page));
  await mouse.move(...from);
  await mouse.down();
  await mouse.move(...to);
  await mouse.up();
}

/** The address of the page; empty while it gives way to another. @param {AnyPage} page */
export const addressOf = (page) => page.evaluate(() => location.href).catch(() => '');

/**
 * The texts of what a selector finds in the element.
 * @param {AnyPage} page
 * @param {string} selector
 */
export const texts = (page, selector) => within(page, selector, (found) => found.map(({ textContent }) => textContent ?? ''));

/**
 * Waits until the element has an answer to a query and gives how many articles answer.
 * @param {AnyPage} page
 * @param {string} query
 */
export function answered(page, query) {
  return until(() => page.evaluate((asked) => {
    const { page: shown } = /** @type {any} */ (document.querySelector('xun-zhang'));
    return shown?.query === asked && shown.total > 0 && Number(shown.total);
  }, query), `the answer to ${query}`);
}

/**
 * Types a query that cannot be answered, and waits until the element has failed at all of it: each character asks, and fails, by itself,
 * and whoever presses the button after the first of them shares the failure of the others.
 * @param {AnyPage} page
 * @param {string} query
 */
export async function typeInVain(page, query) {
  await page.evaluate(() => document.addEventListener('xun-zhang:error', (event) => {
    Object.assign(globalThis, { failedAt: /** @type {CustomEvent} */ (event).detail.query });
  }));
  await page.keyboard.type(query);
  await until(() => page.evaluate((asked) => /** @type {any} */ (globalThis).failedAt === asked, query), `the failure of ${query}`);
}

/** Where the focus is inside the element. @param {AnyPage} page */
export const focusedIn = (page) => page.evaluate(() => {
  const active = document.querySelector('xun-zhang')?.shadowRoot?.activeElement;
  return active ? `${active.localName}${active.getAttribute('data-key') ? `:${active.getAttribute('data-key')}` : ''}` : null;
});
