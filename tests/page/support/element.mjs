/** What a reader does with the element on a page of others, and what a reader sees there. */
import { until } from './browsers.mjs';

/** @import { AnyPage } from './browsers.mjs' */
/** @import { Hit, Page as Results } from '../../../www/types.js' */

/**
 * What stands in one element of the page.
 * @param {AnyPage} page
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
    answered: element.dataset.answered,
  };
}, id);

/**
 * Types a query into an element and waits for its answer.
 * @param {AnyPage} page
 * @param {string} query
 * @param {string} [id]
 */
export async function ask(page, query, id = 'zh') {
  await page.evaluate((which) => {
    const element = /** @type {HTMLElement} */ (document.getElementById(which));
    element.addEventListener('xun-zhang:results', (event) => { element.dataset.answered = /** @type {CustomEvent} */ (event).detail.query; });
  }, id);
  await page.focus(`#${id}`);
  await page.keyboard.type(query);
  return until(async () => {
    const now = await inside(page, id);
    return now.open && now.query.endsWith(query) && now.answered === now.query && now;
  }, `the answer to ${query} in ${id}`);
}

/**
 * A hit as the search gives it.
 * @param {Partial<Hit>} given
 * @returns {Hit}
 */
export function hit({ title = '题目', ...given }) {
  return {
    id: title, url: `https://site.example/${encodeURIComponent(title)}`, title, titleMade: false, source: null, authors: [], place: null, date: null, image: null, meta: {},
    score: 1, partial: false, paragraph: null, anchor: null, subHeadlineParts: [], sections: [], keywords: [],
    titleParts: [{ text: title, mark: false }], snippet: [{ text: '有一段', mark: false }, { text: '要找的', mark: true }, { text: '文字。', mark: false }], ...given,
  };
}

/**
 * Has every question on a page answered alike from now on; none at all is a failure.
 * @param {AnyPage} page
 * @param {Partial<Results> | null} given
 * @param {number} [delay] How long each answer takes, in milliseconds.
 */
export async function answer(page, given, delay = 0) {
  const found = given && { total: given.hits?.length ?? 0, totalIsExact: true, tookMs: 1, hits: [], facets: {}, meant: [], ...given };
  await page.evaluate(async (results, wait) => {
    const { Library } = await import(new URL('xunzhang.js', location.href).href);
    Library.prototype.search = async (/** @type {string} */ query) => {
      await new Promise((done) => setTimeout(done, wait));
      if (!results) throw Object.assign(new Error('The stand-in fails.'), { code: 'part/unreachable' });
      return { query, ...results };
    };
  }, found, delay);
}
