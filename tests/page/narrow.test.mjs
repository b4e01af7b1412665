/** Filters, chips, the histogram and the order, in the element. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BROWSERS, until } from './support/browsers.mjs';
import { answer, hit } from './support/element.mjs';
import { answered, drag, focusedIn, forms, pageOf, texts, within } from './support/forms.mjs';

/** @import { AnyPage } from './support/browsers.mjs' */

const PAGES = {
  '/': pageOf('<xun-zhang facets href="/article.html?id={id}"></xun-zhang>'),
  '/named.html': pageOf('<xun-zhang facets="author" href="/article.html?id={id}"></xun-zhang>'),
  '/template.html': pageOf('<xun-zhang href="/article.html?id={id}"><template slot="hit"><b part="name" data-field="title"></b><img data-field="image" width="20" height="20"><i data-field="date"></i><u data-field="meta.price"></u><em data-field="nothing"></em></template></xun-zhang>'),
  '/pictures.html': pageOf('<xun-zhang thumbnails href="/article.html?id={id}"></xun-zhang>'),
};

const COUNTED = {
  hits: [hit({ title: '甲' }), hit({ title: '乙' })],
  facets: {
    source: Array.from({ length: 9 }, (_, at) => ({ value: `来源${at}`, count: 9 - at })),
    date: [{ value: '2023-12', count: 3 }, { value: '2023-10', count: 1 }],
  },
};

/** Types a query and unfolds the filters. @param {AnyPage} page @param {string} query */
async function unfold(page, query) {
  await page.focus('xun-zhang');
  await page.keyboard.type(query);
  await answered(page, query);
  await within(page, '.narrow', ([narrow]) => { /** @type {HTMLDetailsElement} */ (narrow).open = true; });
}

/** The filters of the element. @param {AnyPage} page */
const filters = (page) => page.evaluate(() => /** @type {any} */ (document.querySelector('xun-zhang')).filters);

/** The pixels of the middle of a bar, by its place. @param {AnyPage} page @param {number} at */
const bar = (page, at) => within(page, '.histogram .ground', (found) => found.map((one) => {
  const { x, y, width, height } = one.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
})).then((places) => /** @type {[number, number]} */ (places[at]));

