/** The element under a mouse and a finger, in a window that comes and goes, and with long lists. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PUPPETS, until } from './support/browsers.mjs';
import { answer, hit } from './support/element.mjs';
import { answered, focusedIn, forms, pageOf, texts, within } from './support/forms.mjs';

/** @import { Page } from 'puppeteer-core' */

const HREF = 'href="/article.html?id={id}"';
const PAGES = {
  '/': pageOf(`<xun-zhang ${HREF}></xun-zhang><p id="beside">${'正文。'.repeat(3)}</p><div id="room"></div>`),
  '/palette.html': pageOf(`<button id="go">搜索</button><xun-zhang for="go" ${HREF}></xun-zhang>`),
  '/page.html': pageOf(`<xun-zhang layout="page" ${HREF} limit="200"></xun-zhang>`),
  '/long.html': pageOf(`<xun-zhang limit="200" ${HREF}></xun-zhang>`),
};

const PHONE = { width: 390, height: 700 };

/** Whether the panel can be seen. @param {Page} page */
const dropped = (page) => within(page, '.panel', ([panel]) => panel.checkVisibility());

/** The middle of the first that a selector finds in the element. @param {Page} page @param {string} selector */
const middle = (page, selector) => within(page, selector, ([found]) => {
  const { x, y, width, height } = found.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2, width, height };
});

/** @param {Page} page @param {string} query */
async function ask(page, query) {
  await page.focus('xun-zhang');
  await page.keyboard.type(query);
  return answered(page, query);
}

