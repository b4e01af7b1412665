/** The keyboard, input methods, and answers that come too late. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { launch, served, until, visit } from './support/browsers.mjs';
import { answered, ask, atFront, hits, pressComposing, reading, textOf } from './support/reader.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */

describe('at the keyboard', () => {
  /** @type {Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof served>>} */
  let server;
  /** @type {Page} */
  let page;

  before(async () => {
    browser = await launch('chromium');
    server = await served();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    ({ page } = await visit(browser, server.url));
    await atFront(page);
  });
  afterEach(() => page.close());

  const focused = () => page.evaluate(() => {
    const active = document.activeElement;
    return active?.id || active?.tagName.toLowerCase();
  });

  it('searches while an input method is still composing', async () => {
    await page.focus('#query');
    const ime = await page.createCDPSession();
    await ime.send('Input.imeSetComposition', { text: '重庆', selectionStart: 2, selectionEnd: 2 });
    await answered(page, '重庆');
    assert.ok((await hits(page)).length > 0);
  });

  it('leaves Enter, Escape and arrows to the input method', async () => {
    await ask(page, '智能');
    const ime = await page.createCDPSession();
    await ime.send('Input.imeSetComposition', { text: 'qi', selectionStart: 2, selectionEnd: 2 });
    await answered(page, '智能qi');
    const address = page.url();
    for (const key of /** @type {const} */ (['ArrowDown', 'Enter', 'Escape'])) {
      await pressComposing(ime, key);
      assert.equal(await focused(), 'query', key);
      assert.equal(page.url(), address, key);
      assert.equal(await page.$eval('#query', (input) => input.getAttribute('aria-activedescendant')), null, key);
    }
    await ime.send('Input.insertText', { text: '汽车' });
    await answered(page, '智能汽车');
    assert.equal(await focused(), 'query');
  });

  it('ignores the Enter that Safari sends just after a composition has ended', async () => {
    await ask(page, '重庆');
    const moved = await page.evaluate(async () => {
      const input = /** @type {HTMLElement} */ (document.querySelector('#query'));
      const enter = () => input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      input.dispatchEvent(new CompositionEvent('compositionend'));
      enter();
      const atOnce = document.activeElement !== input;
      await new Promise((done) => setTimeout(done, 80));
      enter();
      return { atOnce, later: document.activeElement !== input };
    });
    assert.deepEqual(moved, { atOnce: false, later: true });
  });

  it('takes Enter from the box to the first hit, into the article, and Back to the hit', async () => {
    await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
    await page.keyboard.press('/');
    assert.equal(await focused(), 'query');
    await page.keyboard.type('产业集群');
    await answered(page, '产业集群');
    await page.keyboard.press('Enter');
    const first = await page.evaluate(() => document.activeElement?.textContent);
    assert.equal(first, (await hits(page))[0].title);
    await page.keyboard.press('Enter');
    await reading(page);
    await until(async () => await focused() === 'h1', 'the headline to have the focus');
    await page.goBack();
    await answered(page, '产业集群');
    await until(() => page.evaluate((title) => document.activeElement?.textContent === title, first), 'the focus to be back on the hit');
  });

  it('walks the suggestions with the arrows and takes one with Enter', async () => {
    await ask(page, '智能');
    await until(() => page.evaluate(() => document.querySelector('#suggestions .word') !== null), 'suggestions');
    await page.keyboard.press('ArrowDown');
    const chosen = await page.evaluate(() => {
      const option = document.getElementById(document.querySelector('#query')?.getAttribute('aria-activedescendant') ?? '');
      return { selected: option?.getAttribute('aria-selected'), word: option?.querySelector('span')?.textContent };
    });
    assert.equal(chosen.selected, 'true');
    assert.match(chosen.word ?? '', /^智能/);
    await page.keyboard.press('Enter');
    await answered(page, chosen.word ?? '');
  });

  it('goes beyond the last suggestion back to the box', async () => {
    await ask(page, '智能');
    await until(() => page.evaluate(() => document.querySelector('#suggestions [role=option]') !== null), 'suggestions');
    await page.keyboard.press('ArrowUp');
    assert.ok(await page.evaluate(() => document.querySelector('#suggestions [role=option]:last-child[aria-selected=true]')));
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.$eval('#query', (input) => input.getAttribute('aria-activedescendant')), null);
  });

  it('empties the box with Escape and shows the front page again', async () => {
    await ask(page, '重庆');
    await page.keyboard.press('Escape');
    await atFront(page);
    assert.equal(await page.$eval('#query', (input) => /** @type {HTMLInputElement} */ (input).value), '');
    assert.equal(new URL(page.url()).search, '');
    assert.equal(await focused(), 'query');
  });

  it('opens the help with a question mark, but not while one writes', async () => {
    await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
    await page.keyboard.press('?');
    assert.ok(await page.evaluate(() => /** @type {HTMLDialogElement} */ (document.querySelector('#syntax')).open));
    await page.keyboard.press('Escape');
    await page.focus('#query');
    await page.keyboard.type('?');
    assert.ok(!await page.evaluate(() => /** @type {HTMLDialogElement} */ (document.querySelector('#syntax')).open));
  });

  it('never lets a stale answer replace a newer one', async () => {
    await page.evaluate(async () => {
      const { Library } = await import(new URL('xunzhang.js', location.href).href);
      const { search } = Library.prototype;
      Library.prototype.search = async function late(/** @type {string} */ query, /** @type {object} */ options) {
        const found = await search.call(this, query, options);
        // The shorter the query, the later its answer.
        await new Promise((done) => setTimeout(done, 400 / query.length));
        return found;
      };
    });
    await page.focus('#query');
    await page.keyboard.type('神舟十六号');
    await answered(page, '神舟十六号');
    const shown = await hits(page);
    await new Promise((done) => setTimeout(done, 600));
    assert.deepEqual(await hits(page), shown);
    assert.equal(await page.title(), '神舟十六号 — 寻章');
  });

  it('tells a screen reader how many articles there are', async () => {
    await ask(page, '夏元');
    await until(async () => await textOf(page, '#spoken') === '找到 2 篇', 'the announcement');
  });
});
