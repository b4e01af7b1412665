/** What a reader is told of how a query was understood, and how they get back to what they typed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Union } from '../../www/union.js';
import { BROWSERS, PUPPETS, until } from './support/browsers.mjs';
import { answer, ask, hit, inside } from './support/element.mjs';
import { embedded, front } from './support/embedded.mjs';
import { addressOf, answered, focusedIn, forms, pageOf, texts, within } from './support/forms.mjs';
import * as reader from './support/reader.mjs';

/** @import { AnyPage } from './support/browsers.mjs' */
/** @import { Index, ReadAs } from '../../www/types.js' */

/** Written as nobody in the corpus writes it, who writes 2000亿元. */
const AMOUNT = '两千亿元';

/** What the element says about that. */
const ALSO = /^也找了：(.*、)?2000亿元.*（数字的另一写法）/;

/** @param {string} text @param {ReadAs['why']} why @returns {ReadAs} */
const read = (text, why) => ({ of: '所问', text, why, weight: 0.8 });

/** The lines about how the query was understood. @param {AnyPage} page */
const lines = (page) => texts(page, '.meant p');

/** Waits until the first line is like this, and gives it. @param {AnyPage} page @param {RegExp} pattern */
const line = (page, pattern) => until(async () => (await lines(page)).find((text) => pattern.test(text)), `a line like ${pattern}`);

/** Waits until there is no line. @param {AnyPage} page */
const noLine = (page) => until(async () => (await lines(page)).length === 0, 'no line');

/** Presses Alt and Enter together. @param {AnyPage} page */
async function pressLiteral(page) {
  await page.keyboard.down('Alt');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Alt');
}

/** Types more into what has the focus, or takes the last character away. @param {AnyPage} page @param {string} key */
const press = (page, key) => page.keyboard.press(/** @type {any} */ (key));

