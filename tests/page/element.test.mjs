/** The element on a foreign page, twice, under hostile styles and a strict policy. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BROWSERS, DIST, launch, served, until, visit } from './support/browsers.mjs';
import { ask, inside } from './support/element.mjs';
import { embedded } from './support/embedded.mjs';
import { serve } from './support/server.mjs';
import { atFront, pressComposing } from './support/reader.mjs';

/** @import { Browser } from 'puppeteer-core' */
/** @import { AnyPage } from './support/browsers.mjs' */
/** @import { Manner } from './support/server.mjs' */

for (const name of BROWSERS) {
  describe(`<xun-zhang> on a foreign page in ${name}`, () => {
    /** @type {AnyPage} */
    let page;
    embedded(name, (now) => { ({ page } = now); });

    it('finds and marks while one types', async () => {
      const now = await ask(page, '智能网联汽车');
      assert.ok(now.titles.some((title) => title.includes('问诊把脉')));
      assert.ok(now.marks.includes('智能网联汽车'));
      assert.match(now.links[0], /^index\.html\?q=%E6%99%BA%E8%83%BD.*#article\/./);
    });

    it('keeps its look under hostile styles', async () => {
      await ask(page, '重庆');
      const looks = await page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('#zh')?.shadowRoot);
        return ['.title', '.snippet', '.told p', 'input'].map((selector) => {
          const { color, fontStyle, fontSize, letterSpacing, textAlign, textTransform, backgroundColor } = getComputedStyle(/** @type {Element} */ (root.querySelector(selector)));
          return { selector, color, fontStyle, letterSpacing, textTransform, textAlign, small: parseFloat(fontSize) < 20, backgroundColor };
        });
      });
      for (const look of looks) {
        assert.notEqual(look.color, 'rgb(255, 0, 0)', look.selector);
        assert.notEqual(look.backgroundColor, 'rgb(255, 255, 0)', look.selector);
        assert.equal(look.fontStyle, 'normal', look.selector);
        assert.equal(look.letterSpacing, 'normal', look.selector);
        assert.equal(look.textTransform, 'none', look.selector);
        assert.notEqual(look.textAlign, 'right', look.selector);
        assert.ok(look.small, `${look.selector} is as large as the host wants`);
      }
    });

    it('works twice on a page, each in its own language, with one worker and one wasm for both', async () => {
      const zh = await ask(page, '夏元', 'zh');
      const en = await ask(page, '航天员', 'en');
      assert.equal(zh.told, '找到 2 篇');
      assert.equal(zh.label, '搜索');
      assert.match(en.told, /^\d articles?$/);
      assert.equal(en.label, 'Search');
      assert.ok(en.titles.length <= 3);
      const loads = () => performance.getEntriesByType('resource').map((entry) => entry.name.split('/').at(-1)).filter((file) => /^worker|wasm$/.test(file ?? ''));
      assert.deepEqual(await page.evaluate(loads), ['worker.js'], 'the page itself loads no wasm');
      // Of Firefox and WebKit the drivers do not see the workers.
      for (const worker of page.workers()) assert.deepEqual(await worker.evaluate(loads), ['xunzhang_wasm_bg.wasm']);
    });

    it('walks the results with the arrows and opens one with Enter', async () => {
      const found = await ask(page, '产业');
      await page.keyboard.press('ArrowDown');
      assert.equal((await inside(page)).active, found.titles[0]);
      await page.keyboard.press('ArrowDown');
      assert.equal((await inside(page)).active, found.titles[1]);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      assert.equal((await inside(page)).active, null);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      // A page that is about to go may not answer.
      await until(() => page.evaluate(() => location.href.includes('index.html?q=')), 'the page of the article');
      await until(() => page.evaluate(() => document.querySelector('#reading h1') !== null), 'the article');
    });

    it('opens with Enter the first result of what was typed last, though its answer is still to come', async () => {
      await ask(page, '夏元');
      const [before] = (await inside(page)).titles;
      const title = await page.evaluate(() => new Promise((done) => {
        const element = /** @type {HTMLElement & { query: string }} */ (document.querySelector('#zh'));
        element.addEventListener('xun-zhang:select', (event) => {
          event.preventDefault();
          done(/** @type {CustomEvent} */ (event).detail.hit.title);
        });
        element.query = '航天员';
        // A reader's fingers are slower than what the page has at hand already.
        setTimeout(() => element.shadowRoot?.querySelector('input')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })));
      }));
      assert.notEqual(title, before);
      assert.equal(title, (await inside(page)).titles[0]);
    });

    it('empties the box with Escape', async () => {
      await ask(page, '产业');
      await page.keyboard.press('Escape');
      const now = await inside(page);
      assert.equal(now.query, '');
      assert.equal(now.open, false);
    });

    it('closes when the focus goes elsewhere and opens again when it comes back', async () => {
      await ask(page, '产业');
      await page.focus('#en');
      await until(async () => !(await inside(page)).open, 'the panel to close');
      await page.focus('#zh');
      await until(async () => (await inside(page)).open, 'the panel to open');
    });

    it('tells its host what happens, and lets it open a hit its own way', async () => {
      await page.evaluate(() => {
        const heard = /** @type {[string, string][]} */ ([]);
        Object.assign(globalThis, { heard });
        for (const what of ['search', 'results', 'select', 'error']) {
          // At the document, for the events must come through the shadow root and up.
          document.addEventListener(`xun-zhang:${what}`, (event) => {
            heard.push([what, /** @type {CustomEvent} */ (event).detail.query]);
            if (what === 'select') event.preventDefault();
          });
        }
      });
      await ask(page, '夏元');
      await page.keyboard.press('Enter');
      const heard = /** @type {[string, string][]} */ (await page.evaluate(() => /** @type {any} */ (globalThis).heard));
      for (const what of ['search', 'results', 'select']) assert.ok(heard.some(([name, query]) => name === what && query === '夏元'), what);
      assert.ok(!heard.some(([what]) => what === 'error'));
      assert.match(await page.evaluate(() => location.href), /embed\.html$/);
    });

    it('says kindly that there is nothing', async () => {
      const now = await ask(page, '無雙');
      assert.equal(now.told, '没有找到“無雙”');
    });

    it('leaves nothing behind when it is removed, and works when it comes back', async () => {
      await ask(page, '产业');
      const after = await page.evaluate(async () => {
        const { Library } = await import(new URL('xunzhang.js', location.href).href);
        let closed = 0;
        const { close } = Library.prototype;
        Library.prototype.close = function counted() {
          closed += 1;
          close.call(this);
        };
        const heard = /** @type {string[]} */ ([]);
        for (const what of ['search', 'results', 'error']) document.addEventListener(`xun-zhang:${what}`, () => heard.push(what));
        const element = /** @type {HTMLElement & { query: string }} */ (document.querySelector('#zh'));
        const input = /** @type {HTMLInputElement} */ (element.shadowRoot?.querySelector('input'));
        element.remove();
        input.value = '重庆';
        input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        await new Promise((done) => setTimeout(done, 700));
        return { closed, heard, options: element.shadowRoot?.querySelectorAll('.hit').length, spoken: element.shadowRoot?.querySelector('[role=status]')?.textContent };
      });
      assert.deepEqual(after, { closed: 1, heard: [], options: 0, spoken: '' });
      await page.evaluate(() => {
        const element = Object.assign(document.createElement('xun-zhang'), { id: 'again' });
        document.body.append(element);
      });
      assert.ok((await ask(page, '夏元', 'again')).titles.length === 2);
    });
  });
}

