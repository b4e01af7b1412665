/** What a reader does on the page, and what a reader sees there. */
import { until } from './browsers.mjs';

/** @import { CDPSession } from 'puppeteer-core' */
/** @import { AnyPage } from './browsers.mjs' */

/**
 * Types a query into the page's box, in place of what is there, and waits for its answer.
 * @param {AnyPage} page
 * @param {string} query
 */
export async function ask(page, query) {
  await page.focus('#query');
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.type(query);
  await answered(page, query);
}

/**
 * Waits until the page shows the answer to a query.
 * @param {AnyPage} page
 * @param {string} query
 */
export async function answered(page, query) {
  await until(() => page.evaluate((title) => document.title === title && !document.querySelector('#results')?.hasAttribute('hidden'),
    `${query} — 寻章`), `the answer to ${query}`);
}

/**
 * The hits on show.
 * @param {AnyPage} page
 */
export function hits(page) {
  return page.evaluate(() => [...document.querySelectorAll('#hits > .hit')].map((hit) => ({
    title: hit.querySelector('h2 a')?.textContent ?? '',
    text: hit.textContent ?? '',
    titleMarks: [...hit.querySelectorAll('h2 mark')].map((mark) => mark.textContent),
    snippetMarks: [...hit.querySelectorAll('.snippet mark')].map((mark) => mark.textContent),
  })));
}

/**
 * Opens a hit by its place and waits for the article.
 * @param {AnyPage} page
 * @param {number} index
 */
export async function openHit(page, index) {
  await page.evaluate((at) => document.querySelectorAll('#hits h2 a')[at].dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })), index);
  await reading(page);
}

/** Waits for an article. @param {AnyPage} page */
export async function reading(page) {
  await until(() => page.evaluate(() => !document.querySelector('#reading')?.hasAttribute('hidden')), 'an article');
}

/** Waits for the front page. @param {AnyPage} page */
export async function atFront(page) {
  await until(() => page.evaluate(() => document.querySelector('.story') !== null && !document.querySelector('#front')?.hasAttribute('hidden')), 'the front page');
}

/**
 * The text of the first element that a selector finds, or null.
 * @param {AnyPage} page
 * @param {string} selector
 */
export function textOf(page, selector) {
  return page.evaluate((wanted) => document.querySelector(wanted)?.textContent ?? null, selector);
}

/**
 * Whether an element is there and can be seen.
 * @param {AnyPage} page
 * @param {string} selector
 */
export function seen(page, selector) {
  return page.evaluate((wanted) => document.querySelector(wanted)?.checkVisibility() ?? false, selector);
}

/**
 * A key as the browser sends it while an input method is composing.
 * @param {CDPSession} session
 * @param {string} key
 */
export async function pressComposing(session, key) {
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode: 229 });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key });
}
