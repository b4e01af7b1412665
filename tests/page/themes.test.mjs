/** The five themes on a page that links them, and the page on which they are tried and made. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, afterEach, before, describe, it } from 'node:test';
import { DIST, PUPPETS, launch, served, until, visit } from './support/browsers.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */
/** @import { Watched } from './support/browsers.mjs' */

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [{ declarations: [{ cssParts, cssProperties }] }] = JSON.parse(await readFile(`${DIST}/custom-elements.json`, 'utf8')).modules;
const names = (/** @type {{ name: string }[]} */ list) => list.map(({ name }) => name).sort();

/** What each theme says of itself, as the inside of the element shows it: a selector, a property and its value. @type {Record<string, [string, string, string][]>} */
const THEMES = {
  newspaper: [['.box', 'borderTopWidth', '3px'], ['.box', 'borderInlineStartWidth', '0px'], ['.title', 'fontWeight', '700'], ['mark', 'textDecorationLine', 'underline']],
  manual: [['.box', 'borderTopLeftRadius', '8px'], ['.title', 'fontWeight', '600']],
  blog: [['.box', 'borderTopLeftRadius', '14px'], ['.box input', 'height', '52px']],
  ink: [['.box', 'borderTopWidth', '2px'], ['mark', 'color', 'rgb(0, 0, 0)']],
  plain: [['.box', 'borderTopLeftRadius', '4px'], ['.root', 'fontFamily', 'cursive']],
};

/** What of the element a reader must be able to tell from the ground, besides text, and its colour. */
const LINES = /** @type {const} */ ([['.box', 'borderBottomColor'], ['.box', 'outlineColor'], ['select', 'borderBottomColor'], ['.panel', 'borderBottomColor'], ['.chips button', 'borderBottomColor']]);

/** How much such things must differ from the ground, as a ratio of luminances. */
const ENOUGH = 3;

/**
 * What axe has against a page; frames are left out.
 * @param {Page} page
 * @param {boolean} [strict] Whether text must have a contrast of 7:1 and not of 4.5:1.
 */
async function objections(page, strict = false) {
  // The driver may do what the policy of the page forbids the page.
  await page.evaluate(AXE);
  return page.evaluate(async (enhanced) => {
    const rules = { 'color-contrast-enhanced': { enabled: enhanced } };
    const found = await /** @type {any} */ (globalThis).axe.run(document, { iframes: false, rules, resultTypes: ['violations', 'passes'] });
    const deep = found.passes.some((/** @type {any} */ { id, nodes }) => id === 'color-contrast' && nodes.some((/** @type {any} */ { target }) => Array.isArray(target[0])));
    return { deep, against: found.violations.map((/** @type {any} */ { id, nodes }) => [id, ...nodes.map((/** @type {any} */ node) => `${node.target} ${node.failureSummary}`)]) };
  }, strict);
}

/**
 * Values inside the elements of a page, the first that is seen for each selector.
 * @param {Page} page
 * @param {readonly (readonly [string, string])[]} wanted Selectors and properties of the computed style.
 */
const computed = (page, wanted) => page.evaluate((/** @type {[string, string][]} */ all) => all.map(([selector, property]) => {
  const found = [...document.querySelectorAll('xun-zhang')].flatMap((box) => [...box.shadowRoot?.querySelectorAll(selector) ?? []]).find((one) => one.checkVisibility());
  return found ? /** @type {any} */ (getComputedStyle(found))[property] : `there is no ${selector}`;
}), /** @type {any} */ (wanted));

/**
 * How much colours differ from the ground behind the element.
 * @param {Page} page
 * @param {string[]} colours
 */
