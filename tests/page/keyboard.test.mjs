/** The element at the keyboard: coming to it, walking its results, opening them and leaving again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BROWSERS, launch, leftOut, served, until, visit } from './support/browsers.mjs';
import { answer, ask, hit, inside } from './support/element.mjs';
import { embedded } from './support/embedded.mjs';
import { pressComposing } from './support/reader.mjs';

/** @import { KeyInput } from 'puppeteer-core' */
/** @import { AnyPage } from './support/browsers.mjs' */

const MIDDLE = 'opens a result in a new tab with the middle button, and says so';

for (const name of BROWSERS) {
  describe(`the keyboard of <xun-zhang> in ${name}`, () => {
    /** @type {AnyPage} */
    let page;
    embedded(name, (now) => { ({ page } = now); });

    /** @param {KeyInput} held @param {KeyInput} key */
    async function chord(held, key) {
      await page.keyboard.down(held);
      await page.keyboard.press(key);
      await page.keyboard.up(held);
    }

    /** Whose focus it is: an id, or the name of what has none. */
    const focused = () => page.evaluate(() => {
      const active = document.activeElement;
      return active?.id || active?.localName;
    });

    /** Puts another element before the first paragraph. @param {string} tag @param {Record<string, string>} attributes */
    const put = (tag, attributes) => page.evaluate((what, given) => {
      const element = document.createElement(what);
      for (const [key, value] of Object.entries(given)) element.setAttribute(key, value);
      document.querySelector('p')?.before(element);
    }, tag, attributes);

    it('comes to the first box with a slash and with Ctrl-K, and the slash is not written into it', async () => {
      await page.keyboard.press('/');
      assert.equal(await focused(), 'zh');
      assert.equal((await inside(page)).query, '');
      await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
      await chord('Control', 'k');
      assert.equal(await focused(), 'zh');
    });

    it('chooses what stands in the box when a key comes to it', async () => {
      await ask(page, '产业');
      await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
      await page.keyboard.press('/');
      await page.keyboard.type('夏元');
      assert.equal((await inside(page)).query, '夏元');
    });

    it('leaves the keys to another field, to text that is being edited and to a dialog over the page', async () => {
      await put('input', { id: 'field' });
      await put('div', { id: 'edited', contenteditable: 'true', tabindex: '0' });
      // In WebKit it is a style that makes text editable, and the host has unset them all.
      await page.evaluate(() => document.getElementById('edited')?.style.setProperty('-webkit-user-modify', 'read-write', 'important'));
      for (const id of ['field', 'edited']) {
        await page.focus(`#${id}`);
        await page.keyboard.press('/');
        await chord('Control', 'k');
        assert.equal(await focused(), id);
      }
      await page.evaluate(() => {
        const dialog = document.body.appendChild(document.createElement('dialog'));
        dialog.id = 'dialog';
        dialog.tabIndex = -1;
        dialog.showModal();
      });
      await page.keyboard.press('/');
      assert.notEqual(await focused(), 'zh');
    });

    it('takes the keys that its owner names, or none', async () => {
      await page.evaluate(() => document.querySelector('#zh')?.setAttribute('hotkeys', 'alt+s'));
      const leave = () => page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
      await page.keyboard.press('/');
      assert.equal(await focused(), 'en', 'the first one that has this key');
      await leave();
      await chord('Alt', 's');
      assert.equal(await focused(), 'zh');
      await leave();
      await page.evaluate(() => document.querySelector('#zh')?.setAttribute('hotkeys', ''));
      await chord('Alt', 's');
      assert.equal(await focused(), 'body');
    });

    it('passes over an element that cannot be seen', async () => {
      await page.evaluate(() => document.querySelector('#zh')?.setAttribute('hidden', ''));
      await page.keyboard.press('/');
      assert.equal(await focused(), 'en');
    });

    it('empties the box with Escape, and a second one closes it and goes back to where the reader was', async () => {
      await put('button', { id: 'before' });
      await page.focus('#before');
      await page.keyboard.press('/');
      await ask(page, '产业');
      await page.keyboard.press('Escape');
      assert.deepEqual([(await inside(page)).query, await focused()], ['', 'zh']);
      await page.keyboard.press('Escape');
      assert.equal(await focused(), 'before');
      assert.equal((await inside(page)).open, false);
    });

    it('gives the focus to nobody where nobody had it', async () => {
      await page.keyboard.press('/');
      await page.keyboard.press('Escape');
      assert.equal(await focused(), 'body');
    });

    it('leaves Escape to the page when there is nothing to empty, to close or to go back to', async () => {
      await page.evaluate(() => {
        Object.assign(globalThis, { escapes: 0 });
        document.addEventListener('keydown', ({ key }) => { if (key === 'Escape') /** @type {any} */ (globalThis).escapes += 1; });
      });
      await ask(page, '产业');
      await page.keyboard.press('Escape');
      assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).escapes), 0);
      await page.keyboard.press('Escape');
      assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).escapes), 1);
    });

    it('goes to the ends with Home and End once a result is active, and by several with the page keys', async () => {
      const { options } = await ask(page, '重庆');
      const last = options.length - 1;
      assert.ok(last >= 5, `${last}`);
      await page.keyboard.press('ArrowDown');
      const steps = /** @type {[KeyInput, number][]} */ ([['End', last], ['Home', 0], ['PageDown', 5], ['PageDown', Math.min(10, last)], ['End', last], ['PageDown', last], ['PageUp', Math.max(0, last - 5)], ['Home', 0], ['PageUp', 0]]);
      for (const [key, at] of steps) {
        await page.keyboard.press(key);
        assert.equal((await inside(page)).at, at, key);
      }
    });

    it('moves the caret with Home and End while no result is active', async () => {
      await ask(page, '重庆');
      const caret = () => page.evaluate(() => document.querySelector('#zh')?.shadowRoot?.querySelector('input')?.selectionStart);
      await page.keyboard.press('Home');
      assert.equal(await caret(), 0);
      await page.keyboard.press('End');
      assert.equal(await caret(), 2);
      assert.equal((await inside(page)).at, -1);
    });

    /**
     * Opens the first result in new tabs, each of which is closed again.
     * @param {(() => Promise<void>)[]} ways
     */
    async function opensBeside(ways) {
      await page.evaluate(() => {
        Object.assign(globalThis, { chosen: [] });
        document.addEventListener('xun-zhang:select', (event) => /** @type {any} */ (globalThis).chosen.push(/** @type {CustomEvent} */ (event).detail.newTab));
      });
      const { links } = await ask(page, '夏元');
      for (const way of ways) {
        const before = (await page.browser().pages()).length;
        await way();
        await until(async () => (await page.browser().pages()).length > before, 'the new tab');
        const other = (await page.browser().pages()).at(-1);
        // As long as it is on its way, a page may not answer.
        await until(async () => other?.evaluate((link) => location.href.endsWith(link), links[0]).catch(() => false), 'the address of the result');
        await other?.close();
        await page.bringToFront();
        assert.match(await page.evaluate(() => location.href), /embed\.html$/);
      }
      assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).chosen), ways.map(() => true));
    }

    it('opens a result in a new tab with Shift-Enter and Ctrl-Enter, and says so', () => opensBeside([() => chord('Shift', 'Enter'), () => chord('Control', 'Enter')]));

    it(MIDDLE, { skip: leftOut(name, MIDDLE) }, () => opensBeside([async () => {
      const place = await page.evaluate(() => {
        const { x, y, width, height } = /** @type {Element} */ (document.querySelector('#zh')?.shadowRoot?.querySelector('.title')).getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      });
      await page.mouse.click(place.x, place.y, { button: 'middle' });
    }]));

    it('opens what was typed, not what is still shown, when Enter comes before the answer', async () => {
      await page.evaluate(() => document.addEventListener('xun-zhang:select', (event) => {
        event.preventDefault();
        const { query, hit } = /** @type {CustomEvent} */ (event).detail;
        Object.assign(globalThis, { chosen: [query, hit.title] });
      }));
      const chosen = () => page.evaluate(() => /** @type {any} */ (globalThis).chosen);
      await answer(page, { hits: [hit({ title: '旧' })] });
      await ask(page, '产');
      await answer(page, { hits: [hit({ title: '新' })] }, 400);
      await page.keyboard.type('业');
      await page.keyboard.press('Enter');
      assert.equal(await chosen(), undefined);
      assert.deepEqual(await until(chosen, 'the first result to be opened'), ['产业', '新']);
      await page.evaluate(() => Object.assign(globalThis, { chosen: undefined }) && undefined);
      await page.keyboard.press('Enter');
      assert.deepEqual(await chosen(), ['产业', '新'], 'and again');
    });

    it('has no trap: Tab goes out of the element', async () => {
      await ask(page, '产业');
      for (let presses = 0; await focused() === 'zh'; presses += 1) {
        assert.ok(presses < 4, 'the element holds the focus');
        await page.keyboard.press('Tab');
      }
      assert.equal(await focused(), 'en');
    });

    it('shows where the focus is', async () => {
      await page.keyboard.press('/');
      const outline = await page.evaluate(() => {
        const box = document.querySelector('#zh')?.shadowRoot?.querySelector('.box');
        return box && getComputedStyle(box).outlineWidth;
      });
      assert.equal(outline, '2px');
    });
  });
}

describe('the keyboard of <xun-zhang> and an input method', () => {
  it('leaves the keys of the list to the input method, and no letter that is composed calls the box', async () => {
    const browser = await launch('chromium');
    const server = await served();
    try {
      const { page } = await visit(browser, `${server.url}embed.html`);
      await ask(page, '重庆');
      await page.keyboard.press('ArrowDown');
      const ime = await page.createCDPSession();
      await ime.send('Input.imeSetComposition', { text: 'qi', selectionStart: 2, selectionEnd: 2 });
      await until(async () => {
        const { at, query } = await inside(page);
        return query === '重庆qi' && at === -1;
      }, 'the letters and their answer');
      for (const key of ['PageDown', 'End', 'Home', 'Enter', 'Escape']) {
        await pressComposing(ime, key);
        const { at, query } = await inside(page);
        assert.deepEqual({ at, query }, { at: -1, query: '重庆qi' }, key);
      }
      await page.evaluate(() => {
        /** @type {HTMLElement} */ (document.activeElement).blur();
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, composed: true, isComposing: true }));
      });
      assert.equal((await inside(page)).focused, false);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