for (const name of BROWSERS) {
  describe(`what is understood by <xun-zhang> in ${name}`, () => {
    /** @type {AnyPage} */
    let page;
    embedded(name, (watched) => { page = watched.page; });

    it('is told with its reason above the hits, whose marks show it', async () => {
      const { marks } = await ask(page, AMOUNT);
      assert.match(await line(page, ALSO), ALSO);
      assert.ok(marks.includes('2000亿元'), marks.join());
    });

    it('is not told where only what was typed was sought', async () => {
      await ask(page, '智能网联汽车');
      assert.deepEqual(await lines(page), []);
    });

    it('covers days that are written in another way', async () => {
      await ask(page, '十月二十四日');
      assert.match(await line(page, /^也找了：.*10月24日/), /数字的另一写法/);
    });

    it('is read out after the number of articles', async () => {
      await ask(page, AMOUNT);
      // While it takes long, that it is being searched is read out first.
      const spoken = await until(async () => (await inside(page)).spoken.match(/^找到 \d+ 篇 也找了：.*/s)?.[0], 'the words for those who hear them');
      assert.doesNotMatch(spoken, /只找原文/, 'a button is no news');
    });

    it('gives way to what was typed at the press of the button, until it is pressed again', async () => {
      const first = await ask(page, AMOUNT);
      await line(page, ALSO);
      await within(page, '[part=undo]', ([button]) => button.click());
      await line(page, /^只找了原文/);
      const typed = await inside(page);
      assert.ok(typed.focused && typed.query === AMOUNT);
      assert.ok(!typed.marks.includes('2000亿元'), 'nothing else is sought');
      await within(page, '[part=undo]', ([button]) => button.click());
      await line(page, ALSO);
      assert.deepEqual((await inside(page)).titles, first.titles);
    });

    it('gives way to what was typed by one key, which the line names, and comes back by it', async () => {
      await ask(page, AMOUNT);
      assert.match(await line(page, ALSO), /Alt\+Enter$/);
      await pressLiteral(page);
      assert.match(await line(page, /^只找了原文/), /照常找 Alt\+Enter$/);
      await pressLiteral(page);
      await line(page, ALSO);
    });

    it('is understood again once the text has changed, also when it is changed back', async () => {
      await ask(page, AMOUNT);
      await line(page, ALSO);
      await pressLiteral(page);
      await line(page, /^只找了原文/);
      await page.keyboard.type('投');
      await until(async () => !(await lines(page)).some((text) => /^只找了原文/.test(text)), 'another answer');
      await press(page, 'Backspace');
      await line(page, ALSO);
      assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector('#zh')).literal), false);
    });

    it('leaves Escape to empty the box', async () => {
      await ask(page, AMOUNT);
      await line(page, ALSO);
      await press(page, 'Escape');
      await noLine(page);
      assert.equal((await inside(page)).query, '');
    });

    it('is reached by Tab from the box, and Enter presses the button', async () => {
      await ask(page, AMOUNT);
      await line(page, ALSO);
      const at = () => page.evaluate(() => document.querySelector('#zh')?.shadowRoot?.activeElement?.getAttribute('part'));
      for (let presses = 0; presses < 4 && await at() !== 'undo'; presses += 1) await press(page, 'Tab');
      assert.equal(await at(), 'undo');
      await press(page, 'Enter');
      await line(page, /^只找了原文/);
      assert.equal(await at(), 'input');
    });

    it('names what was found by pinyin, and of more than three texts the first', async () => {
      await answer(page, { hits: [hit({})], meant: [read('重庆', 'pinyin')] });
      await ask(page, 'chongqing');
      assert.match(await line(page, /重庆/), /^按拼音找了：重庆 只找原文/);
      await answer(page, { hits: [hit({})], meant: [read('重庆', 'pinyin'), read('2000亿元', 'number'), read('中青', 'pinyin'), read('四川', 'abbreviation')] });
      await ask(page, 'x');
      assert.match(await line(page, /2000/), /^也找了：重庆、中青（拼音）、2000亿元（数字的另一写法）等 只找原文/);
    });

    for (const [lang, also, only] of [['zh-Hant', '也找了：2000億元（數字的另一寫法） 只找原文 Alt+Enter', '只找了原文 照常找 Alt+Enter'],
      ['en', 'Also searched: 2000億元 (the number written otherwise) Only what I typed Alt+Enter', 'Searched only what you typed Search as usual Alt+Enter']]) {
      it(`is told in the language of the element: ${lang}`, async () => {
        await page.evaluate((tag) => document.querySelector('#zh')?.setAttribute('lang', tag), lang);
        await answer(page, { hits: [hit({})], meant: [read('2000億元', 'number')] });
        await ask(page, '兩千億元');
        assert.equal(await line(page, /2000/), also);
        await pressLiteral(page);
        await until(async () => (await lines(page)).includes(only), only);
      });
    }

    it('takes the owner\'s words', async () => {
      await page.evaluate(() => { /** @type {any} */ (document.querySelector('#zh')).words = { also: (/** @type {string} */ text) => `同时：${text}`, literally: '原样' }; });
      await ask(page, AMOUNT);
      assert.match(await line(page, /^同时：/), / 原样 Alt\+Enter$/);
    });

    it('is no setting that a filter or more results would undo', async () => {
      await page.evaluate(() => { Object.assign(/** @type {any} */ (document.querySelector('#zh')), { limit: 1 }); });
      await ask(page, AMOUNT);
      await line(page, ALSO);
      await pressLiteral(page);
      await line(page, /^只找了原文/);
      await page.evaluate(() => { /** @type {any} */ (document.querySelector('#zh')).filters = { date: { from: '2000-01-01' } }; });
      await until(() => page.evaluate(() => /** @type {any} */ (document.querySelector('#zh')).filters.date), 'the filter');
      await line(page, /^只找了原文/);
      assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector('#zh')).literal), true);
    });
  });

  describe(`what a page of results understands in ${name}`, () => {
    const open = forms(name, { '/page.html': pageOf('<xun-zhang layout="page" href="/article.html?id={id}" limit="3"></xun-zhang>') });

    it('stands in the address when only what was typed is sought, so that a reload, Back and Forward show the same', async () => {
      const page = await open(`page.html?q=${encodeURIComponent(AMOUNT)}`);
      await line(page, ALSO);
      await page.focus('xun-zhang');
      await pressLiteral(page);
      await line(page, /^只找了原文/);
      await until(async () => new URL(await addressOf(page)).searchParams.get('q.literal') === '1', 'the address');
      await page.reload();
      await until(() => page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot != null), 'the element');
      await line(page, /^只找了原文/);
      await page.evaluate(() => history.back());
      await line(page, ALSO);
      await until(async () => !new URL(await addressOf(page)).searchParams.has('q.literal'), 'the address of before');
      await page.evaluate(() => history.forward());
      await line(page, /^只找了原文/);
    });

    it('is forgotten by the address with the text', async () => {
      const page = await open(`page.html?q=${encodeURIComponent(AMOUNT)}&q.literal=1`);
      await line(page, /^只找了原文/);
      await page.focus('xun-zhang');
      await page.evaluate(() => { /** @type {any} */ (document.querySelector('xun-zhang')).query = '重庆'; });
      await answered(page, '重庆');
      await until(async () => (await addressOf(page)).endsWith(`?q=${encodeURIComponent('重庆')}`), 'the address');
      assert.equal(await focusedIn(page), 'input');
    });
  });
}

