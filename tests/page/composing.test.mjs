/** Input methods: the keys that are theirs, the text that is still being composed, and the order in which Safari tells of it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BROWSERS, until } from './support/browsers.mjs';
import { answered, forms, pageOf, within } from './support/forms.mjs';
import { pressComposing } from './support/reader.mjs';

/** @import { CDPSession } from 'puppeteer-core' */
/** @import { AnyPage } from './support/browsers.mjs' */

const HREF = 'href="/article.html?id={id}"';

/** The forms of the element, and how a reader comes to the box of each. @type {Record<string, { path: string, body: string, come: (page: AnyPage) => Promise<unknown> }>} */
const FORMS = {
  'the box': { path: 'box.html', body: `<xun-zhang ${HREF}></xun-zhang>`, come: (page) => page.focus('xun-zhang') },
  'the palette': {
    path: 'palette.html',
    body: `<button id="go">搜索</button><xun-zhang for="go" ${HREF}></xun-zhang>`,
    come: async (page) => {
      await page.click('#go');
      await until(() => within(page, 'dialog', ([dialog]) => /** @type {HTMLDialogElement} */ (dialog)?.open), 'the palette');
    },
  },
  'the page of results': { path: 'page.html', body: `<xun-zhang layout="page" ${HREF}></xun-zhang>`, come: (page) => page.focus('xun-zhang') },
};

const PAGES = Object.fromEntries(Object.values(FORMS).map(({ path, body }) => [`/${path}`, pageOf(body)]));

/** The keys by which a reader walks and takes the candidates of an input method. */
const CANDIDATE_KEYS = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'Enter', 'Escape', 'Tab', ' ', '2'];

/** What a reader sees of the box: what is in it, whether anything is active or has the focus besides, and what was chosen. @param {AnyPage} page */
const state = (page) => page.evaluate(() => {
  const element = /** @type {any} */ (document.querySelector('xun-zhang'));
  const root = /** @type {ShadowRoot} */ (element.shadowRoot);
  return {
    query: element.query,
    active: root.querySelector('[aria-selected=true], a:focus') !== null,
    inBox: root.activeElement?.localName === 'input',
    palette: root.querySelector('dialog')?.open ?? null,
    chosen: /** @type {string[]} */ (/** @type {any} */ (globalThis).chosen ?? []),
  };
});

/** Notes what is chosen, and stays on the page. @param {AnyPage} page */
const watch = (page) => page.evaluate(() => {
  Object.assign(globalThis, { chosen: [] });
  document.addEventListener('xun-zhang:select', (event) => {
    event.preventDefault();
    /** @type {any} */ (globalThis).chosen.push(/** @type {CustomEvent} */ (event).detail.query);
  });
});

/** Opens the first result: in the lists the first one is meant, on a page of results one goes to it. @param {AnyPage} page @param {string} form */
async function openFirst(page, form) {
  if (form === 'the page of results') await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

for (const name of BROWSERS) {
  describe(`an input method that tells in Safari's order in ${name}`, () => {
    const open = forms(name, PAGES);

    for (const [form, { path, come }] of Object.entries(FORMS)) {
      it(`has the Enter that comes just after its composition has ended, in ${form}`, async () => {
        const page = await open(path);
        await watch(page);
        await come(page);
        await page.keyboard.type('夏元');
        await answered(page, '夏元');
        if (form === 'the page of results') await page.keyboard.press('ArrowDown');
        // All in one turn, as the browser does it: the end of the composition, and then the key that has ended it.
        const chosen = await page.evaluate(() => {
          const root = /** @type {ShadowRoot} */ (document.querySelector('xun-zhang')?.shadowRoot);
          const input = /** @type {HTMLInputElement} */ (root.querySelector('input'));
          const key = (/** @type {KeyboardEventInit} */ init) => input.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, composed: true, cancelable: true, ...init }));
          input.focus();
          input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, composed: true }));
          const left = [key({ key: 'Enter', isComposing: true })];
          input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, composed: true, data: '夏元' }));
          left.push(key({ key: 'Enter', keyCode: 229 }), key({ key: 'Enter' }), key({ key: 'Escape' }), key({ key: 'ArrowDown' }));
          return { left, chosen: /** @type {any} */ (globalThis).chosen, query: /** @type {any} */ (document.querySelector('xun-zhang')).query };
        });
        assert.deepEqual(chosen, { left: [true, true, true, true, true], chosen: [], query: '夏元' }, 'no key is taken from the input method');
        await new Promise((done) => setTimeout(done, 80));
        await openFirst(page, form);
        assert.deepEqual((await state(page)).chosen, ['夏元'], 'a later Enter is the reader\'s own');
      });

      it(`has a key that old WebKit tells of by its code alone, in ${form}`, async () => {
        const page = await open(path);
        await watch(page);
        await come(page);
        await page.keyboard.type('夏元');
        await answered(page, '夏元');
        await page.evaluate(() => {
          const input = document.querySelector('xun-zhang')?.shadowRoot?.querySelector('input');
          for (const key of ['Enter', 'Escape', 'ArrowDown']) input?.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode: 229, bubbles: true, composed: true, cancelable: true }));
        });
        const { active, chosen, inBox, query } = await state(page);
        assert.deepEqual({ active, chosen, inBox, query }, { active: false, chosen: [], inBox: true, query: '夏元' });
      });
    }
  });
}

