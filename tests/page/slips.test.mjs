/** Slips of the keys and other names, as readers of the seven articles type them: nothing here is made up but the queries. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PUPPETS, until } from './support/browsers.mjs';
import { ask, inside } from './support/element.mjs';
import { embedded, front } from './support/embedded.mjs';
import { texts } from './support/forms.mjs';
import * as reader from './support/reader.mjs';

/** @import { AnyPage } from './support/browsers.mjs' */

const APPLIED = '没有找到“轨道交同”，已改找“轨道交通” 仍找“轨道交同” Esc';

for (const name of PUPPETS) {
  describe(`what readers of the corpus mean, in <xun-zhang> in ${name}`, () => {
    /** @type {AnyPage} */
    let page;
    embedded(name, (watched) => { page = watched.page; });

    for (const [query, line, mark] of [
      ['智能往联汽车', /^也找了：智能网联汽车（同音字）/, '智能网联汽车'],
      ['工业和信息化部', /^也找了：工信部（简称或全称）/, '工信部'],
    ]) {
      it(`is told and marked: ${query}`, async () => {
        const { marks } = await ask(page, String(query));
        assert.match((await texts(page, '.meant p'))[0], /** @type {RegExp} */ (line));
        assert.ok(marks.includes(String(mark)), marks.join());
      });
    }

    it('is searched where nothing is found for what was typed, until Escape', async () => {
      const { titles } = await ask(page, '轨道交同');
      assert.deepEqual(await texts(page, '.meant p'), [APPLIED]);
      assert.deepEqual(await texts(page, '.meant em'), ['通']);
      assert.ok(titles.length > 0);
      await page.keyboard.press('Escape');
      await until(async () => (await texts(page, '.meant p'))[0] === '只找了原文 照常找 Alt+Enter', 'the answer to what was typed');
      const { query, titles: typed, told } = await inside(page);
      assert.deepEqual([query, typed, told], ['轨道交同', [], '没有找到“轨道交同”']);
    });
  });

  describe(`what readers of the corpus mean, on the page in ${name}`, () => {
    /** @type {AnyPage} */
    let page;
    front(name, (watched) => { page = watched.page; });

    it('is marked in an article that was found by a corrected text, also after a reload', async () => {
      await reader.ask(page, '轨道交同');
      assert.equal(await reader.textOf(page, '#meant'), APPLIED);
      await reader.openHit(page, 0);
      const marks = () => page.evaluate(() => [...document.querySelectorAll('#reading mark')].map((mark) => mark.textContent ?? ''));
      const before = await marks();
      assert.ok(before.includes('交通'), before.join());
      await page.reload();
      await reader.reading(page);
      assert.deepEqual(await marks(), before);
    });
  });
}