for (const name of PUPPETS) {
  describe(`what the page understands in ${name}`, () => {
    /** @type {AnyPage} */
    let page;
    front(name, (watched) => { page = watched.page; });
    const said = () => reader.textOf(page, '#meant');
    const says = (/** @type {RegExp} */ pattern) => until(async () => pattern.test(await said() ?? '') && said(), `a line like ${pattern}`);

    it('is told above the hits and gives way to what was typed, which the address keeps', async () => {
      await reader.ask(page, AMOUNT);
      await says(ALSO);
      await page.click('#meant button');
      await says(/^只找了原文/);
      assert.equal(new URL(await addressOf(page)).searchParams.get('literal'), '1');
      await page.reload();
      await says(/^只找了原文/);
      await page.focus('#query');
      await pressLiteral(page);
      await says(ALSO);
    });

    it('is not told for a text of which nothing else is sought', async () => {
      await reader.ask(page, AMOUNT);
      await says(ALSO);
      await pressLiteral(page);
      await says(/^只找了原文/);
      await reader.ask(page, '智能网联汽车');
      assert.equal(await said(), '');
      assert.equal(new URL(await addressOf(page)).searchParams.has('literal'), false);
    });

    it('leaves suggestions as they are that have no marks, whatever their kind', async () => {
      await page.evaluate(async () => {
        const { Library } = await import(new URL('xunzhang.js', location.href).href);
        Library.prototype.suggest = async () => [
          { text: '重庆', kind: 'word', count: 3, parts: [{ text: '重庆', mark: false }] }, { text: '重庆高新区', kind: 'phrase', count: 0, parts: [] },
        ];
      });
      await reader.ask(page, 'chongqing');
      const shown = await until(async () => {
        const found = await page.evaluate(() => [...document.querySelectorAll('#suggestions a')].map((one) => one.textContent ?? ''));
        return found.length === 2 && found;
      }, 'the suggestions');
      assert.deepEqual(shown, ['重庆3', '重庆高新区']);
      await press(page, 'ArrowDown');
      await press(page, 'ArrowDown');
      await press(page, 'Enter');
      await reader.answered(page, '重庆高新区');
    });

    it('is shown with what it weighs by the switch 算分', async () => {
      await reader.ask(page, AMOUNT);
      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector('#explain')).click());
      const understood = await until(() => reader.textOf(page, '#understood'), 'how it was understood');
      assert.match(understood, /2000亿元（由“两千亿元”：数字的另一写法，分量 0\.\d\d）/);
    });
  });
}

describe('several indices', () => {
  /** @param {ReadAs[]} meant */
  const index = (meant) => /** @type {Index} */ (/** @type {unknown} */ ({
    ask: async () => ({ query: '所问', total: 1, totalIsExact: true, tookMs: 1, hits: [], facets: {}, meant, understood: { tree: { text: '', clauses: [] }, tokens: [], statistics: [] } }),
    free: () => {},
  }));

  it('tell once what was sought in more than one of them', async () => {
    const indices = { a: [read('重庆', 'pinyin'), { ...read('渝', 'abbreviation'), weight: 0.5 }], b: [{ ...read('渝', 'abbreviation'), weight: 0.6 }, read('渝', 'synonym')] };
    const union = await Union.open(['a', 'b'], async (address) => index(indices[/** @type {'a' | 'b'} */ (address)]));
    const { meant } = await union.ask('search', ['所问', {}], new AbortController().signal);
    assert.deepEqual(meant.map(({ text, why, weight }) => [text, why, weight]), [['重庆', 'pinyin', 0.8], ['渝', 'abbreviation', 0.6], ['渝', 'synonym', 0.8]]);
  });
});