describe('<xun-zhang> in Chromium', () => {
  /** @type {Browser} */
  let browser;

  /** @type {Awaited<ReturnType<typeof served>>} */
  let server;

  before(async () => {
    browser = await launch('chromium');
    server = await served();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('leaves Enter and Escape to an input method', async () => {
    const { page } = await visit(browser, `${server.url}embed.html`);
    await ask(page, '产业');
    await page.evaluate(() => {
      Object.assign(globalThis, { chosen: 0 });
      document.addEventListener('xun-zhang:select', (event) => {
        event.preventDefault();
        /** @type {any} */ (globalThis).chosen += 1;
      });
    });
    const ime = await page.createCDPSession();
    await ime.send('Input.imeSetComposition', { text: 'ji', selectionStart: 2, selectionEnd: 2 });
    for (const key of ['ArrowDown', 'Enter', 'Escape']) await pressComposing(ime, key);
    await ime.send('Input.insertText', { text: '集群' });
    await until(async () => (await inside(page)).query === '产业集群' && (await inside(page)).titles.length > 0, 'the answer to what was composed');
    assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).chosen), 0);
    await new Promise((done) => setTimeout(done, 80));
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).chosen), 1);
    await page.close();
  });

  it('is given back to the memory after it was removed', async () => {
    const { page } = await visit(browser, `${server.url}embed.html`);
    await ask(page, '产业');
    await page.keyboard.press('Escape');
    await page.evaluate(() => {
      const element = /** @type {Element} */ (document.querySelector('#zh'));
      element.remove();
      Object.assign(globalThis, { gone: new WeakRef(element) });
    });
    // The browser itself remembers the box that was written in last; and the pause outlives the announcement that was due.
    await ask(page, '夏元', 'en');
    await new Promise((done) => setTimeout(done, 700));
    const session = await page.createCDPSession();
    await until(async () => {
      await session.send('HeapProfiler.collectGarbage');
      return page.evaluate(() => /** @type {any} */ (globalThis).gone.deref() === undefined);
    }, 'the element to be collected');
    await page.close();
  });

  it('works where the host serves wasm by the wrong type', async () => {
    const odd = await serve(DIST, { types: { '.wasm': 'application/octet-stream' } });
    try {
      const { page, messages } = await visit(browser, `${odd.url}embed.html`);
      assert.equal((await ask(page, '夏元')).titles.length, 2);
      assert.deepEqual(messages, []);
      await page.close();
    } finally {
      await odd.close();
    }
  });

  it('says when it cannot be opened, with an error that has a code, and tries again', async () => {
    /** @type {Manner} */
    const manner = { refused: /\.wasm$/ };
    const broken = await serve(DIST, manner);
    const { page } = await visit(browser, `${broken.url}embed.html`);
    await page.evaluate(() => document.addEventListener('xun-zhang:error', (event) => {
      Object.assign(globalThis, { code: /** @type {CustomEvent} */ (event).detail.error.code });
    }));
    await page.focus('#zh');
    await page.keyboard.type('夏');
    await until(async () => (await inside(page)).told === '搜索没能打开。', 'the failure');
    assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).code), 'wasm/fetch');
    manner.refused = undefined;
    await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector('#zh')?.shadowRoot?.querySelector('.told button')).click());
    await until(async () => (await inside(page)).titles.length === 2, 'the second try');
    await page.close();
    await broken.close();
  });

  it('says on the page too that the search could not be opened, and tries again', async () => {
    /** @type {Manner} */
    const manner = { refused: /\.wasm$/ };
    const broken = await serve(DIST, manner);
    const { page } = await visit(browser, broken.url);
    await until(() => page.evaluate(() => document.querySelector('#trouble')?.checkVisibility()), 'the message');
    assert.match(await page.$eval('#trouble', ({ textContent }) => textContent ?? ''), /没能打开.*wasm\/fetch/);
    manner.refused = undefined;
    await page.click('#trouble button');
    await atFront(page);
    await page.close();
    await broken.close();
  });
});
