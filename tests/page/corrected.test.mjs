/** What a reader is told of a text that was corrected, or that could be, and how they get back to what they typed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Union } from '../../www/union.js';
import { BROWSERS, PUPPETS, until } from './support/browsers.mjs';
import { ask, inside } from './support/element.mjs';
import { embedded, front } from './support/embedded.mjs';
import { addressOf, focusedIn, forms, pageOf, texts, within } from './support/forms.mjs';
import * as reader from './support/reader.mjs';

/** @import { Index } from '../../www/types.js' */
/** @import { AnyPage } from './support/browsers.mjs' */

const TYPED = '智能往联汽车';
const TEXT = '智能网联汽车';

/** The lines about how the query was understood. @param {AnyPage} page */
const lines = (page) => texts(page, '.meant p');

/** Waits until there is such a line. @param {AnyPage} page @param {string} text */
const line = (page, text) => until(async () => (await lines(page)).includes(text), text);

const APPLIED = `没有找到“${TYPED}”，已改找“${TEXT}” 仍找“${TYPED}” Esc`;
const LITERAL = '只找了原文 照常找 Alt+Enter';

/**
 * Has the page take one text for a slip of the keys, which another text corrects: by itself, or as an offer only. All else is answered as ever. What was asked is noted as `asked`.
 * @param {AnyPage} page
 * @param {boolean} applied
 */
const corrects = (page, applied) => page.evaluate(async (typed, text, at_once) => {
  const { Library } = await import(new URL('xunzhang.js', location.href).href);
  const { search } = Library.prototype;
  const asked = /** @type {any} */ (globalThis).asked = /** @type {object[]} */ ([]);
  Library.prototype.search = async function (/** @type {string} */ query, /** @type {any} */ { correct = true, ...options }) {
    asked.push({ query, correct, literal: false, ...options });
    const slip = query === typed && correct && !options.literal;
    const page = await search.call(this, slip ? text : query, slip || query !== typed ? options : { ...options, filters: { date: { from: '1800-01-01', to: '1800-01-01' } } });
    const correction = slip ? { text, applied: at_once, changes: [{ of: typed, text, why: 'homophone' }] } : null;
    return { ...page, query, meant: [], correction };
  };
}, TYPED, TEXT, applied);

/** @param {AnyPage} page @param {string} key */
const press = (page, key) => page.keyboard.press(/** @type {any} */ (key));

