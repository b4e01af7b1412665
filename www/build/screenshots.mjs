/**
 * Takes the pictures of the documentation: the served page in its states, wide and narrow, light and dark.
 *
 *     node www/build/screenshots.mjs docs/screenshots
 *
 * The page is at XUNZHANG_URL, or served from XUNZHANG_DIST; CHROMIUM names the browser.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, served, until, visit } from '../../tests/page/support/browsers.mjs';

/** @import { Page } from 'puppeteer-core' */

const WIDE = { width: 1200, height: 860 };
const PHONE = { width: 390, height: 780 };

/**
 * Each picture: the address, the window, and what is done before it is taken.
 * @type {[string, string, { width: number, height: number, dark?: boolean }, ((page: Page) => Promise<void>)?][]}
 */
const PICTURES = [
  ['front', '', WIDE],
  ['front-dark', '', { ...WIDE, dark: true }],
  ['front-phone', '', PHONE],
  ['results', '?q=智能网联汽车', WIDE],
  ['results-phone-dark', '?q=航天员返回', { ...PHONE, dark: true }],
  ['filters-phone', '?q=产业&author=夏元', PHONE, (page) => page.click('#narrow')],
  ['explain', '?q=产业集群&explain=1&author=夏元', WIDE, (page) => page.click('.why summary')],
  ['article', '?q=智能网联汽车', WIDE, openFirst],
  ['article-phone', '?q=天宫课堂', PHONE, openFirst],
  ['no-result', '?q=無雙', WIDE],
  ['help', '', WIDE, (page) => page.click('#help')],
  ['embed', 'embed.html', { width: 900, height: 760 }, askElement],
];

/** @param {Page} page */
async function openFirst(page) {
  await page.click('#hits h2 a');
  await until(() => page.evaluate(() => document.querySelector('#reading h1') !== null), 'the article');
}

/** @param {Page} page */
async function askElement(page) {
  await page.focus('#zh');
  await page.keyboard.type('智能网联汽车');
  await until(() => page.evaluate(() => document.querySelector('#zh')?.shadowRoot?.querySelector('.hit') != null), 'hits');
  await page.keyboard.press('ArrowDown');
}

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node www/build/screenshots.mjs FOLDER');
  process.exit(2);
}
await mkdir(folder, { recursive: true });
const browser = await launch('chromium');
const server = await served();
try {
  for (const [name, address, look, act] of PICTURES) {
    const { page } = await visit(browser, server.url + address, look);
    await until(() => page.evaluate(() => document.querySelector('#main')?.getAttribute('aria-busy') !== 'true'), 'the page');
    await act?.(page);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 250))));
    await page.screenshot({ path: /** @type {`${string}.png`} */ (join(folder, `${name}.png`)) });
    console.log(join(folder, `${name}.png`));
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
