/**
 * Takes a picture of the element in each of its states and puts them on four sheets: on a phone and wide, light and dark.
 *
 *     node www/build/states.mjs target/states
 *
 * The page is at XUNZHANG_URL, or served from XUNZHANG_DIST; CHROMIUM names the browser.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, served, visit } from '../../tests/page/support/browsers.mjs';
import { STATES, show } from '../../tests/page/support/states.mjs';

const WINDOWS = { phone: { width: 390, height: 640 }, wide: { width: 760, height: 640 } };

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node www/build/states.mjs FOLDER');
  process.exit(2);
}
await mkdir(folder, { recursive: true });
const browser = await launch('chromium');
const server = await served();
try {
  for (const [name, size] of Object.entries(WINDOWS)) {
    for (const dark of [false, true]) {
      /** @type {[string, string][]} */
      const pictures = [];
      for (const state of Object.keys(STATES)) {
        const { page } = await visit(browser, `${server.url}embed.html`, { ...size, dark });
        // The looks of the hostile host would hide those of the element.
        await page.evaluate(() => document.querySelector('link[rel="stylesheet"]')?.remove());
        await show(page, state, dark);
        await page.evaluate(() => new Promise((done) => setTimeout(done, 150)));
        pictures.push([state, await page.screenshot({ encoding: 'base64' })]);
        await page.close();
      }
      const path = /** @type {`${string}.png`} */ (join(folder, `states-${name}-${dark ? 'dark' : 'light'}.png`));
      const sheet = await browser.newPage();
      await sheet.setViewport({ width: 5 * (size.width + 20), height: 800 });
      await sheet.evaluate((all) => {
        document.body.style.cssText = 'display: flex; flex-wrap: wrap; gap: 20px; margin: 0; font: 16px sans-serif; background: #888';
        for (const [state, data] of all) {
          const figure = document.body.appendChild(document.createElement('figure'));
          figure.style.margin = '0';
          figure.append(state, document.createElement('br'), Object.assign(new Image(), { src: `data:image/png;base64,${data}` }));
        }
        return Promise.all([...document.images].map((image) => image.decode()));
      }, pictures);
      await sheet.screenshot({ path, fullPage: true });
      await sheet.close();
      console.log(path);
    }
  }
} finally {
  await browser.close();
  await server.close();
}