for (const [form, { path, come }] of Object.entries(FORMS)) {
  describe(`composing in ${form} in Chromium`, () => {
    const open = forms('chromium', PAGES);

    /** Opens the page with the box at hand. @returns {Promise<{ page: import('puppeteer-core').Page, ime: CDPSession }>} */
    async function begin() {
      const page = await open(path);
      await watch(page);
      await come(page);
      return { page, ime: await page.createCDPSession() };
    }

    /** The letters or words that are being composed now, in place of those of before. @param {CDPSession} ime @param {string} text */
    const compose = (ime, text) => ime.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });

    it('pinyin: the letters grow, the keys of the candidates are the method\'s, and only an Enter after the words opens a result', async () => {
      const { page, ime } = await begin();
      for (const letters of ['c', 'ch', 'cho', 'chon', 'chong', 'chong q', 'chong qi', 'chong qin', 'chong qing']) await compose(ime, letters);
      for (const key of CANDIDATE_KEYS) {
        await pressComposing(ime, key);
        const { active, chosen, inBox, query } = await state(page);
        assert.deepEqual({ active, chosen, inBox, query }, { active: false, chosen: [], inBox: true, query: 'chong qing' }, key);
      }
      await ime.send('Input.insertText', { text: '重庆' });
      // The key that has taken the candidate.
      await pressComposing(ime, 'Enter');
      await answered(page, '重庆');
      assert.deepEqual((await state(page)).chosen, []);
      await new Promise((done) => setTimeout(done, 80));
      await openFirst(page, form);
      assert.deepEqual((await state(page)).chosen, ['重庆']);
    });

    it('a real Enter just after the words are there is still the method\'s', async () => {
      const { page, ime } = await begin();
      await page.keyboard.type('夏元');
      await answered(page, '夏元');
      await page.evaluate(() => {
        const input = document.querySelector('xun-zhang')?.shadowRoot?.querySelector('input');
        // What the driver sends may come too late on a busy machine.
        input?.addEventListener('compositionend', () => {
          input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }));
        });
      });
      await compose(ime, 'qi');
      await ime.send('Input.insertText', { text: '汽车' });
      await until(async () => (await state(page)).query === '夏元汽车', 'the words');
      assert.deepEqual((await state(page)).chosen, []);
    });

    it('a composition that is given up leaves what was there before, and its results', async () => {
      const { page, ime } = await begin();
      await page.keyboard.type('夏元');
      await answered(page, '夏元');
      await compose(ime, 'qiche');
      await until(async () => (await state(page)).query === '夏元qiche', 'the letters');
      await pressComposing(ime, 'Escape');
      await compose(ime, '');
      await until(async () => (await state(page)).query === '夏元', 'what was there before');
      assert.equal(await answered(page, '夏元'), 2);
      const { inBox, palette } = await state(page);
      assert.deepEqual([inBox, palette], [true, form === 'the palette' ? true : null], 'the Escape has closed nothing');
    });

    it('words are composed in the middle of a query', async () => {
      const { page, ime } = await begin();
      await page.keyboard.type('智能汽车');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      for (const letters of ['wang', 'wang lian']) await compose(ime, letters);
      await until(async () => (await state(page)).query === '智能wang lian汽车', 'the letters between the words');
      await ime.send('Input.insertText', { text: '网联' });
      await answered(page, '智能网联汽车');
      await page.keyboard.press('Backspace');
      await until(async () => (await state(page)).query === '智能网汽车', 'the caret to be where the reader has left it');
    });

    it('handwriting: words come without a composition, several at once, and take the place of others', async () => {
      const { page, ime } = await begin();
      await ime.send('Input.insertText', { text: '夏' });
      await answered(page, '夏');
      await ime.send('Input.insertText', { text: '元' });
      assert.equal(await answered(page, '夏元'), 2);
      // The method takes back what it has read and writes what was meant.
      await page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot?.querySelector('input')?.setSelectionRange(0, 2));
      await ime.send('Input.insertText', { text: '智能网联汽车' });
      await answered(page, '智能网联汽车');
      await openFirst(page, form);
      assert.deepEqual((await state(page)).chosen, ['智能网联汽车'], 'nothing was composed, so the Enter is the reader\'s');
    });

    it('a candidate that is composed takes the place of another, and results come for each', async () => {
      const { page, ime } = await begin();
      for (const words of ['重', '重庆', '夏元', '产业']) {
        await compose(ime, words);
        await answered(page, words);
        const { active, chosen, inBox } = await state(page);
        assert.deepEqual({ active, chosen, inBox }, { active: false, chosen: [], inBox: true }, words);
      }
      await ime.send('Input.insertText', { text: '产业' });
      await answered(page, '产业');
    });

    it('Android: all is composed all the time, and the words that grow are searched as they grow', async () => {
      const { page, ime } = await begin();
      for (const words of ['智', '智能', '智能网', '智能网联']) {
        await compose(ime, words);
        await answered(page, words);
      }
      // The results can be pressed while the words are still underlined.
      await within(page, '.hit', ([hit]) => hit.click());
      assert.deepEqual((await state(page)).chosen, ['智能网联']);
    });
  });
}
