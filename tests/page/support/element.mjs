/** What a reader does with the element on a page of others, and what a reader sees there. */
import { until } from './browsers.mjs';

/** @import { Page } from 'puppeteer-core' */

/**
 * What stands in one element of the page.
 * @param {Page} page
 * @param {string} [id]
 */
export const inside = (page, id = 'zh') => page.evaluate((which) => {
  const element = /** @type {HTMLElement & { query: string }} */ (document.getElementById(which));
  const root = /** @type {ShadowRoot} */ (element.shadowRoot);
  return {
    told: root.querySelector('.told p')?.textContent ?? '',
    open: !root.querySelector('.panel')?.hasAttribute('hidden'),
    retry: root.querySelector('.told button')?.checkVisibility() ?? false,
    busy: root.querySelector('.list')?.getAttribute('aria-busy') === 'true',
    titles: [...root.querySelectorAll('.hit .title')].map((title) => title.textContent ?? ''),
    options: [...root.querySelectorAll('[role=option]')].map((option) => option.textContent ?? ''),
    marks: [...root.querySelectorAll('mark')].map((mark) => mark.textContent),
    links: [...root.querySelectorAll('.hit')].map((hit) => hit.getAttribute('href') ?? ''),
    active: root.querySelector('[aria-selected=true] .title')?.textContent ?? null,
    at: [...root.querySelectorAll('[role=option]')].findIndex((option) => option.getAttribute('aria-selected') === 'true'),
    label: root.querySelector('input')?.getAttribute('aria-label'),
    focused: document.activeElement === element,
    spoken: root.querySelector('[role=status]')?.textContent ?? '',
    query: element.query,
  };
}, id);

/**
 * Types a query into an element and waits for its answer.
 * @param {Page} page
 * @param {string} query
 * @param {string} [id]
 */
export async function ask(page, query, id = 'zh') {
  await page.focus(`#${id}`);
  await page.keyboard.type(query);
  return until(async () => {
    const now = await inside(page, id);
    return now.open && !now.busy && /\d|没有|沒有|Nothing/.test(now.told) && now.query.endsWith(query) && now;
  }, `the answer to ${query} in ${id}`);
}