const contrasts = (page, colours) => page.evaluate((all) => {
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d', { willReadFrequently: true }));
  const luminance = (/** @type {string} */ colour) => {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...pen.getImageData(0, 0, 1, 1).data].map((part) => (part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = luminance(getComputedStyle(document.body).backgroundColor);
  return all.map((colour) => {
    const [dark, light] = [luminance(colour), ground].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  });
}, colours);

/**
 * Links a theme and makes the page light or dark.
 * @param {Page} page
 * @param {string} theme
 * @param {string} scheme
 */
const wear = (page, theme, scheme) => page.evaluate((file, look) => new Promise((done, fail) => {
  document.documentElement.style.colorScheme = look;
  document.body.style.fontFamily = 'cursive';
  const link = /** @type {HTMLLinkElement} */ (document.getElementById('theme'));
  link.addEventListener('load', () => done(undefined));
  link.addEventListener('error', () => fail(new Error(file)));
  link.href = `themes/${file}.css`;
}), theme, scheme);

it('each theme that there is is tested', async () => {
  assert.deepEqual((await readdir(`${DIST}/themes`)).sort(), Object.keys(THEMES).map((theme) => `${theme}.css`).sort());
});

for (const name of PUPPETS) {
  describe(`themes in ${name}`, () => {
    /** @type {Browser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof served>>} */
    let server;
    /** @type {Watched<Page>} */
    let watched;

    before(async () => {
      browser = await launch(name);
      server = await served();
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });
    afterEach(async () => {
      assert.deepEqual(watched.messages, []);
      assert.deepEqual((await watched.breaches()).violations, []);
      await watched.page.close();
    });

    /** The specimen with results, filters and a chip on its page of results. */
    async function specimen() {
      watched = await visit(browser, `${server.url}themes-stage.html?q=重庆&q.source=重庆日报`);
      const { page } = watched;
      await until(() => page.evaluate(() => document.querySelector('#page')?.shadowRoot?.querySelector('.chips button')?.checkVisibility()), 'the results');
      return page;
    }

    /**
     * The theme page, once all is there.
     * @param {string} query
     * @param {Parameters<typeof visit>[2]} [look]
     */
    async function desk(query, look) {
      watched = await visit(browser, `${server.url}themes.html?${query}`, look);
      const { page } = watched;
      await until(() => page.evaluate(() => document.documentElement.dataset.ready === '' && document.querySelector('#parts button') !== null), 'the page');
      const frame = page.frames().find((one) => one.url().includes('themes-stage'));
      assert.ok(frame);
      return { page, frame };
    }

    /** @param {Page} page @param {string} id @param {string} value @param {'input' | 'change'} [event] */
    const set = (page, id, value, event = 'input') => page.evaluate((where, what, how) => {
      const control = /** @type {HTMLInputElement} */ (document.getElementById(where));
      control.value = what;
      control.dispatchEvent(new Event(how, { bubbles: true }));
    }, id, value, event);

    /** The style sheet to copy. @param {Page} page */
    const css = (page) => page.evaluate(() => document.getElementById('css')?.textContent ?? '');

    for (const [theme, says] of Object.entries(THEMES)) {
      for (const scheme of ['light', 'dark']) {
        it(`${theme} sets what it says, and can be read, ${scheme}`, async () => {
          const page = await specimen();
          await wear(page, theme, scheme);
          await page.focus('#box');
          await page.keyboard.type('重庆汽车');
          await until(() => page.evaluate(() => document.querySelector('#box')?.shadowRoot?.querySelector('.hit') != null), 'the results below the box');
          await page.keyboard.press('ArrowDown');
          assert.deepEqual(await computed(page, says.map(([selector, property]) => /** @type {const} */ ([selector, property]))), says.map(([, , value]) => value));
          const lines = await contrasts(page, await computed(page, LINES));
          assert.deepEqual(LINES.filter((_, at) => lines[at] < ENOUGH), [], `lines of ${lines}`);
          const { deep, against } = await objections(page, theme === 'ink');
          assert.deepEqual(against, []);
          assert.ok(deep, 'axe has looked into the element');
        });
      }
    }

    it('what a page sets itself goes before the theme, in whatever order the sheets come', async () => {
      const page = await specimen();
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('xun-zhang { --xun-zhang-radius: 3px; --xun-zhang-panel-width: 200px; --xun-zhang-z-index: 7; --xun-zhang-title-size: 30px; --xun-zhang-shadow: none; }');
        document.adoptedStyleSheets = [sheet];
      });
      await wear(page, 'blog', 'light');
      await page.focus('#box');
      await page.keyboard.type('重庆');
      await until(() => page.evaluate(() => document.querySelector('#box')?.shadowRoot?.querySelector('.hit') != null), 'the results below the box');
      assert.deepEqual(await computed(page, [['.box', 'borderTopLeftRadius'], ['.panel', 'width'], ['.panel', 'zIndex'], ['.title', 'fontSize'], ['.panel', 'boxShadow']]), ['3px', '200px', '7', '30px', 'none']);
    });

    // Firefox's driver cannot force colours.
    if (name === 'chromium') {
      it('forced colours are left as they are', async () => {
        const page = await specimen();
        const session = await page.createCDPSession();
        await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
        const wanted = /** @type {const} */ ([['.box', 'borderTopColor'], ['.title', 'color'], ['mark', 'backgroundColor'], ['mark', 'color'], ['.chips button', 'borderTopColor'], ['.box', 'borderTopStyle']]);
        const bare = await computed(page, wanted);
        for (const theme of Object.keys(THEMES)) {
          await wear(page, theme, 'light');
          assert.deepEqual(await computed(page, wanted), bare, theme);
        }
      });
    }

    it('whatever text is seen is a part, or stands in one', async () => {
      const page = await specimen();
      const beyond = () => page.evaluate(() => [...document.querySelectorAll('xun-zhang')].flatMap((box) => [...box.shadowRoot?.querySelectorAll('.root *') ?? []])
        .filter((one) => one instanceof HTMLElement && !one.closest('.spoken') && one.checkVisibility() && [...one.childNodes].some((child) => child instanceof Text && child.data.trim()))
        .filter((one) => one.part.length === 0 && !one.parentElement?.part.length).map((one) => one.outerHTML));
      assert.deepEqual(await beyond(), [], 'results and filters');
      await page.evaluate(() => {
        localStorage.setItem('xun-zhang:recent', '["夏元"]');
        document.querySelector('#box')?.setAttribute('recent', '');
      });
      await page.focus('#box');
      await until(() => page.evaluate(() => document.querySelector('#box')?.shadowRoot?.querySelector('[part=forget]')?.checkVisibility()), 'recent searches');
      assert.deepEqual(await beyond(), [], 'recent searches and suggestions');
      await page.keyboard.type('“重庆龘龘” -产业');
      await until(() => page.evaluate(() => document.querySelector('#box')?.shadowRoot?.querySelector('[part=tips]')?.checkVisibility()), 'advice');
      assert.deepEqual(await beyond(), [], 'advice');
    });

    it('the page has a control for each custom property and a button for each part', async () => {
      const { page } = await desk('');
      const texts = (/** @type {string} */ selector) => page.evaluate((which) => [...document.querySelectorAll(which)].map((one) => one.textContent ?? ''), selector);
      assert.deepEqual((await texts('#controls code')).sort(), names(cssProperties));
      assert.deepEqual((await texts('#parts button')).sort(), names(cssParts));
    });

    it('a control changes the element at once, and the CSS says what differs', async () => {
      const { page, frame } = await desk('theme=newspaper&scheme=light&lang=en');
      const inside = (/** @type {string} */ selector, /** @type {string} */ property) => frame.evaluate((where, what) => {
        const found = document.querySelector('#box')?.shadowRoot?.querySelector(where);
        return found ? /** @type {any} */ (getComputedStyle(found))[what] : '';
      }, selector, property);
      const untouched = await css(page);
      assert.equal(untouched, '/* nothing is changed yet */');
      assert.equal(await page.evaluate(() => document.getElementById('link')?.textContent), '<link rel="stylesheet" href="/xunzhang/themes/newspaper.css">');
      assert.equal(await page.evaluate(() => /** @type {HTMLInputElement} */ (document.getElementById('control-accent')).value), '#a32a1c');
      await set(page, 'control-radius', '8');
      await set(page, 'control-ink', '#123456');
      await set(page, 'control-title-weight', '500', 'change');
      assert.equal(await inside('.box', 'borderTopLeftRadius'), '8px');
      assert.equal(await inside('.root', 'color'), 'rgb(18, 52, 86)');
      assert.equal(await css(page), 'xun-zhang {\n  --xun-zhang-ink: light-dark(#123456, #e9e3d7);\n  --xun-zhang-title-weight: 500;\n  --xun-zhang-radius: 8px;\n}');
      await set(page, 'scheme', 'dark', 'change');
      assert.equal(await inside('.root', 'color'), 'rgb(233, 227, 215)', 'the dark look has kept its own');
      assert.equal(await page.evaluate(() => /** @type {HTMLInputElement} */ (document.getElementById('control-ink')).value), '#e9e3d7');
      await page.evaluate(() => document.getElementById('reset')?.click());
      assert.equal(await css(page), untouched);
      assert.equal(await inside('.box', 'borderTopLeftRadius'), '0px');
    });

    it('what has dropped down stays while the reader is at the controls', async () => {
      const { page, frame } = await desk('lang=en');
      const open = () => frame.evaluate(() => document.querySelector('#box')?.shadowRoot?.querySelector('.panel')?.checkVisibility() ?? false);
      await frame.evaluate(() => {
        const box = /** @type {any} */ (document.querySelector('#box'));
        box.focus();
        box.query = '重庆';
      });
      await until(open, 'the panel');
      await page.click('#control-radius');
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'control-radius');
      assert.ok(await open());
    });

    it('a theme that is chosen is worn and kept in the address, and the default takes it off', async () => {
      const { page, frame } = await desk('theme=blog');
      const radius = () => frame.evaluate(() => getComputedStyle(/** @type {Element} */ (document.querySelector('#box')?.shadowRoot?.querySelector('.box'))).borderTopLeftRadius);
      assert.equal(await radius(), '14px');
      await page.evaluate(() => /** @type {HTMLInputElement} */ (document.querySelector('#choice input[value="manual"]')).click());
      await until(async () => await radius() === '8px', 'the manual');
      await until(() => page.evaluate(() => location.search.includes('theme=manual')), 'its name in the address');
      assert.equal(await page.evaluate(() => document.querySelector('[for="control-radius"] ~ * output')?.textContent), '8px');
      await page.evaluate(() => /** @type {HTMLInputElement} */ (document.querySelector('#choice input[value=""]')).click());
      await until(async () => await radius() === '0px', 'the element’s own look');
    });

    it('copies, and selects where the browser refuses', async () => {
      const { page } = await desk('theme=ink&lang=en');
      await page.evaluate(() => {
        Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (/** @type {string} */ text) => { document.body.dataset.copied = text; } }, configurable: true });
      });
      await page.click('[data-copy="link"]');
      assert.match(await until(() => page.evaluate(() => document.body.dataset.copied), 'the copy'), /themes\/ink\.css/);
      await until(() => page.evaluate(() => document.getElementById('copied')?.textContent === 'Copied'), 'word of it');
      await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } }));
      await page.click('[data-copy="css"]');
      await until(() => page.evaluate(() => getSelection()?.toString().includes('nothing is changed')), 'the selection');
    });

    it('points out a part, is as wide as a phone when asked to, and speaks English', async () => {
      const { page, frame } = await desk('lang=zh-Hans');
      await page.evaluate(() => [...document.querySelectorAll('#parts button')].find((button) => button.textContent === 'lens')?.dispatchEvent(new MouseEvent('click', { bubbles: true })));
      assert.equal(await frame.evaluate(() => getComputedStyle(/** @type {Element} */ (document.querySelector('#box')?.shadowRoot?.querySelector('.lens'))).outlineStyle), 'dashed');
      assert.equal(await page.evaluate(() => document.getElementById('pointed')?.textContent), 'lens');
      await set(page, 'width', '390', 'change');
      await until(() => frame.evaluate(() => innerWidth === 390), 'the width');
      const heading = () => page.evaluate(() => document.getElementById('css-title')?.textContent);
      assert.equal(await heading(), '拿去用');
      await set(page, 'lang', 'en', 'change');
      assert.equal(await heading(), 'To copy');
      assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
      await until(() => frame.evaluate(() => document.querySelector('#page')?.shadowRoot?.querySelector('input')?.getAttribute('aria-label') === 'A page of results'), 'the element in English');
    });

    for (const [width, scheme] of /** @type {const} */ ([[320, 'light'], [1400, 'dark']])) {
      it(`axe has nothing against the page, and nothing sticks out, ${width} px, ${scheme}`, async () => {
        const { page } = await desk(`theme=manual&scheme=${scheme}&lang=zh-Hans`, { width, height: 800 });
        assert.deepEqual((await objections(page)).against, []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      });
    }
  });
}