for (const name of BROWSERS) {
  describe(`a slip of the keys in <xun-zhang> in ${name}`, () => {
    /** @type {AnyPage} */
    let page;
    embedded(name, (watched) => { page = watched.page; });

    it('is told with what was searched instead, and what has changed is emphasised', async () => {
      await corrects(page, true);
      const { titles } = await ask(page, TYPED);
      assert.deepEqual(await lines(page), [APPLIED]);
      assert.deepEqual(await texts(page, '.meant em'), ['网']);
      assert.ok(titles.length > 0);
    });

    it('is searched as it was typed at the first Escape, which only then empties the box', async () => {
      await corrects(page, true);
      await ask(page, TYPED);
      await press(page, 'Escape');
      await line(page, LITERAL);
      const typed = await inside(page);
      assert.deepEqual([typed.query, typed.titles, typed.told], [TYPED, [], `没有找到“${TYPED}”`]);
      await press(page, 'Escape');
      await until(async () => (await inside(page)).query === '', 'the empty box');
      assert.deepEqual(await lines(page), []);
    });

    it('is searched as it was typed at the press of the button, and corrected again at the next', async () => {
      await corrects(page, true);
      await ask(page, TYPED);
      await within(page, '[part=undo]', ([button]) => button.click());
      await line(page, LITERAL);
      await within(page, '[part=undo]', ([button]) => button.click());
      await line(page, APPLIED);
    });

    it('is corrected again once the text has changed and was typed anew', async () => {
      await corrects(page, true);
      await ask(page, TYPED);
      await press(page, 'Escape');
      await line(page, LITERAL);
      await press(page, 'Escape');
      await ask(page, TYPED);
      await line(page, APPLIED);
    });

    it('is read out with the key that takes the correction back', async () => {
      await corrects(page, true);
      await ask(page, TYPED);
      const spoken = await until(async () => (await inside(page)).spoken, 'the words for those who hear them');
      assert.match(spoken, /^找到 \d+ 篇 没有找到“智能往联汽车”，已改找“智能网联汽车” 仍找“智能往联汽车” Esc$/);
    });

    it('has results opened with what was searched, and told of with both', async () => {
      await corrects(page, true);
      const { links } = await ask(page, TYPED);
      assert.ok(links[0].includes(`?q=${encodeURIComponent(TEXT)}#`), links[0]);
      const detail = await page.evaluate(() => new Promise((done) => {
        const element = document.querySelector('#zh');
        element?.addEventListener('xun-zhang:select', (event) => {
          event.preventDefault();
          const { query, sought } = /** @type {CustomEvent} */ (event).detail;
          done({ query, sought });
        });
        /** @type {HTMLElement | null | undefined} */ (element?.shadowRoot?.querySelector('.hit'))?.click();
      }));
      assert.deepEqual(detail, { query: TYPED, sought: TEXT });
    });

    it('is told in the event of the results', async () => {
      await corrects(page, true);
      await page.evaluate(() => document.querySelector('#zh')?.addEventListener('xun-zhang:results', (event) => {
        /** @type {any} */ (globalThis).told = /** @type {CustomEvent} */ (event).detail.page.correction;
      }));
      await ask(page, TYPED);
      assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).told), { text: TEXT, applied: true, changes: [{ of: TYPED, text: TEXT, why: 'homophone' }] });
    });

    it('is offered as the first thing that the arrow keys reach, and Enter takes it into the box', async () => {
      await corrects(page, false);
      const { options } = await ask(page, TYPED);
      assert.equal(options[0], `您是不是要找 ${TEXT}？`);
      assert.deepEqual(await texts(page, '.offer em'), ['网']);
      assert.deepEqual(await lines(page), []);
      await press(page, 'ArrowDown');
      assert.equal((await inside(page)).at, 0);
      await press(page, 'Enter');
      await until(async () => {
        const now = await inside(page);
        return now.query === TEXT && now.answered === TEXT && now.focused;
      }, 'the answer to what was offered');
      assert.deepEqual(await texts(page, '.offer'), []);
    });

    it('is offered, but Enter opens the first result', async () => {
      await corrects(page, false);
      await ask(page, TYPED);
      const [first] = await within(page, '.hit', (found) => found.map((one) => one.getAttribute('href') ?? ''));
      await press(page, 'Enter');
      await until(async () => decodeURI(await addressOf(page)).endsWith(decodeURI(first)), 'the article');
    });

    it('is read out when it is offered', async () => {
      await corrects(page, false);
      await ask(page, TYPED);
      assert.match(await until(async () => (await inside(page)).spoken, 'the words'), new RegExp(`^找到 \\d+ 篇 您是不是要找 ${TEXT}？$`));
    });

    it('is left alone where the owner does not want it corrected', async () => {
      await corrects(page, true);
      await page.evaluate(() => { /** @type {any} */ (document.querySelector('#zh')).correct = 'off'; });
      await ask(page, TYPED);
      const [{ correct, literal }] = await page.evaluate(() => /** @type {any} */ (globalThis).asked).then((all) => all.filter((/** @type {any} */ { query }) => query === '智能往联汽车'));
      assert.deepEqual([correct, literal, await lines(page)], [false, false, []]);
    });

    for (const [lang, told, offered] of [['zh-Hant', '沒有找到「智能往联汽车」，已改找「智能网联汽车」 仍找「智能往联汽车」 Esc', '您是不是要找 智能网联汽车？'],
      ['en', 'Nothing found for “智能往联汽车”; searched “智能网联汽车” instead Search “智能往联汽车” anyway Esc', 'Did you mean 智能网联汽车?']]) {
      it(`is told in the language of the element: ${lang}`, async () => {
        await page.evaluate((tag) => document.querySelector('#zh')?.setAttribute('lang', tag), lang);
        await corrects(page, true);
        await ask(page, TYPED);
        await line(page, told);
        await press(page, 'Escape');
        await press(page, 'Escape');
        await corrects(page, false);
        await ask(page, TYPED);
        await until(async () => (await texts(page, '.offer')).includes(offered), offered);
      });
    }

    it('emphasises what is new: characters in their places, what was put in, and all where only something went', async () => {
      const emphasised = await page.evaluate(async () => {
        const { changed } = await import(new URL('meant.js', location.href).href);
        const drawn = (/** @type {string} */ text, /** @type {string[][]} */ ...changes) => changed({ text, applied: true, changes: changes.map(([of, to]) => ({ of, text: to, why: 'typo' })) })
          .map((/** @type {Node} */ node) => (node.nodeName === 'EM' ? `[${node.textContent}]` : node.textContent)).join('');
        return [
          drawn('智能网联汽车', ['智能往联', '智能网联']), drawn('轨道交通', ['轨道通', '轨道交通']), drawn('轨道交通', ['道轨交通', '轨道交通']), drawn('轨道交通', ['轨道交交通', '轨道交通']),
          drawn('看 search 和 搜索', ['serach', 'search'], ['搜锁', '搜索']), drawn('别的', ['甲', '乙']),
        ];
      });
      assert.deepEqual(emphasised, ['智能[网]联汽车', '轨道[交]通', '[轨][道]交通', '[轨][道][交][通]', '看 se[a][r]ch 和 搜[索]', '别的']);
    });
  });

  describe(`a slip of the keys in a palette in ${name}`, () => {
    const open = forms(name, { '/palette.html': pageOf('<button id="go">搜索</button><xun-zhang for="go" href="/article.html?id={id}"></xun-zhang>') });

    it('is searched as it was typed at the first Escape; the second empties the box, the third closes the palette', async () => {
      const page = await open('palette.html');
      await corrects(page, true);
      const isOpen = () => within(page, 'dialog', ([dialog]) => dialog !== undefined && /** @type {HTMLDialogElement} */ (dialog).open);
      await page.click('#go');
      await until(isOpen, 'the palette');
      await page.keyboard.type(TYPED);
      await line(page, APPLIED);
      await press(page, 'Escape');
      await line(page, LITERAL);
      await press(page, 'Escape');
      await until(() => page.evaluate(() => /** @type {any} */ (document.querySelector('xun-zhang')).query === ''), 'the empty box');
      assert.ok(await isOpen());
      await press(page, 'Escape');
      await until(async () => !await isOpen(), 'the end of the palette');
    });
  });

  describe(`a slip of the keys on a page of results in ${name}`, () => {
    const open = forms(name, { '/page.html': pageOf('<xun-zhang layout="page" href="/article.html?q={query}&id={id}" limit="3"></xun-zhang>') });

    it('is searched as it was typed after Escape, which the address keeps', async () => {
      const page = await open('page.html');
      await corrects(page, true);
      await page.focus('xun-zhang');
      await page.keyboard.type(TYPED);
      await line(page, APPLIED);
      await press(page, 'Escape');
      await line(page, LITERAL);
      await until(async () => new URL(await addressOf(page)).searchParams.get('q.literal') === '1', 'the address');
      assert.equal(await focusedIn(page), 'input');
    });

    it('is offered by a button, which the arrow keys come to first', async () => {
      const page = await open('page.html');
      await corrects(page, false);
      await page.focus('xun-zhang');
      await page.keyboard.type(TYPED);
      await until(async () => (await texts(page, 'button.offer')).length === 1, 'the offer');
      await press(page, 'ArrowDown');
      assert.equal(await focusedIn(page), 'button');
      await press(page, 'Enter');
      await until(() => page.evaluate((text) => /** @type {any} */ (document.querySelector('xun-zhang')).page?.query === text, TEXT), 'the answer to what was offered');
      assert.equal(await focusedIn(page), 'input');
    });
  });
}

