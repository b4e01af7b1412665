/** What the element says: its languages, its dates, its states, and what it tells its host. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BROWSERS, until } from './support/browsers.mjs';
import { answer, ask, hit, inside } from './support/element.mjs';
import { embedded } from './support/embedded.mjs';

/** @import { AnyPage, Watched } from './support/browsers.mjs' */

for (const name of BROWSERS) {
  describe(`what <xun-zhang> says in ${name}`, () => {
    /** @type {Watched} */
    let watched;
    /** @type {AnyPage} */
    let page;
    embedded(name, (now) => { watched = now; ({ page } = now); });

    it('speaks the language of the element or of what is around it', async () => {
      const cases = /** @type {[string, string][]} */ ([
        ['zh', '搜索'], ['zh-CN', '搜索'], ['zh-Hans-HK', '搜索'], ['', '搜索'], ['zh-TW', '搜尋'], ['zh-HK', '搜尋'], ['zh-Hant', '搜尋'], ['en-GB', 'Search'], ['fr', 'Search'],
      ]);
      for (const [lang, label] of cases) {
        await page.evaluate((tag) => {
          document.querySelector('#zh')?.setAttribute('lang', tag);
        }, lang);
        await until(async () => (await inside(page)).label === label, `${label} in ${lang}`);
      }
      await page.evaluate(() => {
        const around = document.body.appendChild(document.createElement('div'));
        around.lang = 'zh-Hant-TW';
        around.append(Object.assign(document.createElement('xun-zhang'), { id: 'inner' }));
      });
      await until(async () => (await inside(page, 'inner')).label === '搜尋', 'the language around');
    });

    it('says what its owner wants, also where that was set before the element was there', async () => {
      await page.evaluate(() => {
        Object.assign(/** @type {Element} */ (document.querySelector('#zh')), { words: { search: '查文章', found: (/** @type {number} */ total) => `${total} 条` } });
      });
      assert.equal((await ask(page, '夏元')).told, '2 条');
      const early = await page.evaluate(async () => {
        const { XunZhang } = await import(new URL('xun-zhang.js', location.href).href);
        const element = document.createElement('early-one');
        Object.assign(element, { words: { search: '早' } });
        document.body.append(element);
        customElements.define('early-one', class extends XunZhang {});
        await new Promise((done) => setTimeout(done, 50));
        return [element.shadowRoot?.querySelector('input')?.getAttribute('aria-label'), Object.hasOwn(element, 'words')];
      });
      assert.deepEqual(early, ['早', false]);
    });

    it('writes dates in the manner of the reader, with the year when it is not this one', async () => {
      const year = new Date().getFullYear();
      const hits = [hit({ date: `${year}-10-24` }), hit({ date: '2023-10-24' })];
      await answer(page, { hits });
      const metas = () => page.evaluate(() => [...document.querySelector('#zh')?.shadowRoot?.querySelectorAll('.meta') ?? []].map((meta) => meta.textContent));
      await ask(page, '日期');
      assert.deepEqual(await metas(), ['10月24日', '2023年10月24日']);
      for (const [lang, dates] of /** @type {const} */ ([['zh-Hant', ['10月24日', '2023年10月24日']], ['en', ['October 24', 'October 24, 2023']]])) {
        await page.evaluate((tag) => document.querySelector('#zh')?.setAttribute('lang', tag), lang);
        await until(async () => JSON.stringify(await metas()) === JSON.stringify(dates), `${dates}`);
      }
    });

    it('puts results in part below a heading, and says so to those who cannot see it', async () => {
      await answer(page, { hits: [hit({ title: '甲' }), hit({ title: '乙', partial: true })] });
      await ask(page, '甲乙');
      const groups = () => page.evaluate(() => [...document.querySelector('#zh')?.shadowRoot?.querySelectorAll('.list [role=group]') ?? []].map((group) => [
        group.getAttribute('aria-label'), group.querySelector('.heading')?.textContent, group.querySelectorAll('[role=option]').length]));
      assert.deepEqual(await groups(), [['下面这些只有一部分相符', '下面这些只有一部分相符', 1]]);
      await answer(page, { total: 0, hits: [hit({ title: '乙', partial: true })] });
      await page.keyboard.type('丙');
      await until(async () => (await groups())[0]?.[0] === '没有全部相符的，这些有一部分相符', 'the heading of those in part alone');
    });

    it('says what it looked for and what to try when there is nothing', async () => {
      const now = await ask(page, '“無雙重庆” -产业');
      assert.equal(now.told, '没有找到““無雙重庆” -产业”');
      const extra = await page.evaluate(() => document.querySelector('#zh')?.shadowRoot?.querySelector('.extra')?.textContent ?? '');
      for (const said of ['原样的“無雙重庆”', '不要产业', '去掉引号', '减号', '少写几个字']) assert.ok(extra.includes(said), `${said}: ${extra}`);
      assert.ok(!extra.includes('日期'));
      await page.keyboard.press('Enter');
      assert.equal((await inside(page)).told, now.told, 'no query is put in place of the reader’s unasked');
      await until(async () => (await inside(page)).spoken.includes('少写几个字'), 'the advice to be spoken');
    });

    it('offers near queries that do find something, each an option', async () => {
      await ask(page, '“重庆龘龘”');
      const { options } = await inside(page);
      assert.match(options[0], /^重庆龘龘\d+ 篇$/);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await until(async () => (await inside(page)).titles.length > 0, 'the answer to the other query');
      assert.equal((await inside(page)).query, '重庆龘龘');
    });

    it('shows nothing for 200 ms, then where the results will be, and nothing on the page moves', async () => {
      await answer(page, { hits: [hit({})] }, 900);
      await page.focus('#zh');
      await page.keyboard.type('慢');
      assert.equal((await inside(page)).open, false);
      await until(async () => (await inside(page)).busy, 'the word that it is slow');
      const height = await page.evaluate(() => document.querySelector('#zh')?.shadowRoot?.querySelector('.list')?.getBoundingClientRect().height ?? 0);
      assert.ok(height > 200, `${height}`);
      await until(async () => (await inside(page)).titles.length === 1, 'the answer');
      assert.equal((await inside(page)).busy, false);
      assert.equal((await watched.breaches()).shift, 0);
    });

    it('says that the reader is offline, and asks again at a press of the button', async () => {
      await answer(page, null);
      await page.evaluate(() => { Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false, configurable: true }); });
      await page.focus('#zh');
      for (const [lang, told] of [['zh', '网络断开了，连上以后再试。'], ['zh-TW', '網路斷開了，連上以後再試。'], ['en', 'You are offline. Try again once you are connected.']]) {
        await page.evaluate((tag) => document.querySelector('#zh')?.setAttribute('lang', tag), lang);
        if (lang === 'zh') await page.keyboard.type('断');
        await until(async () => (await inside(page)).told === told, told);
      }
      assert.ok((await inside(page)).retry);
      await answer(page, { hits: [hit({})] });
      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector('#zh')?.shadowRoot?.querySelector('.told button')).click());
      await until(async () => (await inside(page)).titles.length === 1, 'the second try');
      assert.equal((await inside(page)).retry, false);
    });

    it('shows what it found where a part could not be asked, says so, and offers to ask again', async () => {
      await answer(page, { hits: [hit({})], failures: [{ index: '/b/', code: 'entry/unreachable', message: '' }] });
      const now = await ask(page, '部分');
      assert.equal(now.told, '找到 1 篇，还有一部分没能查到');
      assert.deepEqual([now.retry, now.titles.length], [true, 1]);
    });

    it('tells its host when it opens, closes and finds nothing, and is told not to', async () => {
      await page.evaluate(() => {
        const heard = /** @type {string[]} */ ([]);
        Object.assign(globalThis, { heard, refused: '' });
        for (const what of ['search', 'results', 'empty', 'open', 'close']) {
          document.addEventListener(`xun-zhang:${what}`, (event) => {
            heard.push(`${what} ${/** @type {CustomEvent} */ (event).detail.query} ${event.composed}`);
            if (/** @type {any} */ (globalThis).refused === what) event.preventDefault();
          });
        }
      });
      const heard = () => page.evaluate(() => /** @type {string[]} */ (/** @type {any} */ (globalThis).heard.splice(0)));
      const refuse = (/** @type {string} */ what) => page.evaluate((wanted) => { Object.assign(globalThis, { refused: wanted }); }, what);
      await ask(page, '龘');
      await page.keyboard.press('Escape');
      assert.deepEqual(await heard(), ['search 龘 true', 'open 龘 true', 'results 龘 true', 'empty 龘 true', 'close  true']);
      await refuse('open');
      await page.keyboard.type('夏');
      await until(async () => (await inside(page)).titles.length > 0, 'the answer');
      assert.equal((await inside(page)).open, false);
      await page.keyboard.press('Escape');
      await heard();
      await refuse('search');
      await page.keyboard.type('元');
      await new Promise((done) => setTimeout(done, 300));
      assert.deepEqual(await heard(), ['search 元 true']);
    });
  });
}
