/** Pages that have the element in one of its forms, over the corpus inside the wasm. */
import { after, afterEach, before } from 'node:test';
import assert from 'node:assert/strict';
import { DIST, launch, until, visit } from './browsers.mjs';
import { serve } from './server.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */
/** @import { Watched } from './browsers.mjs' */

/**
 * A page around some markup.
 * @param {string} body
 * @param {string} [lang]
 */
export const pageOf = (body, lang = 'zh-Hans') => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>页</title><link rel="icon" href="data:,">`
  + `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><script type="module" src="/xun-zhang.js"></script><main>${body}</main></html>`;

/**
 * To be called in a suite: serves pages, and gives what opens one of them. Every scenario must be silent and within the policy.
 * @param {'chromium' | 'firefox'} name The browser.
 * @param {Record<string, string>} pages By their paths.
 */
export function forms(name, pages) {
  /** @type {Browser} */
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
      assert.deepEqual(watched.messages, []);
      assert.deepEqual((await watched.breaches()).violations, []);
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
    return watched.page;
  };
}

/**
 * Does something inside the shadow root of the page's element.
 * @template T
 * @param {Page} page
 * @param {string} selector
 * @param {(found: HTMLElement[]) => T} what Is evaluated in the page.
 * @returns {Promise<Awaited<T>>}
 */
export async function within(page, selector, what) {
  const root = await page.evaluateHandle(() => /** @type {ShadowRoot} */ (document.querySelector('xun-zhang')?.shadowRoot));
  const found = await root.evaluateHandle((from, wanted) => [...from.querySelectorAll(wanted)], selector);
  try {
    return await found.evaluate(/** @type {any} */ (what));
  } finally {
    await found.dispose();
    await root.dispose();
  }
}

/**
 * The texts of what a selector finds in the element.
 * @param {Page} page
 * @param {string} selector
 */
export const texts = (page, selector) => within(page, selector, (found) => found.map(({ textContent }) => textContent ?? ''));

/**
 * Waits until the element has an answer to a query and gives how many articles answer.
 * @param {Page} page
 * @param {string} query
 */
export function answered(page, query) {
  return until(() => page.evaluate((asked) => {
    const { page: shown } = /** @type {any} */ (document.querySelector('xun-zhang'));
    return shown?.query === asked && shown.total > 0 && Number(shown.total);
  }, query), `the answer to ${query}`);
}

/** Where the focus is inside the element. @param {Page} page */
export const focusedIn = (page) => page.evaluate(() => {
  const active = document.querySelector('xun-zhang')?.shadowRoot?.activeElement;
  return active ? `${active.localName}${active.getAttribute('data-key') ? `:${active.getAttribute('data-key')}` : ''}` : null;
});