for (const name of PUPPETS) {
  describe(`a slip of the keys on the page in ${name}`, () => {
    /** @type {AnyPage} */
    let page;
    front(name, (watched) => { page = watched.page; });
    const says = (/** @type {string} */ text) => until(async () => await reader.textOf(page, '#meant') === text, text);

    it('is told, and searched as it was typed at the first Escape, which only then empties the box', async () => {
      await corrects(page, true);
      await reader.ask(page, TYPED);
      await says(APPLIED);
      assert.ok((await reader.hits(page)).length > 0);
      await press(page, 'Escape');
      await says(LITERAL);
      assert.deepEqual(await reader.hits(page), []);
      await press(page, 'Escape');
      await reader.atFront(page);
    });

    it('opens an article with what was searched marked', async () => {
      await corrects(page, true);
      await reader.ask(page, TYPED);
      await says(APPLIED);
      await reader.openHit(page, 0);
      const marks = await page.evaluate(() => [...document.querySelectorAll('#reading mark')].map((mark) => mark.textContent));
      assert.ok(marks.includes(TEXT), marks.join());
    });

    it('is offered by a button that takes it into the box', async () => {
      await corrects(page, false);
      await reader.ask(page, TYPED);
      await says(`您是不是要找 ${TEXT}？`);
      await page.click('#meant button');
      await reader.answered(page, TEXT);
      assert.equal(await page.evaluate(() => /** @type {HTMLInputElement} */ (document.querySelector('#query')).value), TEXT);
      await says('');
    });

    it('is named by the switch 算分 with the reason', async () => {
      await corrects(page, true);
      await reader.ask(page, TYPED);
      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector('#explain')).click());
      const understood = await until(() => reader.textOf(page, '#understood'), 'how it was understood');
      assert.match(understood, /更正：“智能往联汽车”改为“智能网联汽车”（同音字）/);
    });
  });
}

