/** The element as a palette that a button of the page opens. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BROWSERS, until } from './support/browsers.mjs';
import { addressOf, answered, focusedIn, forms, pageOf, texts, within } from './support/forms.mjs';

/** @import { AnyPage } from './support/browsers.mjs' */

const PALETTE = '<p>正文</p><button id="go">搜索</button><a id="link" href="/article.html">检索页</a>'
  + '<xun-zhang for="go link" suggestions="夏元，产业" href="/article.html?id={id}"><p slot="footer">底下的话</p></xun-zhang>';

/** Whether the palette is open. @param {AnyPage} page */
const isOpen = (page) => within(page, 'dialog', ([dialog]) => /** @type {HTMLDialogElement} */ (dialog)?.open ?? false);

/** What has the focus. @param {AnyPage} page */
const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.localName);

for (const name of BROWSERS) {
  describe(`the palette in ${name}`, () => {
    const open = forms(name, { '/': pageOf(PALETTE) });

    it('is nowhere until a button that it is for is pressed, and loads nothing for it', async () => {
      const page = await open('');
      assert.equal(await page.evaluate(() => document.querySelector('xun-zhang')?.getBoundingClientRect().height), 0);
      assert.ok(!await page.evaluate(() => performance.getEntriesByType('resource').some((entry) => entry.name.endsWith('/palette.js'))));
      await page.click('#go');
      await until(() => isOpen(page), 'the palette');
      assert.equal(await focusedIn(page), 'input');
    });

    it('opens by a link too, which is then not followed, and by the keys', async () => {
      const page = await open('');
      await page.click('#link');
      await until(() => isOpen(page), 'the palette');
      assert.ok(!(await addressOf(page)).includes('article'));
      await page.keyboard.press('Escape');
      await until(async () => !await isOpen(page), 'its end');
      await page.keyboard.press('/');
      await until(() => isOpen(page), 'the palette');
      assert.deepEqual(await within(page, 'input', (inputs) => inputs.map((input) => /** @type {HTMLInputElement} */ (input).value)), ['']);
    });

    it('searches as the box does', async () => {
      const page = await open('');
      await page.focus('#go');
      await page.keyboard.press('Enter');
      await until(() => isOpen(page), 'the palette');
      await until(async () => (await texts(page, '.try')).length === 2, 'the suggestions');
      await page.keyboard.type('夏元');
      assert.equal(await answered(page, '夏元'), 2);
      await page.keyboard.press('ArrowDown');
      assert.equal((await texts(page, '[aria-selected=true]')).length, 1);
      await page.keyboard.press('Enter');
      await until(async () => (await addressOf(page)).includes('/article.html?id='), 'the article');
    });

    it('is emptied by Escape first and closed by a second one, and the focus is where it was', async () => {
      const page = await open('');
      await page.focus('#go');
      await page.keyboard.press('Enter');
      await until(() => isOpen(page), 'the palette');
      await page.keyboard.type('产业');
      await answered(page, '产业');
      await page.keyboard.press('Escape');
      assert.equal(await isOpen(page), true);
      await page.keyboard.press('Escape');
      await until(async () => !await isOpen(page), 'its end');
      assert.equal(await focused(page), 'go');
    });

    it('closes by its own button and by a press beside it', async () => {
      const page = await open('');
      for (const close of [
        () => within(page, '.shut', ([button]) => button.click()),
        () => page.mouse.click(5, 5),
      ]) {
        await page.click('#go');
        await until(() => isOpen(page), 'the palette');
        await close();
        await until(async () => !await isOpen(page), 'its end');
      }
    });

    it('keeps the focus inside', async () => {
      const page = await open('');
      await page.click('#go');
      await until(() => isOpen(page), 'the palette');
      for (let presses = 0; presses < 6; presses += 1) {
        await page.keyboard.press('Tab');
        assert.notEqual(await focused(page), 'link');
      }
    });

    it('says when it opens and closes, and does not open where the page objects', async () => {
      const page = await open('');
      await page.evaluate(() => {
        Object.assign(globalThis, { heard: [], objects: true });
        for (const what of ['open', 'close']) {
          document.addEventListener(`xun-zhang:${what}`, (event) => {
            /** @type {any} */ (globalThis).heard.push(what);
            if (/** @type {any} */ (globalThis).objects) event.preventDefault();
          });
        }
      });
      await page.click('#go');
      const heard = () => page.evaluate(() => /** @type {any} */ (globalThis).heard);
      await until(async () => (await heard()).length === 1, 'the event');
      assert.equal(await isOpen(page), false);
      await page.evaluate(() => { /** @type {any} */ (globalThis).objects = false; });
      await page.evaluate(() => /** @type {any} */ (document.querySelector('xun-zhang')).open());
      await until(() => isOpen(page), 'the palette');
      await page.keyboard.press('Escape');
      await until(async () => (await heard()).length === 3, 'the last event');
      assert.deepEqual(await heard(), ['open', 'open', 'close']);
    });

    it('fills a narrow window, and has a button of 44 pixels to close it', async () => {
      const page = await open('', { width: 480, height: 700 });
      await page.click('#go');
      await until(() => isOpen(page), 'the palette');
      const { width, height, button } = await within(page, 'dialog', ([dialog]) => {
        const { width, height } = dialog.getBoundingClientRect();
        return { width, height, button: dialog.querySelector('.shut')?.getBoundingClientRect().height ?? 0 };
      });
      assert.deepEqual([width, height], [480, 700]);
      assert.ok(button >= 44, String(button));
    });

    it('is closed when its element goes, and opens again when it has come back', async () => {
      const page = await open('');
      await page.click('#go');
      await until(() => isOpen(page), 'the palette');
      await page.evaluate(() => {
        const element = /** @type {Element} */ (document.querySelector('xun-zhang'));
        element.remove();
        document.body.append(element);
      });
      assert.equal(await isOpen(page), false);
      await page.click('#go');
      await until(() => within(page, 'dialog', ([dialog]) => dialog.matches(':modal')), 'the palette over the page');
      await page.keyboard.type('夏元');
      await answered(page, '夏元');
    });

    it('is a box again when it is for nothing any more', async () => {
      const page = await open('');
      await page.click('#go');
      await until(() => isOpen(page), 'the palette');
      await page.evaluate(() => { /** @type {any} */ (document.querySelector('xun-zhang')).htmlFor = null; });
      await until(async () => (await within(page, 'dialog', (dialogs) => dialogs.length)) === 0, 'the box alone');
      await page.focus('xun-zhang');
      await page.keyboard.type('夏元');
      await answered(page, '夏元');
    });
  });
}
