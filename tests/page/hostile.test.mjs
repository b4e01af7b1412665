/** Each form of the element on pages whose own style sheets do their worst. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BROWSERS, until } from './support/browsers.mjs';
import { addressOf, answered, forms, pageOf, within } from './support/forms.mjs';

/** @import { AnyPage } from './support/browsers.mjs' */

const HREF = 'href="/article.html?id={id}"';

/** What hosts write. @type {Record<string, string>} */
const SHEETS = {
  'nothing of their own': '',
  'all: unset for everything': '* { all: unset !important; }',
  'all: unset for the element': 'xun-zhang { all: unset !important; }',
  'display: none for everything but the way to it': 'body * { display: none !important; } main, #go { display: block !important; }',
  'looks for what the element is made of': 'button, input, select, dialog, a, mark, h1, p, div, span, details, summary { display: inline !important; position: fixed !important; color: red !important; background: yellow !important; width: 7px !important; height: 7px !important; opacity: .1 !important; visibility: hidden !important; font: 3px cursive !important; } #go { all: revert !important; }',
  'huge text': 'html, body, main, xun-zhang { font: italic 80px/3 cursive !important; letter-spacing: 1em !important; text-transform: uppercase !important; word-spacing: 2em !important; text-align: right !important; text-indent: 5em !important; }',
  'text from right to left': 'html { direction: rtl; unicode-bidi: bidi-override; }',
  'boxes that clip and turn': 'main { overflow: visible; } xun-zhang { float: left !important; box-sizing: content-box !important; line-height: 0 !important; color: transparent !important; white-space: nowrap !important; cursor: none !important; }',
};

/** @type {Record<string, { body: string, come: (page: AnyPage) => Promise<unknown> }>} */
const FORMS = {
  'the box': { body: `<xun-zhang ${HREF}></xun-zhang>`, come: (page) => page.focus('xun-zhang') },
  'the palette': {
    body: `<button id="go">搜索</button><xun-zhang for="go" ${HREF}></xun-zhang>`,
    come: async (page) => {
      await page.evaluate(() => document.getElementById('go')?.click());
      await until(() => within(page, 'dialog', ([dialog]) => /** @type {HTMLDialogElement} */ (dialog)?.open), 'the palette');
    },
  },
  'the page of results': { body: `<xun-zhang layout="page" ${HREF}></xun-zhang>`, come: (page) => page.focus('xun-zhang') },
};

/** The pages and sheets by their paths. @type {Record<string, string>} */
const PAGES = {};
Object.values(SHEETS).forEach((sheet, at) => {
  PAGES[`/host-${at}.css`] = sheet;
  Object.values(FORMS).forEach(({ body }, form) => { PAGES[`/host-${at}-${form}.html`] = pageOf(`<link rel="stylesheet" href="/host-${at}.css">${body}`); });
});

/** What of the element must look alike everywhere. @param {AnyPage} page */
const looks = (page) => within(page, '.box, input[part=input], .clear, .told p, .hit .title, .hit [part=snippet], .hit [part=meta], mark', (found) => {
  /** @type {Record<string, object>} */
  const all = {};
  for (const one of found) {
    const name = `${one.localName} ${one.className || one.getAttribute('part')}`;
    if (name in all) continue;
    const { backgroundColor, color, cursor, direction, display, fontFamily, fontSize, fontStyle, letterSpacing, lineHeight, opacity, position, textAlign, textIndent, textTransform, visibility, whiteSpace } = getComputedStyle(one);
    all[name] = { backgroundColor, color, cursor, direction, display, fontFamily, fontSize, fontStyle, letterSpacing, lineHeight, opacity, position, textAlign, textIndent, textTransform, visibility, whiteSpace };
  }
  return all;
});

for (const name of BROWSERS) {
  describe(`a host that does its worst in ${name}`, () => {
    const open = forms(name, PAGES);
    /** How each form looks where nothing is said. @type {Record<string, object>} */
    const plain = {};

    Object.entries(FORMS).forEach(([form, { come }], number) => {
      Object.keys(SHEETS).forEach((what, at) => {
        it(`changes nothing of ${form} with ${what}`, async () => {
          const page = await open(`host-${at}-${number}.html`);
          await come(page);
          await page.keyboard.type('夏元');
          assert.equal(await answered(page, '夏元'), 2);
          const found = await looks(page);
          plain[form] ??= found;
          assert.deepEqual(found, plain[form]);
          // It can be seen, where it stands: nothing lies over it, and it is as wide as there is room.
          const [box, hit] = await within(page, '.box, .hit', (places) => [places[0], places.find((place) => place.matches('.hit'))].map((place) => {
            const { x, y, width, height } = /** @type {HTMLElement} */ (place).getBoundingClientRect();
            const there = document.elementFromPoint(x + width / 2, y + height / 2);
            return { there: there?.localName, width, height };
          }));
          assert.deepEqual([box.there, hit.there], ['xun-zhang', 'xun-zhang']);
          assert.ok(box.width > 200 && box.height >= 44 && hit.height >= 44, JSON.stringify([box, hit]));
          await page.keyboard.press('ArrowDown');
          await page.keyboard.press('Enter');
          await until(async () => (await addressOf(page)).includes('/article.html?id='), 'the article');
        });
      });
    });

    it('has no say in a palette that covers a phone', async () => {
      for (const at of [1, 4]) {
        const page = await open(`host-${at}-1.html`, { width: 480, height: 700 });
        await FORMS['the palette'].come(page);
        const { width, height } = await within(page, 'dialog', ([dialog]) => dialog.getBoundingClientRect().toJSON());
        assert.deepEqual([width, height], [480, 700]);
      }
    });
  });
}
