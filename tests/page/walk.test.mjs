/** With the keyboard alone: from a page of a site to the passage on another one, on from there, and back to what was asked. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { BROWSERS, launch, until, visit } from './support/browsers.mjs';
import { addressOf } from './support/forms.mjs';
import { marked, site, sitePage } from './support/site.mjs';

/** @import { AnyBrowser, AnyPage, Watched } from './support/browsers.mjs' */

const TEXT = '<h1>首页</h1><p>从这里开始。<a href="#" id="after">后面的链接</a></p>';

/** The forms. `linked`: whether the results are links that have the focus themselves. @type {Record<string, { path: string, page: string, linked: boolean }>} */
const FORMS = {
  'the box': { path: 'start-box.html', page: sitePage('首页', TEXT, '<xun-zhang src="/search/" parameter="q" facets></xun-zhang>'), linked: false },
  'the palette': { path: 'start-palette.html', page: sitePage('首页', TEXT, '<button id="go">搜索</button><xun-zhang for="go" src="/search/" parameter="q" facets></xun-zhang>'), linked: false },
  'the page of results': { path: 'start-page.html', page: sitePage('首页', TEXT, '<xun-zhang layout="page" src="/search/"></xun-zhang>'), linked: true },
};

/** Where the focus is, and whether that can be seen: by an outline of what has it or of the box around it, or by the browser's own on the page's links. @param {AnyPage} page */
const focus = (page) => page.evaluate(() => {
  const outer = document.activeElement;
  const inner = outer?.shadowRoot?.activeElement;
  const at = inner ?? outer;
  const shown = at?.localName === 'input' && at.getAttribute('part') === 'input' ? at.closest('.box') : at;
  const { outlineStyle, outlineWidth } = getComputedStyle(/** @type {Element} */ (shown ?? document.body));
  const place = shown?.getBoundingClientRect();
  return {
    at: inner ? `in ${inner.getAttribute('part') ?? inner.getAttribute('data-key') ?? inner.className ?? inner.localName}` : outer?.id || outer?.localName,
    outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1,
    inView: place !== undefined && place.bottom > 0 && place.top < innerHeight,
    title: inner?.textContent ?? '',
  };
});

/** What the reader is at in the list: the option that is told of, or the link that has the focus. @param {AnyPage} page */
const active = (page) => page.evaluate(() => {
  const root = document.querySelector('xun-zhang')?.shadowRoot;
  const option = root?.querySelector('[aria-selected=true], .list a:focus');
  const colours = option && getComputedStyle(option);
  return option ? { part: option.part.item(0), text: option.textContent ?? '', seen: colours?.outlineStyle !== 'none' || colours?.borderInlineStartColor !== 'rgba(0, 0, 0, 0)' } : null;
});

/** @param {AnyPage} page */
const query = (page) => page.evaluate(() => /** @type {any} */ (document.querySelector('xun-zhang'))?.query ?? '');

/** What is asked for, once it is answered. @param {AnyPage} page @param {string} asked */
const answeredTo = (page, asked) => until(() => page.evaluate((text) => {
  const { page: shown } = /** @type {any} */ (document.querySelector('xun-zhang'));
  return shown?.query === text && shown.total > 0;
}, asked), `the answer to ${asked}`);

