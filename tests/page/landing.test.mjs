/** Where a result leads: the passage is marked and brought into view on the page that holds it. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { BROWSERS, DIST, launch, leftOut, until, visit } from './support/browsers.mjs';
import { index } from './support/folders.mjs';
import { addressOf } from './support/forms.mjs';
import { serve } from './support/server.mjs';

/** @import { AnyBrowser, AnyPage, Watched } from './support/browsers.mjs' */

const FILLING = '<p>这一段只是为了把页面撑长，与要找的毫不相干。</p>'.repeat(60);
const SCRIPT = '<script type="module" src="/landing.js"></script>';
const ELEMENT = '<script type="module" src="/xun-zhang.js"></script><xun-zhang src="/search/"></xun-zhang>';
const PASSAGE = '<p id="there">先下载安装包，再运行安装程序。</p>';

/** @param {string} body @param {string} [lang] */
const html = (body, lang = 'zh-Hans') => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>页</title><link rel="icon" href="data:,">${body}`;

/** Pages by their paths; those of a site are read by the command, and all of them are served. @type {Record<string, string>} */
const SITE = {
  '/guide.html': html(`${ELEMENT}<nav>安装包 安装程序</nav><main><h1>使用手册</h1><p>开头几句，说这本手册讲什么。</p>${FILLING}<h2 id="install">安装</h2>${PASSAGE}${FILLING}<h2 id="trouble">常见问题</h2><p>安装失败怎么办？看看磁盘还有没有空间。</p>${FILLING}</main>`),
  '/hant.html': html(`${ELEMENT}<main><h1>重慶的火鍋</h1>${FILLING}<p id="there">山城的夜裡，人人都說重慶火鍋好吃。</p>${FILLING}</main>`, 'zh-Hant'),
};

/** @type {Record<string, string>} */
const PAGES = {
  '/plain.html': html(`${SCRIPT}<main>${FILLING}${PASSAGE}${FILLING}</main>`),
  '/edited.html': html(`${SCRIPT}<main>${FILLING}<p>卸载也不难，安装的反面而已。</p><p id="there">请先下载新的安装包，然后再运行安装的程序。</p>${FILLING}</main>`),
  '/split.html': html(`${SCRIPT}<main>${FILLING}<p id="there">先<b>下载<i>安ｉ</i></b><i> nstall</i><a href="#">装包</a>，再运行</p>${FILLING}</main>`),
  '/spaced.html': html(`${SCRIPT}<main>${FILLING}<p id="there">先下载\n  ＧＰＴ－４ 安装\n  包,“再运行”安 装<wbr>程&shy;序</p>${FILLING}</main>`),
  '/other.html': html(`${SCRIPT}<main>${FILLING}<p>卸载不难。</p><h2 id="below">下面</h2><p id="there">安装也不难。</p>${FILLING}</main>`),
  '/nothing.html': html(`${SCRIPT}<main>${FILLING}</main>`),
  '/late.html': html(`${SCRIPT}<main id="app"></main>${FILLING}`),
  '/fields.html': html(`${SCRIPT}<main>${FILLING}${PASSAGE}<input aria-label="别的"><dialog>问一句<button>好</button></dialog>${FILLING}</main>`),
  '/english.html': html(`${SCRIPT}<main>${FILLING}${PASSAGE}${FILLING}</main>`, 'en'),
  '/folded.html': html(`${SCRIPT}<main>${FILLING}<p hidden>先下载安装包，再运行安装程序。</p><details><summary>更多</summary>${PASSAGE}</details>${FILLING}</main>`),
  '/twice.html': html(`${SCRIPT}<main>${PASSAGE}${FILLING}<h2 id="below">下面</h2><p>先下载安装包，再运行安装程序。</p>${FILLING}</main>`),
  '/named.html': html(`<script type="module" src="/landing.js?name=found"></script><main>${FILLING}${PASSAGE}${FILLING}</main>`),
  '/long.html': html(`${SCRIPT}<main><p>${'这一段很长，比窗口还要高。'.repeat(600)}先下载<span id="there">安装</span>包，再运行安装程序。${'这一段很长，比窗口还要高。'.repeat(600)}</p></main>`),
  '/box.html': html(`${SCRIPT}<link rel="stylesheet" href="/box.css"><main>${FILLING}${PASSAGE}${FILLING}</main>`),
  '/box.css': 'body { margin: 0; } main { height: 300px; overflow: auto; }',
  '/huge.html': html(`${SCRIPT}<main>${'<p>再运行程序，先下载别的，<b>安 装</b>以后才能<i>运行</i>它。</p>'.repeat(26_000)}</main>`),
  '/link.html': html(`${SCRIPT}<main>${FILLING}<p><a href="#" id="before">前</a></p>${PASSAGE}<p><a href="#" id="next">后</a></p>${FILLING}</main>`),
};

/** What a link carries to the passage of most pages. */
const VALUE = '先下载~安装~包，再运行~安装~程序';

/** What a reader sees of the marks. @param {AnyPage} page */
const seen = (page) => page.evaluate(() => {
  const highlight = globalThis.CSS?.highlights?.get('xun-zhang');
  const ranges = highlight ? /** @type {Range[]} */ ([...highlight]) : [...document.querySelectorAll('mark.xun-zhang')].map((mark) => {
    const range = document.createRange();
    range.selectNodeContents(mark);
    return range;
  });
  const there = document.querySelector('#there');
  const middle = ranges[0]?.getBoundingClientRect();
  const button = document.querySelector('xun-zhang-chip')?.shadowRoot?.querySelector('button');
  return {
    marks: ranges.map(String),
    there: ranges.length > 0 && ranges.every((range) => there?.contains(range.startContainer)),
    inView: middle !== undefined && middle.top > innerHeight * 0.2 && middle.bottom < innerHeight * 0.8,
    chip: button?.textContent ?? null,
    search: new URLSearchParams(location.search).get('mark'),
    hash: location.hash,
    scrolled: scrollY > 0,
  };
});

/** Waits for marks and the button. @param {AnyPage} page */
const landed = (page) => until(async () => {
  // A page that is about to go away may not answer any more.
  const now = await seen(page).catch(() => null);
  return now !== null && now.marks.length > 0 && now.chip !== null && now;
}, 'marks');

/** Waits for the marks and the button to be gone. @param {AnyPage} page */
const cleared = (page) => until(async () => {
  const now = await seen(page);
  return now.marks.length === 0 && now.chip === null && now;
}, 'no marks');

/** Waits until landing has run on a page where nothing is to be seen of it. @param {AnyPage} page */
const settled = (page) => page.evaluate(async () => {
  // It has looked once it is loaded.
  await import(document.querySelector('script')?.src ?? '');
});

for (const name of BROWSERS) {
  describe(`landing in ${name}`, () => {
    /** @type {AnyBrowser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let server;
    /** @type {string} */
    let scratch;
    /** @type {Watched[]} */
    let open = [];

    before(async () => {
      browser = await launch(name);
      scratch = await mkdtemp(join(tmpdir(), 'xunzhang-landing-'));
      for (const [path, body] of Object.entries(SITE)) await writeFile(join(scratch, path), body);
      await index(join(scratch, 'search'), scratch);
      server = await serve(DIST, { pages: { ...PAGES, ...SITE }, folders: { '/search/': join(scratch, 'search') } });
    });
    after(async () => {
      await browser?.close();
      await server?.close();
      await rm(scratch, { recursive: true, force: true });
    });
    beforeEach(() => { open = []; });
    afterEach(async () => {
      for (const { page, messages, breaches } of open) {
        assert.deepEqual(messages, []);
        assert.deepEqual((await breaches()).violations, []);
        await page.close();
      }
    });

    /**
     * Opens a page at an address that carries a value.
     * @param {string} path
     * @param {string} [value]
     * @param {{ hash?: string, name?: string, size?: Parameters<typeof visit>[2] }} [besides]
     */
    async function at(path, value = VALUE, { hash = '', name: parameter = 'mark', size } = {}) {
      const watched = await visit(browser, `${server.url.slice(0, -1)}${path}?${parameter}=${encodeURIComponent(value)}${hash}`, size);
      open.push(watched);
      return watched.page;
    }

    /**
     * Asks the element on a page of the site, and gives the links of the answer.
     * @param {string} query
     */
    async function asked(query) {
      const watched = await visit(browser, `${server.url}guide.html`);
      open.push(watched);
      const { page } = watched;
      await until(() => page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot != null), 'the element');
      await page.focus('xun-zhang');
      await page.keyboard.type(query);
      const links = () => page.evaluate(() => [...document.querySelector('xun-zhang')?.shadowRoot?.querySelectorAll('.hit, .section') ?? []].map((link) => decodeURIComponent(link.getAttribute('href') ?? '')));
      await until(async () => (await links()).some((link) => link.includes('~')), `an answer to ${query}`);
      return { page, links };
    }

    it('follows a result from the element to the passage, and Escape takes the marks away', async () => {
      const { page, links } = await asked('运行安装程序');
      assert.match((await links())[0], /^\/guide\.html\?mark=.*先下载~?安装.*#install$/);
      await page.keyboard.press('Enter');
      const { marks, there, inView, search, hash } = await landed(page);
      assert.ok(there, `${marks} in the passage`);
      assert.ok(inView);
      assert.ok(search?.includes('~') && hash === '#install');
      await page.keyboard.press('Escape');
      const now = await cleared(page);
      assert.deepEqual([now.search, now.hash], [null, '#install']);
    });

    it('leads to each section of a page by a link of its own', async () => {
      const { links } = await asked('安装');
      const sections = await until(async () => {
        const now = await links();
        return now.length > 2 && now;
      }, 'sections');
      assert.ok(sections.some((link) => /mark=.*~安装~失败.*#trouble$/.test(link)), `${sections}`);
    });

    it('finds what a query in the other script has found', async () => {
      const { page, links } = await asked('重庆火锅');
      assert.match((await links())[0], /^\/hant\.html\?mark=.*~重慶火鍋~/);
      await page.keyboard.press('Enter');
      const { marks, there, chip } = await landed(page);
      assert.deepEqual([marks, there, chip], [['重慶火鍋'], true, '清除標記 ✕']);
    });

    it('says nothing in links where its owner wants none, or another name', async () => {
      const { page, links } = await asked('运行安装程序');
      for (const [landing, start] of [['', '/guide.html#install'], ['found', '/guide.html?found=']]) {
        await page.evaluate((value) => document.querySelector('xun-zhang')?.setAttribute('landing', value), landing);
        await page.keyboard.press(' ');
        await until(async () => (await links())[0]?.startsWith(start), `links that begin with ${start}`);
      }
    });

    it('brings the passage to the middle of the window, marks the runs there and leaves the DOM as it is', async () => {
      const page = await at('/plain.html');
      const { marks, there, inView, chip } = await landed(page);
      assert.deepEqual([marks, there, inView, chip], [['安装', '安装'], true, true, '清除标记 ✕']);
      assert.equal(await page.evaluate(() => document.querySelectorAll('mark').length), 0);
    });

    it('finds a passage that has been edited', async () => {
      const { marks, there, inView } = await landed(await at('/edited.html'));
      assert.deepEqual([marks, there, inView], [['安装', '安装'], true, true]);
    });

    it('finds a passage over several elements', async () => {
      const { marks, there } = await landed(await at('/split.html', '先下载~安 ｉnstall 装~包，再运行'));
      assert.deepEqual([marks, there], [['安ｉ', 'nstall', '装'], true]);
    });

    it('minds neither white space nor width nor the signs that site generators set', async () => {
      const { marks, there } = await landed(await at('/spaced.html', '先下载 ~GPT-4~ ~安装~包，再运行~安装程序~'));
      assert.deepEqual([marks, there], [['ＧＰＴ－４', '安装', '安 装', '程\u00ad序'], true]);
    });

    it('marks the runs where nothing is like the passage, and goes to the first below the anchor', async () => {
      const { marks, there, inView } = await landed(await at('/other.html', '先下载~安装~包，不~难~的。', { hash: '#below' }));
      assert.deepEqual([marks, there, inView], [['安装'], true, true]);
    });

    it('takes the passage below the anchor of those that are alike', async () => {
      const { marks, there, inView } = await landed(await at('/twice.html', VALUE, { hash: '#below' }));
      assert.deepEqual([marks.length, there, inView], [2, false, true]);
    });

    it('does nothing where nothing is found', async () => {
      const page = await at('/nothing.html');
      await settled(page);
      const { marks, chip, search, scrolled } = await seen(page);
      assert.deepEqual([marks, chip, search, scrolled], [[], null, VALUE, false]);
    });

    it('leaves values of another use alone, and bears hostile ones', async () => {
      for (const query of ['mark=1', 'mark=%E5%A%', `mark=${'(a+)+~b~'.repeat(300)}`, 'mark=.*~%5Ba-z%5D%2B$~(%3F%3A', 'mark=~%00~%ED%A0%80', 'mark', 'mark=%F0%9F~%F0~']) {
        const watched = await visit(browser, `${server.url}plain.html?${query}#%E5%A%`);
        open.push(watched);
        await settled(watched.page);
        await watched.page.keyboard.press('Escape');
        const { marks, chip, scrolled } = await seen(watched.page);
        assert.deepEqual([marks, chip, scrolled], [[], null, false], query);
        const address = await addressOf(watched.page);
        assert.ok(address.includes(query.slice(0, 4)) && address.endsWith('#%E5%A%'));
      }
    });

    it('reads its own value beside one of another use, and leaves the rest of the address as it is', async () => {
      const watched = await visit(browser, `${server.url}plain.html?mark=1&a=b%20c&mark=${encodeURIComponent(VALUE)}&d=~#x`);
      open.push(watched);
      await landed(watched.page);
      await watched.page.evaluate(() => history.replaceState({ of: 'the page' }, ''));
      await watched.page.keyboard.press('Escape');
      await cleared(watched.page);
      assert.equal(await addressOf(watched.page), `${server.url}plain.html?mark=1&a=b%20c&d=~#x`);
      assert.deepEqual(await watched.page.evaluate(() => history.state), { of: 'the page' });
    });

    it('reads the parameter that its own address names', async () => {
      assert.ok((await landed(await at('/named.html', VALUE, { name: 'found' }))).inView);
    });

    it('waits for what comes late, and finds again what is replaced', async () => {
      const page = await at('/late.html');
      await settled(page);
      assert.deepEqual((await seen(page)).marks, []);
      const fill = () => page.evaluate(() => {
        const app = /** @type {HTMLElement} */ (document.querySelector('#app'));
        const filling = Array.from({ length: 60 }, () => Object.assign(document.createElement('p'), { textContent: '撑长页面。' }));
        app.replaceChildren(...filling, Object.assign(document.createElement('p'), { id: 'there', textContent: '先下载安装包，再运行安装程序。' }));
      });
      for (let round = 0; round < 2; round += 1) {
        await fill();
        const now = await until(async () => {
          const current = await seen(page);
          return current.there && current.chip !== null && current;
        }, 'the passage that came late');
        assert.deepEqual([now.marks, now.inView], [['安装', '安装'], true]);
      }
    });

    it('leaves the page where it is once its reader has begun to read', async () => {
      const page = await at('/late.html');
      await settled(page);
      await page.keyboard.press('ArrowDown');
      await page.evaluate(() => document.querySelector('#app')?.append(...Array.from({ length: 60 }, () => Object.assign(document.createElement('p'), { textContent: '撑长页面。' })), '先下载安装包，再运行安装程序。'));
      const { marks, inView } = await landed(page);
      assert.deepEqual([marks.length, inView], [2, false]);
    });

    it('opens what is folded and passes over what is hidden', async () => {
      const { there, inView } = await landed(await at('/folded.html'));
      assert.deepEqual([there, inView], [true, true]);
    });

    it('brings to the middle what stands within a paragraph longer than the window, or in a box that scrolls', async () => {
      assert.ok((await landed(await at('/long.html'))).inView);
      const page = await at('/box.html');
      await landed(page);
      const inBox = await page.evaluate(() => {
        const { top, bottom } = /** @type {Element} */ (document.querySelector('#there')).getBoundingClientRect();
        return top > 0 && bottom < 300;
      });
      assert.ok(inBox);
    });

    it('has the next Tab go on from the passage', { skip: leftOut(name, 'has the next Tab go on from the passage') }, async () => {
      const page = await at('/link.html');
      await landed(page);
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'next');
    });

    it('marks again after a reload, and leaves the reader where the browser does', async () => {
      const page = await at('/plain.html');
      await landed(page);
      await page.evaluate(() => scrollTo(0, 0));
      await page.reload();
      const { there, inView } = await landed(page);
      assert.deepEqual([there, inView], [true, false]);
    });

    it('leaves Escape to a field, to a dialog and to whoever has taken it', async () => {
      const page = await at('/fields.html');
      await landed(page);
      await page.focus('input');
      await page.keyboard.press('Escape');
      await page.evaluate(() => {
        /** @type {HTMLElement} */ (document.activeElement).blur();
        document.querySelector('dialog')?.showModal();
      });
      await page.keyboard.press('Escape');
      await until(() => page.evaluate(() => !document.querySelector('dialog')?.open), 'the dialog to close');
      await page.evaluate(() => document.addEventListener('keydown', (event) => event.preventDefault(), { once: true }));
      await page.keyboard.press('Escape');
      await page.evaluate(() => {
        for (const odd of [{ isComposing: true }, { ctrlKey: true }]) document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, ...odd }));
      });
      assert.equal((await seen(page)).marks.length, 2);
      await page.keyboard.press('Escape');
      await cleared(page);
    });

    it('has a button for those without the key, large enough and in the language of the page', async () => {
      const page = await at('/english.html', VALUE, { size: { width: 480, height: 640 } });
      const { chip } = await landed(page);
      assert.equal(chip, 'Clear marks ✕');
      const { width, height, bottom, middle } = await page.evaluate(() => {
        const box = /** @type {Element} */ (document.querySelector('xun-zhang-chip')?.shadowRoot?.querySelector('button')).getBoundingClientRect();
        return { width: box.width, height: box.height, bottom: innerHeight - box.bottom, middle: Math.abs((box.left + box.right) / 2 - document.documentElement.clientWidth / 2) };
      });
      assert.ok(width >= 44 && height >= 44 && bottom > 0 && bottom < 40 && middle < 2, `${[width, height, bottom, middle]}`);
      await page.evaluate(() => document.querySelector('xun-zhang-chip')?.shadowRoot?.querySelector('button')?.click());
      assert.equal((await cleared(page)).search, null);
    });

    it('tells its host, which may mark it otherwise', async () => {
      const page = await at('/late.html');
      await page.evaluate(() => {
        document.addEventListener('xun-zhang:landing', (event) => {
          const { runs, found, ranges } = /** @type {CustomEvent} */ (event).detail;
          document.body.dataset.told = JSON.stringify([runs, found, ranges.map(String)]);
          event.preventDefault();
        });
        document.querySelector('#app')?.append('先下载安装包，再运行安装程序。');
      });
      const told = await until(() => page.evaluate(() => document.body.dataset.told), 'the event');
      assert.deepEqual(JSON.parse(told), [['安装'], 'exactly', ['安装', '安装']]);
      await settled(page);
      const { marks, chip } = await seen(page);
      assert.deepEqual([marks, chip], [[], null]);
    });

    it('goes on in an application that changes its pages by itself', async () => {
      const page = await at('/late.html');
      const go = (/** @type {string} */ address, /** @type {string} */ text) => page.evaluate(async (to, shown) => {
        const { land } = await import(new URL('/landing.js', location.href).href);
        document.querySelector('#app')?.replaceChildren(shown);
        history.pushState(null, '', to);
        land();
      }, address, text);
      await go(`/one?mark=${encodeURIComponent(VALUE)}`, '先下载安装包，再运行安装程序。');
      await landed(page);
      await go('/two', '先下载安装包，再运行安装程序。');
      await cleared(page);
      await go(`/one?mark=${encodeURIComponent(VALUE)}`, '再来一次：先下载安装包，再运行安装程序。');
      await landed(page);
      await page.keyboard.press('Escape');
      await cleared(page);
      await go(`/one?mark=${encodeURIComponent(VALUE)}`, '又来一次：先下载安装包，再运行安装程序。');
      await landed(page);
    });

    it('marks without the Custom Highlight API, and leaves no trace of it', async () => {
      const watched = await visit(browser, `${server.url}nothing.html`);
      open.push(watched);
      const { page } = watched;
      await page.evaluateOnNewDocument(() => { delete /** @type {any} */ (globalThis).Highlight; });
      for (const [path, value, marks] of /** @type {[string, string, string[]][]} */ ([
        ['/plain.html', VALUE, ['安装', '安装']], ['/split.html', '先下载~安 ｉnstall 装~包，再运行', ['安ｉ', 'nstall', '装']],
      ])) {
        await page.goto(`${server.url.slice(0, -1)}${path}?mark=${encodeURIComponent(value)}`);
        const now = await landed(page);
        assert.deepEqual([now.marks, now.there, now.inView], [marks, true, true]);
        assert.equal(await page.evaluate(() => document.querySelectorAll('mark').length), marks.length);
        await page.keyboard.press('Escape');
        await cleared(page);
        const nodes = () => page.evaluate(() => {
          /** @type {(string | null)[]} */
          const texts = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) texts.push(walker.currentNode.textContent);
          return [texts, document.body.innerHTML];
        });
        const left = await nodes();
        await page.goto(`${server.url.slice(0, -1)}${path}`);
        assert.deepEqual(left, await nodes());
      }
    });

    it('bears a page of two megabytes, and one that never rests', async () => {
      const page = await at('/huge.html', '先卸载~安装~包，不运行~安装~程序');
      const now = await landed(page);
      assert.ok(now.marks.length > 0);
      await page.evaluate(() => { setInterval(() => document.querySelector('p')?.append('动'), 10); });
      await page.keyboard.press('Escape');
      await cleared(page);
    });
  });
}