describe('several indices', () => {
  /**
   * An index that finds so many articles for each text, and corrects some, as the core does.
   * @param {Record<string, number>} totals
   * @param {Record<string, string>} slips
   */
  const index = (totals, slips = {}) => /** @type {Index} */ (/** @type {unknown} */ ({
    ask: async (/** @type {string} */ _question, /** @type {[string, any]} */ [query, { correct = true, statistics }]) => {
      const text = slips[query];
      const total = totals[query] ?? 0;
      // One that has been told of others never searches another text.
      const applied = correct && !statistics && total === 0 && text !== undefined;
      const correction = correct && !statistics && text ? { text, applied, changes: [{ of: query, text, why: 'homophone' }] } : null;
      return { query, total: applied ? totals[text] ?? 0 : total, totalIsExact: true, tookMs: 1, hits: [], facets: {}, meant: [], correction, understood: { tree: { text: '', clauses: [] }, tokens: [], statistics: [{ text: 'N', weight: 9 }] } };
    },
    free: () => {},
  }));

  /**
   * What two of them say.
   * @param {Index} one
   * @param {Index} other
   * @param {object} [options]
   */
  async function ask(one, other, options = {}) {
    const union = await Union.open(['a', 'b'], async (address) => (address === 'a' ? one : other));
    const { query, total, correction } = await union.ask('search', ['往联', options], new AbortController().signal);
    return { query, total, correction: correction && `${correction.applied ? '' : '? '}${correction.text}` };
  }

  it('search another text only where none of them finds what was typed', async () => {
    const slips = { 往联: '网联' };
    assert.deepEqual(await ask(index({ 网联: 7 }, slips), index({ 网联: 2 }, slips)), { query: '往联', total: 9, correction: '网联' });
    assert.deepEqual(await ask(index({ 网联: 7 }, slips), index({ 往联: 6 })), { query: '往联', total: 6, correction: null });
    assert.deepEqual(await ask(index({}), index({})), { query: '往联', total: 0, correction: null });
  });

  it('search the text of which they find most', async () => {
    assert.deepEqual(await ask(index({ 网联: 2 }, { 往联: '网联' }), index({ 挽联: 3 }, { 往联: '挽联' })), { query: '往联', total: 3, correction: '挽联' });
  });

  it('offer another text where little is found, unless one of them has nothing better', async () => {
    const slips = { 往联: '网联' };
    assert.deepEqual(await ask(index({ 往联: 1, 网联: 7 }, slips), index({ 网联: 2 }, slips)), { query: '往联', total: 1, correction: '? 网联' });
    assert.deepEqual(await ask(index({ 网联: 7 }, slips), index({ 往联: 1 })), { query: '往联', total: 1, correction: null });
  });

  it('leave a text as it was typed where the owner or the reader wants that', async () => {
    const both = /** @type {const} */ ([index({ 网联: 7 }, { 往联: '网联' }), index({})]);
    assert.deepEqual(await ask(...both, { correct: false }), { query: '往联', total: 0, correction: null });
    assert.deepEqual(await ask(...both, { literal: true }), { query: '往联', total: 0, correction: null });
  });
});