for (const name of PUPPETS) {
  describe(`pointers and windows in ${name}`, () => {
    const open = forms(name, PAGES);

    it('close the panel by a press beside it, and not by one on what is said in it', async () => {
      const page = await open('');
      await ask(page, '夏元');
      const told = await middle(page, '.told');
      await page.mouse.click(told.x, told.y);
      assert.equal(await dropped(page), true);
      assert.equal(await focusedIn(page), 'input');
      const [x, y] = [5, (await middle(page, '.panel')).height + 300];
      await page.mouse.click(x, y);
      await until(async () => !await dropped(page), 'the panel to close');
      await page.focus('xun-zhang');
      assert.equal(await dropped(page), true);
    });

    it('empty the box by its button, and the caret is in it', async () => {
      const page = await open('');
      await ask(page, '夏元');
      const { x, y, width, height } = await middle(page, '.box button');
      assert.ok(width >= 44 && height >= 44, `${width} × ${height}`);
      await page.mouse.click(x, y);
      assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector('xun-zhang')).query), '');
      assert.equal(await focusedIn(page), 'input');
    });

    it('keep the panel while the reader is in another window', async () => {
      const page = await open('');
      await ask(page, '夏元');
      const other = await page.browser().newPage();
      await other.bringToFront();
      assert.equal(await dropped(page), true);
      await other.close();
      await page.bringToFront();
      assert.equal(await dropped(page), true);
      // Without a screen a browser may not tell of it at all; so does one that has: the window loses the focus, and then the box.
      await page.evaluate(() => {
        document.hasFocus = () => false;
        document.querySelector('xun-zhang')?.shadowRoot?.querySelector('input')?.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
        dispatchEvent(new Event('blur'));
        Reflect.deleteProperty(document, 'hasFocus');
        dispatchEvent(new Event('focus'));
      });
      assert.equal(await dropped(page), true);
      assert.equal((await texts(page, '.hit')).length, 2);
    });

    for (const [form, path] of [['the box', ''], ['the palette', 'palette.html'], ['the page of results', 'page.html']]) {
      it(`opens a result of ${form} at the tap of a finger`, async () => {
        const page = await open(path, PHONE);
        if (form === 'the palette') {
          const go = /** @type {import('puppeteer-core').ElementHandle} */ (await page.$('#go'));
          const box = await go.boundingBox();
          await page.touchscreen.tap((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
          await until(() => within(page, 'dialog', ([dialog]) => /** @type {HTMLDialogElement} */ (dialog)?.open), 'the palette');
          await page.keyboard.type('夏元');
          await answered(page, '夏元');
        } else {
          const box = await middle(page, 'input');
          await page.touchscreen.tap(box.x, box.y);
          await until(async () => await focusedIn(page) === 'input', 'the caret in the box');
          await page.keyboard.type('夏元');
          await answered(page, '夏元');
        }
        const { x, y, height } = await middle(page, '.hit .title');
        assert.ok(height > 0);
        await page.touchscreen.tap(x, y);
        await until(async () => page.url().includes('/article.html?id='), 'the article');
      });
    }

    it('closes the panel at the tap of a finger beside it', async () => {
      const page = await open('', PHONE);
      await ask(page, '夏元');
      const panel = await within(page, '.panel', ([one]) => one.getBoundingClientRect().bottom);
      await page.touchscreen.tap(100, Math.min(panel + 40, 690));
      await until(async () => !await dropped(page), 'the panel to close');
    });
  });

  describe(`long lists in ${name}`, () => {
    const open = forms(name, PAGES);

    /** @param {number} count */
    const many = (count) => ({ total: 5000, hits: Array.from({ length: count }, (_, at) => hit({ title: `第${at + 1}篇` })) });

    it('show the active result within the panel, wherever in the list it is', async () => {
      const page = await open('long.html');
      await answer(page, many(200));
      await ask(page, '书');
      const seen = () => within(page, '.panel, [aria-selected=true]', (found) => {
        const [panel, option] = found.map((one) => one.getBoundingClientRect());
        return option && option.top >= panel.top - 1 && option.bottom <= panel.bottom + 1;
      });
      for (const key of /** @type {const} */ (['ArrowDown', 'End', 'PageUp', 'PageUp', 'Home', 'PageDown', 'ArrowUp'])) {
        await page.keyboard.press(key);
        assert.equal(await seen(), true, key);
      }
      assert.equal(await page.evaluate(() => scrollY), 0, 'the page itself stays');
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      assert.deepEqual(await texts(page, '[aria-selected=true]'), [(await texts(page, '.try'))[0]], 'beyond the first, and round to what shows more');
    });

    it('go on where the reader was when more is shown, up to a thousand', async () => {
      const page = await open('long.html');
      await page.evaluate(async () => {
        const { Library } = await import(new URL('xunzhang.js', location.href).href);
        Object.assign(globalThis, { Library });
      });
      await answer(page, many(1000));
      await page.evaluate(() => {
        const { Library } = /** @type {any} */ (globalThis);
        const { search } = Library.prototype;
        Library.prototype.search = async (/** @type {string} */ query, /** @type {{ limit: number }} */ { limit }) => {
          const all = await search(query);
          return { ...all, hits: all.hits.slice(0, limit) };
        };
      });
      await ask(page, '书');
      for (let shown = 200; shown < 1000; shown += 200) {
        await page.keyboard.press(shown === 200 ? 'ArrowDown' : 'ArrowUp');
        await page.keyboard.press('End');
        assert.match((await texts(page, '[aria-selected=true]'))[0], /^再看一些$/);
        await page.keyboard.press('Enter');
        await until(async () => (await texts(page, '.hit')).length === shown + 200, `${shown + 200} results`);
        assert.match((await texts(page, '[aria-selected=true]'))[0], new RegExp(`^第${shown + 1}篇`));
      }
      assert.deepEqual(await texts(page, '.try'), [], 'the library gives no more at once');
    });

    it('make a page of results as long as they are, and none of it sticks out', async () => {
      const page = await open('page.html', PHONE);
      await answer(page, many(200));
      await ask(page, '书');
      await page.keyboard.press('ArrowUp');
      assert.equal(await focusedIn(page), 'button');
      const { wide, room, scrolled } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth, scrolled: scrollY > 1000 }));
      assert.ok(wide <= room, `${wide} px in a window of ${room} px`);
      assert.ok(scrolled, 'the button at the end is in view');
    });
  });
}
