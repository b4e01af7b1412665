/** What the element shows while its box is empty: recent searches, the owner's suggestions, the owner's slot. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { BROWSERS, until } from './support/browsers.mjs';
import { ask, inside } from './support/element.mjs';
import { embedded } from './support/embedded.mjs';

/** @import { AnyPage } from './support/browsers.mjs' */

for (const name of BROWSERS) {
  describe(`the empty box of <xun-zhang> in ${name}`, () => {
    /** @type {AnyPage} */
    let page;
    embedded(name, (now) => { ({ page } = now); });
    beforeEach(() => page.evaluate(() => {
      localStorage.clear();
      document.addEventListener('xun-zhang:select', (event) => event.preventDefault());
    }));

    /** @param {Record<string, string>} attributes */
    const set = (attributes) => page.evaluate((given) => {
      for (const [key, value] of Object.entries(given)) document.querySelector('#zh')?.setAttribute(key, value);
    }, attributes);
    /** @param {string} at @param {string[]} queries */
    const keep = (at, queries) => page.evaluate((key, kept) => localStorage.setItem(key, JSON.stringify(kept)), at, queries);
    const kept = () => page.evaluate(() => JSON.parse(localStorage.getItem('xun-zhang:recent') ?? 'null'));
    /** @param {string[]} options */
    const shows = (options) => until(async () => {
      const now = await inside(page);
      return now.open && JSON.stringify(now.options) === JSON.stringify(options);
    }, `${options}`);
    /** @param {string} label */
    const press = (label) => page.evaluate((wanted) => {
      const buttons = [...document.querySelector('#zh')?.shadowRoot?.querySelectorAll('button') ?? []];
      buttons.find((button) => button.getAttribute('aria-label') === wanted)?.click();
    }, label);

    it('keeps nothing and loads nothing unless its owner wants it', async () => {
      await page.focus('#zh');
      await ask(page, '夏元');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      assert.equal((await inside(page)).open, false);
      const { stored, loaded } = await page.evaluate(() => ({ stored: localStorage.length, loaded: performance.getEntriesByType('resource').some((entry) => entry.name.endsWith('recent.js')) }));
      assert.deepEqual({ stored, loaded }, { stored: 0, loaded: false });
    });

    it('keeps the queries whose results were opened, and asks one again', async () => {
      await set({ recent: '' });
      for (const query of ['夏元', '产业', '夏元']) {
        await ask(page, query);
        await page.keyboard.press('Enter');
        await until(async () => (await kept())?.[0] === query, `${query} to be kept`);
        await page.keyboard.press('Escape');
      }
      assert.deepEqual(await kept(), ['夏元', '产业']);
      await shows(['夏元', '产业']);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await until(async () => (await inside(page)).titles.length > 0, 'the answer');
      assert.equal((await inside(page)).query, '产业');
    });

    it('keeps eight at most, apart from those of an element of another name', async () => {
      await set({ recent: 'docs' });
      await keep('xun-zhang:recent', ['别处的']);
      await keep('xun-zhang:recent:docs', ['一', '二', '三', '四', '五', '六', '七', '八']);
      await ask(page, '夏元');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await shows(['夏元', '一', '二', '三', '四', '五', '六', '七']);
      assert.deepEqual(await kept(), ['别处的']);
    });

    it('removes one, or all of them', async () => {
      await set({ recent: '' });
      await keep('xun-zhang:recent', ['一', '二', '三']);
      await page.focus('#zh');
      await shows(['一', '二', '三']);
      await press('删除“二”');
      await shows(['一', '三']);
      assert.deepEqual(await kept(), ['一', '三']);
      await press('全部删除');
      await until(async () => !(await inside(page)).open, 'the panel to close');
      assert.equal(await kept(), null);
      assert.equal((await inside(page)).focused, true);
    });

    it('bears what others have written where its searches are kept', async () => {
      await set({ recent: '', suggestions: '重庆' });
      for (const odd of ['{', '{"a":1}', '[1,null,"夏元"]']) {
        await page.evaluate((text) => localStorage.setItem('xun-zhang:recent', text), odd);
        await page.focus('#en');
        await page.focus('#zh');
        await shows(odd.includes('夏元') ? ['夏元', '重庆'] : ['重庆']);
      }
    });

    it('offers what its owner suggests, below what the reader sought, each in a group with a name', async () => {
      await set({ recent: '', suggestions: '智能网联，产业集群, 夏元' });
      await keep('xun-zhang:recent', ['天宫']);
      await page.focus('#zh');
      await shows(['天宫', '智能网联', '产业集群', '夏元']);
      const labels = await page.evaluate(() => [...document.querySelector('#zh')?.shadowRoot?.querySelectorAll('[role=group]') ?? []].map((group) => group.getAttribute('aria-label')));
      assert.deepEqual(labels, ['最近搜过', '试试这些']);
      await page.keyboard.press('Enter');
      assert.equal((await inside(page)).query, '', 'none is asked before it is chosen');
      await page.keyboard.press('Escape');
      assert.equal((await inside(page)).open, false);
    });

    it('shows what its owner has put there', async () => {
      await page.evaluate(() => {
        const own = document.createElement('p');
        own.slot = 'empty';
        own.textContent = '随便看看';
        document.querySelector('#zh')?.append(own);
      });
      await page.focus('#zh');
      await until(async () => (await inside(page)).open, 'the panel');
      assert.ok(await page.evaluate(() => document.querySelector('#zh p')?.checkVisibility()));
      await ask(page, '夏元');
      assert.ok(!await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector('#zh p')).getClientRects().length));
    });

    it('stands each button that removes beside its search', async () => {
      await set({ recent: '' });
      await keep('xun-zhang:recent', ['一', '二']);
      await page.focus('#zh');
      await shows(['一', '二']);
      const middles = await page.evaluate(() => ['.try', '.remove button:not(:first-child)'].map((selector) => [...document.querySelector('#zh')?.shadowRoot?.querySelectorAll(selector) ?? []].map((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return Math.round((top + bottom) / 2);
      })));
      assert.deepEqual(middles[0], middles[1]);
    });
  });
}
