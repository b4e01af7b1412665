/** The element as a whole page of results, and the address that remembers what was asked. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BROWSERS, until } from './support/browsers.mjs';
import { addressOf, answered, focusedIn, forms, pageOf, texts, within } from './support/forms.mjs';

/** @import { AnyPage } from './support/browsers.mjs' */

const PAGES = {
  '/page.html': pageOf('<xun-zhang layout="page" href="/article.html?id={id}" limit="3"></xun-zhang>'),
  '/palette.html': pageOf('<button id="go">搜索</button><xun-zhang for="go" parameter="find" href="/article.html?id={id}"></xun-zhang>'),
  '/box.html': pageOf('<xun-zhang parameter="find" href="/article.html?id={id}"></xun-zhang>'),
};

/** What is asked for in the address. @param {AnyPage} page */
const asked = async (page) => Object.fromEntries(await page.evaluate(() => [...new URLSearchParams(location.search)]));

/** What stands in the box. @param {AnyPage} page */
const query = (page) => page.evaluate(() => /** @type {any} */ (document.querySelector('xun-zhang')).query);

for (const name of BROWSERS) {
  describe(`a page of results in ${name}`, () => {
    const open = forms(name, PAGES);

    it('shows links with headings in a list, which Tab and arrows walk', async () => {
      const page = await open('page.html');
      await page.focus('xun-zhang');
      await page.keyboard.type('重庆');
      await answered(page, '重庆');
      const [list] = await within(page, '.list', (lists) => lists.map((list) => ({
        role: list.getAttribute('role'), items: list.querySelectorAll('[role=list] > [role=listitem]').length, headings: list.querySelectorAll('a [role=heading]').length, options: list.querySelectorAll('[role=option]').length,
      })));
      assert.deepEqual(list, { role: 'group', items: 3, headings: 3, options: 0 });
      await page.keyboard.press('ArrowDown');
      assert.equal(await focusedIn(page), 'a');
      await page.keyboard.press('ArrowUp');
      assert.equal(await focusedIn(page), 'input');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await until(async () => (await addressOf(page)).includes('article.html'), 'the article');
    });

    it('shows more without losing the place', async () => {
      const page = await open('page.html?q=重庆');
      await answered(page, '重庆');
      await page.focus('xun-zhang');
      for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('ArrowDown');
      assert.equal(await focusedIn(page), 'button');
      const before = await texts(page, '.hit .title');
      await page.keyboard.press('Enter');
      const after = await until(async () => {
        const now = await texts(page, '.hit .title');
        return now.length === 6 && now;
      }, 'three more');
      assert.deepEqual(after.slice(0, 3), before);
      assert.equal(await within(page, '.hit', (found) => found.findIndex((hit) => hit.matches(':focus'))), 3, 'the first new one has the focus');
    });

    it('keeps the query, the filters and the order in the address, and reads them from there', async () => {
      const page = await open('page.html');
      await page.focus('xun-zhang');
      await page.keyboard.type('重庆');
      const all = await answered(page, '重庆');
      await until(async () => (await asked(page)).q === '重庆', 'the query in the address');
      await within(page, '[data-key^="author:"]', ([tick]) => tick.click());
      const fewer = await until(async () => {
        const total = await page.evaluate(() => /** @type {any} */ (document.querySelector('xun-zhang')).page?.total);
        return total < all && total;
      }, 'fewer results');
      const author = await until(async () => (await asked(page))['q.author'], 'the filter in the address');
      assert.equal((await asked(page)).q, '重庆');
      await within(page, 'select', ([select]) => {
        /** @type {HTMLSelectElement} */ (select).value = 'newest';
        select.dispatchEvent(new Event('change'));
      });
      await until(async () => (await asked(page))['q.sort'] === 'newest', 'the order in the address');
      await page.reload();
      assert.equal(await answered(page, '重庆'), fewer);
      assert.deepEqual(await texts(page, '.chips li'), [`${author} ✕`]);
      assert.equal(await within(page, 'select', ([select]) => /** @type {HTMLSelectElement} */ (select).value), 'newest');
    });

    it('goes back and forward through what was asked, letter by letter not', async () => {
      const page = await open('page.html');
      await page.focus('xun-zhang');
      await page.keyboard.type('重庆产业');
      await answered(page, '重庆产业');
      await until(async () => (await asked(page)).q === '重庆产业', 'the address');
      await page.evaluate(() => { /** @type {any} */ (document.querySelector('xun-zhang')).filters = { date: { from: '2023-10-01' } }; });
      await until(async () => (await asked(page))['q.from'] === '2023-10-01', 'the filter in the address');
      await page.evaluate(() => history.back());
      await until(async () => !('q.from' in await asked(page)), 'the way back');
      await until(async () => (await texts(page, '.chips li')).length === 0, 'no filter');
      assert.equal(await query(page), '重庆产业');
      await page.evaluate(() => history.back());
      await until(async () => await query(page) === '', 'the empty page');
      await page.evaluate(() => history.forward());
      await until(async () => await query(page) === '重庆产业', 'the query again');
    });

    it('is there again, with all that was shown, for a reader who comes back from an article', async () => {
      const page = await open('page.html?q=重庆');
      await answered(page, '重庆');
      await within(page, 'button.try', ([more]) => more.click());
      await until(async () => (await texts(page, '.hit')).length === 6, 'three more');
      await within(page, '.hit', (found) => found[5].click());
      await until(async () => (await addressOf(page)).includes('article.html'), 'the article');
      // The answer to a page that goes away may be lost.
      await page.evaluate(() => history.back()).catch(() => {});
      await until(async () => (await texts(page, '.hit')).length === 6, 'the six results');
      assert.equal(await query(page), '重庆');
    });

    it('leaves other parameters of the address alone, and the address when nothing is asked', async () => {
      const page = await open('page.html?theme=dark#top');
      await page.focus('xun-zhang');
      await page.keyboard.type('夏元');
      await until(async () => (await asked(page)).q === '夏元', 'the address');
      assert.equal((await asked(page)).theme, 'dark');
      await page.keyboard.press('Escape');
      await until(async () => !('q' in await asked(page)), 'the address without it');
      assert.match(await addressOf(page), /page\.html\?theme=dark#top$/);
    });

    it('bears an address that says what cannot be', async () => {
      const page = await open('page.html?q=重庆&q.nothing=x&q.from=never&q.sort=%ff&q.=y');
      await until(async () => (await texts(page, '.told p'))[0] === '这次没能查完。', 'what is said of it');
      await page.evaluate(() => /** @type {any} */ (document.querySelector('xun-zhang')).ask({ query: '夏元', filters: {}, sort: null }));
      await answered(page, '夏元');
    });

    it('lets a box remember too, under the name that its owner gives', async () => {
      const page = await open('box.html');
      await page.focus('xun-zhang');
      await page.keyboard.type('夏元');
      await answered(page, '夏元');
      await until(async () => (await asked(page)).find === '夏元', 'the address');
      await page.reload();
      await until(async () => await query(page) === '夏元', 'the query after a reload');
      assert.equal(await within(page, '.panel', ([panel]) => panel.hidden), true, 'nothing drops down by itself');
      await page.focus('xun-zhang');
      await until(() => within(page, '.panel', ([panel]) => !panel.hidden), 'the results');
    });

    it('lets a palette remember too: nothing opens by itself, and the results are there when it is opened', async () => {
      const page = await open('palette.html');
      await page.click('#go');
      await until(async () => await focusedIn(page) === 'input', 'the palette');
      await page.keyboard.type('夏元');
      await answered(page, '夏元');
      await until(async () => (await asked(page)).find === '夏元', 'the address');
      await page.keyboard.press('Enter');
      await until(async () => (await addressOf(page)).includes('article.html'), 'the article');
      // The answer to a page that goes away may be lost.
      await page.evaluate(() => history.back()).catch(() => {});
      await until(async () => await query(page) === '夏元', 'the query after Back');
      // Not by the driver: it waits in vain where the browser has kept the page.
      await page.evaluate(() => {
        Object.assign(globalThis, { old: true });
        location.reload();
      }).catch(() => {});
      await until(() => page.evaluate(() => !('old' in globalThis)), 'the page anew');
      await until(async () => await query(page) === '夏元', 'the query after a reload');
      assert.equal(await within(page, 'dialog', (dialogs) => dialogs.length), 0);
      await page.click('#go');
      await until(async () => await within(page, '.panel', ([panel]) => panel.checkVisibility()) && (await texts(page, '.hit')).length === 2, 'the results');
    });

    it('does not move what the reader looks at', async () => {
      const page = await open('page.html?q=重庆');
      await answered(page, '重庆');
      assert.ok((await page.evaluate(() => /** @type {any} */ (globalThis).seen.shift)) < 0.1);
    });
  });
}