for (const name of BROWSERS) {
  describe(`with the keyboard alone in ${name}`, () => {
    /** @type {AnyBrowser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof site>>} */
    let server;
    /** @type {Watched[]} */
    const opened = [];

    before(async () => {
      browser = await launch(name);
      server = await site(Object.fromEntries(Object.values(FORMS).map(({ path, page }) => [`/${path}`, page])));
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });
    afterEach(async () => {
      for (const watched of opened.splice(0)) {
        assert.deepEqual(watched.messages, []);
        assert.deepEqual((await watched.breaches()).violations, []);
        await watched.page.close();
      }
    });

    /** @param {string} path */
    async function open(path) {
      const watched = await visit(browser, `${server.url}${path}`);
      opened.push(watched);
      await until(() => watched.page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot != null), 'the element');
      return watched.page;
    }

    /** Fails where a reader cannot see the focus. @param {AnyPage} page @param {string} when */
    async function focusSeen(page, when) {
      const now = await focus(page);
      assert.ok(now.outlined && now.inView, `${when}: ${JSON.stringify(now)}`);
      return now;
    }

    /** Comes to the box, asks, and goes to the section. @param {AnyPage} page @param {boolean} linked */
    async function toTheSection(page, linked) {
      await page.keyboard.press('/');
      await until(async () => (await focus(page)).at === 'in input', 'the box');
      await focusSeen(page, 'in the box');
      await page.keyboard.type('磁盘空间');
      await answeredTo(page, '磁盘空间');
      assert.equal(await query(page), '磁盘空间', 'the slash is not written');
      for (let presses = 0; (await active(page))?.part !== 'section'; presses += 1) {
        assert.ok(presses < 10, 'arrows come to a section');
        await page.keyboard.press('ArrowDown');
        const now = await active(page);
        assert.ok(now?.seen, `the active result is seen: ${JSON.stringify(now)}`);
        if (linked) await focusSeen(page, 'at a result');
      }
      assert.match((await active(page))?.text ?? '', /常见问题/);
    }

    for (const [form, { path, linked }] of Object.entries(FORMS)) {
      it(`a reader comes by ${form} to the passage of a section, goes on from there, takes the marks away and comes back to the query`, async () => {
        const page = await open(path);
        await toTheSection(page, linked);
        await page.keyboard.press('Enter');
        const landed = await until(async () => {
          const now = await page.evaluate(marked);
          return now.chip && now.inView && now;
        }, 'the marks in view');
        assert.equal(landed.at, 'second');
        assert.match(await addressOf(page), /guide\.html\?mark=.*#trouble$/);
        // WebKit does not go on from the passage.
        if (name !== 'webkit') {
          // Behind the passage there is no link of the page any more: the button that takes the marks away is next.
          await page.keyboard.press('Tab');
          assert.equal((await focus(page)).at, 'in unmark');
          await focusSeen(page, 'at the button');
          await page.keyboard.down('Shift');
          await page.keyboard.press('Tab');
          await page.keyboard.up('Shift');
          assert.equal((await focus(page)).at, 'behind', 'the link before the passage');
        }
        await page.keyboard.press('Escape');
        await until(async () => !(await page.evaluate(marked)).chip, 'no marks');
        assert.equal((await page.evaluate(marked)).runs.length, 0);
        assert.ok(!(await addressOf(page)).includes('mark='));
        // The answer to a page that goes away may be lost.
        await page.evaluate(() => history.back()).catch(() => {});
        // Not the driver's own word: of a page that the browser has kept, Firefox does not tell it.
        const address = () => page.evaluate(() => location.href);
        await until(async () => (await address()).includes(path) && await query(page) === '磁盘空间', 'the query again');
        await answeredTo(page, '磁盘空间');
        // And the reader can go on from there. Where the browser has kept the page, the focus is in the box still.
        if ((await focus(page)).at !== 'in input') await page.keyboard.press('/');
        await until(async () => (await focus(page)).at === 'in input', 'the box again');
        if (await active(page) === null) await page.keyboard.press('ArrowDown');
        await until(async () => (await active(page)) !== null, 'an active result');
      });

      it(`Tab comes through all of ${form} and out of it, both ways, and is seen at each step`, async () => {
        const page = await open(path);
        await page.keyboard.press('/');
        await until(async () => (await focus(page)).at === 'in input', 'the box');
        await page.keyboard.type('安装');
        await answeredTo(page, '安装');
        const outside = form === 'the palette' ? 'body' : 'after';
        /** @type {string[]} */
        const stops = [];
        for (let presses = 0; presses < 40; presses += 1) {
          await page.keyboard.press('Tab');
          const now = await focus(page);
          if (!now.at?.startsWith('in ')) break;
          await focusSeen(page, `after ${stops}`);
          stops.push(now.at);
          if (form === 'the palette' && now.at === 'in input') break;
        }
        assert.ok(stops.length > 1 && stops.length < 40, `no trap: ${stops}`);
        const { at } = await focus(page);
        // A dialog that lies over the page holds the focus, between it and the browser's own bar; Escape is its way out.
        if (form === 'the palette') assert.ok(at === 'in input' || at === 'body', at);
        else assert.equal(at, outside);
        if (linked) assert.ok(stops.filter((stop) => stop === 'in hit' || stop === 'in section').length >= 3, `the results are links: ${stops}`);
        else assert.ok(!stops.some((stop) => /hit|section/.test(stop)), `the results are options: ${stops}`);
        if (form === 'the palette') {
          for (let presses = 0; presses < 3 && await page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot?.querySelector('dialog')?.open); presses += 1) await page.keyboard.press('Escape');
          await until(async () => (await focus(page)).at !== 'in input', 'the way out');
        } else {
          await page.keyboard.down('Shift');
          await page.keyboard.press('Tab');
          await page.keyboard.up('Shift');
          assert.match(String((await focus(page)).at), /^in /, 'and back in');
        }
      });
    }
  });
}