for (const name of BROWSERS) {
  describe(`the filters of <xun-zhang> in ${name}`, () => {
    const open = forms(name, PAGES);

    it('narrow the results, by pointer and by keys, and a chip undoes it', async () => {
      const page = await open('');
      await unfold(page, '重庆');
      const all = await answered(page, '重庆');
      const { key, count } = await within(page, '.tick', (ticks) => {
        const most = ticks[0].querySelector('small')?.textContent;
        const tick = ticks.find((one) => one.querySelector('small')?.textContent !== most);
        return { key: tick?.querySelector('input')?.dataset.key, count: Number(tick?.querySelector('small')?.textContent) };
      });
      // From the box, Tab comes by the button that empties it, the fold and the order to the values.
      for (let presses = 0; await focusedIn(page) !== `input:${key}`; presses += 1) {
        assert.ok(presses < 20, 'Tab comes to the filters');
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press(' ');
      await until(async () => (await texts(page, '.chips li')).length === 1, 'the chip');
      assert.equal(await answered(page, '重庆'), count, 'the count was right');
      assert.equal(await focusedIn(page), `input:${key}`, 'the focus stays with the value');
      assert.equal(await within(page, '.panel', ([panel]) => panel.hidden), false);
      await within(page, '.chips button', ([chip]) => chip.click());
      await until(async () => (await texts(page, '.chips li')).length === 0, 'no chip');
      assert.equal(await answered(page, '重庆'), all);
      assert.deepEqual(await filters(page), {});
    });

    it('take Escape back to the box', async () => {
      const page = await open('');
      await unfold(page, '重庆');
      await within(page, '.tick input', ([tick]) => tick.focus());
      await page.keyboard.press('Escape');
      assert.equal(await focusedIn(page), 'input');
      assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector('xun-zhang')).query), '重庆');
    });

    it('stand under the names that the owner gives, and no others', async () => {
      const page = await open('named.html');
      await unfold(page, '重庆');
      assert.deepEqual(await texts(page, 'legend'), ['作者']);
    });

    it('fold long lists, and leave them unfolded', async () => {
      const page = await open('');
      await answer(page, COUNTED);
      await unfold(page, '汽车');
      assert.deepEqual(await texts(page, 'fieldset details summary'), ['另 3 个']);
      await within(page, 'fieldset details', ([more]) => { /** @type {HTMLDetailsElement} */ (more).open = true; });
      await within(page, 'fieldset details input', ([tick]) => tick.click());
      await until(async () => (await filters(page)).source?.[0] === '来源6', 'the filter');
      await until(async () => (await texts(page, '.chips li')).length === 1, 'the chip');
      assert.equal(await within(page, 'fieldset details', ([more]) => /** @type {HTMLDetailsElement} */ (more).open), true);
    });

    it('draw the months, and a press or a drag keeps to their days', async () => {
      const page = await open('');
      await answer(page, COUNTED);
      await unfold(page, '汽车');
      const heights = await within(page, '.histogram .bar', (bars) => bars.map((one) => Number(one.getAttribute('height'))));
      assert.equal(heights.length, 3, 'the month between has none');
      assert.ok(heights[0] > 0 && heights[1] === 0 && heights[2] > heights[0], String(heights));
      await page.mouse.click(...await bar(page, 2));
      await until(async () => (await filters(page)).date?.from === '2023-12-01', 'the month');
      assert.equal((await filters(page)).date.to, '2023-12-31');
      await until(async () => (await texts(page, '.chips li')).length === 1, 'the chip');
      await drag(page, await bar(page, 0), await bar(page, 1));
      await until(async () => (await filters(page)).date?.to === '2023-11-30', 'two months');
      assert.equal((await filters(page)).date.from, '2023-10-01');
    });

    it('say the days in fields too, where a keyboard comes', async () => {
      const page = await open('');
      await answer(page, COUNTED);
      await unfold(page, '汽车');
      await within(page, '[data-key="from"]', ([field]) => {
        /** @type {HTMLInputElement} */ (field).value = '2023-11-05';
        field.dispatchEvent(new Event('change'));
      });
      await until(async () => (await filters(page)).date?.from === '2023-11-05', 'the day');
      assert.deepEqual(await until(async () => { const chips = await texts(page, '.chips li'); return chips.length > 0 && chips; }, 'the chip'), ['日期从 2023-11-05  ✕']);
    });

    it('are gone with the attribute', async () => {
      const page = await open('');
      await unfold(page, '重庆');
      await page.evaluate(() => document.querySelector('xun-zhang')?.removeAttribute('facets'));
      await until(async () => (await texts(page, '.narrow')).length === 0, 'no filters');
    });

    it('are no part of a box that does not ask for them', async () => {
      const page = await open('pictures.html');
      await page.focus('xun-zhang');
      await page.keyboard.type('重庆');
      await answered(page, '重庆');
      assert.ok(!await page.evaluate(() => performance.getEntriesByType('resource').some((entry) => entry.name.includes('narrow'))));
    });
  });

  describe(`how a hit looks in ${name}`, () => {
    const open = forms(name, PAGES);

    it('is as the template of the owner says', async () => {
      const page = await open('template.html');
      await answer(page, { hits: [hit({ title: '甲', titleParts: [{ text: '甲', mark: true }, { text: '篇', mark: false }], date: '2023-10-24', meta: { price: '12' }, image: '/picture' }), hit({ title: '乙' })] });
      await page.focus('xun-zhang');
      await page.keyboard.type('书');
      await answered(page, '书');
      assert.deepEqual(await within(page, '.hit', (hits) => hits.map((one) => ['b mark', 'b', 'img', 'i', 'u', 'em'].map((part) => one.querySelector(part)?.outerHTML.replace(/<[^>]+>/g, '') ?? null))), [
        ['甲', '甲篇', '', '2023年10月24日', '12', null],
        [null, '乙', null, null, null, null],
      ]);
      assert.equal(await within(page, '.hit b', ([title]) => title.getAttribute('part')), 'name');
    });

    it('has the picture of the article where the owner wants it, of a size that is known before', async () => {
      const page = await open('pictures.html');
      await answer(page, { hits: [hit({ title: '甲', image: 'javascript:0' }), hit({ title: '乙', image: '/picture' }), hit({ title: '丙' })] });
      await page.focus('xun-zhang');
      await page.keyboard.type('书');
      await answered(page, '书');
      // Only addresses that a link may have are asked for.
      const pictures = await within(page, '.hit', (hits) => hits.map((one) => one.querySelector('img')?.getBoundingClientRect().width ?? 0));
      assert.ok(pictures[0] === 0 && pictures[1] > 50 && pictures[2] === 0, String(pictures));
    });
  });
}
