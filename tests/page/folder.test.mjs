/** Index folders on a static host: what is fetched, what happens when a file cannot be had, and several of them as one. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { launch, until, visit } from './support/browsers.mjs';
import { FAULTS, Host, folders } from './support/folders.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */
/** @import { Fault } from './support/folders.mjs' */
/** @import { Watched } from './support/browsers.mjs' */


const QUERY = '智能网联汽车';
const PART = /\.part$/;
const ENTRY = /^index\.entry$/;
/** The texts of articles, which come last. */
const TEXTS = /^a\w+\.part$/;

describe('an index folder', () => {
  /** @type {Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof folders>>} */
  let built;
  /** A host of its own for each test, and with it an empty HTTP cache. @type {Host} */
  let host;
  /** @type {Watched<Page>} */
  let watched;
  /** @type {Page} */
  let page;

  before(async () => {
    browser = await launch('chromium');
    built = await folders();
  });
  after(async () => {
    await browser?.close();
    await built?.remove();
  });
  beforeEach(async () => {
    host = await Host.open({ '/search/': built.seeds, '/manual/': built.manual, '/many/': built.many });
    watched = await visit(browser, host.url);
    ({ page } = watched);
    await page.evaluate(async () => {
      const client = await import(new URL('xunzhang.js', location.href).href);
      Object.assign(globalThis, {
        ...client,
        /** What became of a promise: its value, or the code and message of its error. */
        outcome: (/** @type {Promise<unknown>} */ promise) => promise.then((value) => ({ value }), ({ code, message }) => ({ code, message })),
        found: async (/** @type {any} */ library, /** @type {string} */ query, /** @type {any} */ options) => (await library.search(query, options)).hits.map((/** @type {any} */ hit) => hit.title),
      });
    });
  });
  afterEach(async () => {
    // Whatever goes wrong, nothing is left uncaught; that a request failed, the browser says by itself.
    assert.deepEqual(watched.messages.filter((message) => !message.includes('Failed to load resource')), []);
    await page.close();
    await host.close();
  });

  /**
   * Runs a piece of an embedder's code on the page.
   * @param {string} code The body of a function, with `open`, `outcome`, `found` and what was kept in `keep`.
   * @returns {Promise<any>}
   */
  function embedder(code) {
    return page.evaluate(`(async () => { globalThis.keep ??= {}; ${code} })()`);
  }

  /** The titles that the whole corpus gives. @param {string} query */
  const expected = (query) => embedder(`const library = await open(); const titles = await found(library, ${JSON.stringify(query)}); library.close(); return titles;`);

  it('is searched by its entry and a few of its parts, and by none when the question comes again', async () => {
    const titles = await embedder(`keep.library = await open('/search/'); return found(keep.library, '${QUERY}');`);
    assert.deepEqual(titles, await expected(QUERY));
    const first = host.take();
    assert.equal(first.filter((file) => ENTRY.test(file)).length, 1);
    assert.equal(new Set(first).size, first.length, 'no file twice');
    assert.ok(first.length < 13, `${first.length} of 13 files`);
    assert.deepEqual(await embedder(`return found(keep.library, '${QUERY}');`), titles);
    assert.deepEqual(host.take(), []);
    for (const address of ['/search', 'search/', `${host.url}search`]) {
      assert.deepEqual(await embedder(`return found(await open('${address}'), '${QUERY}');`), titles, address);
    }
    assert.deepEqual(host.take(), [], 'the same folder by another name');
  });

  it('gives articles, suggestions, facets and numbers like any library', async () => {
    const { info, article, suggestions, plain, counted, unknown } = await embedder(`
      const library = await open('/search/');
      const { hits: [{ id }], facets: plain } = await library.search('${QUERY}');
      return {
        info: await library.info(), article: await library.article(id, { highlight: '${QUERY}' }), suggestions: await library.suggest('智能'), plain,
        counted: (await library.search('${QUERY}', { facets: true })).facets,
        unknown: await outcome(library.article('nobody')),
      };`);
    assert.equal(info.articles, 7);
    assert.deepEqual(info.facets.toSorted(), ['author', 'location', 'organisation', 'person', 'place', 'source']);
    assert.ok(article.blocks.some((/** @type {any} */ { parts }) => parts.some((/** @type {any} */ { mark }) => mark)));
    assert.ok(suggestions.length > 0);
    assert.deepEqual(plain, {}, 'what would have to be fetched is counted only when it is asked for');
    assert.ok(counted.author.length > 0);
    assert.equal(unknown.code, 'article/unknown');
  });

  it('is shared by two libraries, also while both wait for the same parts', async () => {
    host.delay = 50;
    const [one, two] = await embedder(`
      const libraries = await Promise.all([open('/search/'), open('/search/')]);
      const titles = await Promise.all(libraries.map((library) => found(library, '${QUERY}')));
      libraries[0].close();
      await found(libraries[1], '重庆');
      return titles;`);
    assert.deepEqual(one, two);
    const files = host.take();
    assert.equal(new Set(files).size, files.length);
  });

  it('whose texts are written in the words of a book fetches it once', async () => {
    const found = await embedder(`
      const library = await open('/many/');
      const { hits } = await library.search('${QUERY}');
      await library.search('航天员返回地球', { offset: 10 });
      return hits.map(({ snippet }) => snippet.filter(({ mark }) => mark).map(({ text }) => text));`);
    assert.equal(found.length, 10);
    for (const marks of found) assert.deepEqual([...new Set(marks)], [QUERY]);
    const files = host.take();
    assert.equal(files.filter((file) => /^b\w+\.part$/.test(file)).length, 1);
    assert.ok(files.filter((file) => TEXTS.test(file)).length > 10);
  });

  it('answers within a bound of memory, however small', async () => {
    for (const query of [QUERY, '重庆', '', QUERY, '夏元']) {
      const titles = await embedder(`keep.small ??= await open('/search/', { memory: 1 }); return found(keep.small, '${query}');`);
      assert.deepEqual(titles.toSorted(), (await expected(query)).toSorted(), query);
    }
    const both = await embedder(`return Promise.all(['${QUERY}', '重庆', '夏元', '航天员'].map((query) => found(keep.small, query)));`);
    assert.deepEqual(both[0], await expected(QUERY));
  });

  describe('says what is wrong when a file', () => {
    /** @type {[string, RegExp, Fault, string, RegExp][]} */
    const cases = [
      ['is missing', TEXTS, FAULTS.missing, 'part/missing', /404.*publish the whole folder/],
      ['is cut short', TEXTS, FAULTS.short, 'part/damaged', /cannot be unpacked/],
      ['has a wrong checksum', TEXTS, FAULTS.damaged, 'part/damaged', /checksum should be .* and is/],
      ['is of another build', TEXTS, FAULTS.other, 'part/damaged', /expected the part a\w+\.part and found a\w+\.part/],
      ['is a page of HTML with status 200', TEXTS, FAULTS.page, 'part/missing', /a page of HTML/],
      ['is a line of text with status 200', TEXTS, FAULTS.text, 'part/damaged', /found "not"/],
      ['is refused with status 500', TEXTS, FAULTS.refused, 'part/unreachable', /500.*again/],
      ['is cut off in the middle', TEXTS, FAULTS.cut, 'part/unreachable', /broke off/],
      ['is not there because the network is gone', PART, FAULTS.gone, 'part/unreachable', /connection/],
      ['stops coming', TEXTS, FAULTS.silent, 'part/unreachable', /no byte for 15 seconds/],
    ];
    for (const [what, file, fault, code, told] of cases) {
      it(`${what}, and answers the next question when it is there again`, async () => {
        // Who waits for fifteen seconds in a test? The page's clock goes faster, so the page does the work.
        await page.evaluate(() => {
          const { setTimeout } = globalThis;
          globalThis.setTimeout = /** @type {any} */ ((/** @type {any} */ call, /** @type {number} */ wait) => setTimeout(call, wait / 20));
        });
        host.break(file, fault);
        const failed = await embedder(`keep.library = await open('/search/', { worker: false }); return outcome(found(keep.library, '${QUERY}'));`);
        assert.equal(failed.code, code, failed.message);
        assert.match(failed.message, told);
        assert.ok(failed.message.includes(`${host.url}search/`), failed.message);
        const files = host.take();
        // A connection that is gone without a word Chromium itself tries again.
        const most = fault === FAULTS.gone ? Infinity : 2;
        for (const one of files) assert.ok(files.filter((other) => other === one).length <= most, `${one} more than ${most} times`);
        host.faults = [];
        assert.deepEqual(await embedder(`return found(keep.library, '${QUERY}');`), await expected(QUERY));
        const again = host.take();
        assert.ok(again.every((one) => file.test(one)), `what was good stays: ${again}`);
      });
    }

    /** @type {[string, Fault, string][]} */
    const entries = [
      ['missing', FAULTS.missing, 'entry/missing'],
      ['a page of HTML', FAULTS.page, 'entry/missing'],
      ['cut short', FAULTS.short, 'entry/damaged'],
      ['damaged', FAULTS.damaged, 'entry/damaged'],
      ['refused', FAULTS.refused, 'entry/unreachable'],
    ];
    for (const [what, fault, code] of entries) {
      it(`it is opened by is ${what}, and opens when it is there again`, async () => {
        host.break(ENTRY, fault);
        const failed = await embedder('return outcome(open("/search/"));');
        assert.equal(failed.code, code, failed.message);
        assert.ok(failed.message.includes(`${host.url}search/index.entry`), failed.message);
        host.faults = [];
        assert.deepEqual(await embedder(`return found(await open('/search/'), '${QUERY}');`), await expected(QUERY));
      });
    }
  });

  for (const name of /** @type {const} */ (['refused', 'cut', 'short', 'damaged', 'gone'])) {
    it(`is fetched again when a file was ${name} once`, async () => {
      host.break(ENTRY, FAULTS[name], 1);
      host.break(/^t\w+\.part$/, FAULTS[name], 1);
      host.break(TEXTS, FAULTS[name], 1);
      assert.deepEqual(await embedder(`return found(await open('/search/'), '${QUERY}');`), await expected(QUERY));
    });
  }

  it('works on a slow host, on one that names no type, and on one that says gzip in the header', async () => {
    for (const [address, delay, headers] of /** @type {const} */ ([
      ['/slow/', 150, {}], ['/bare/', 0, {}], ['/packed/', 0, { 'content-encoding': 'gzip', 'content-type': 'application/octet-stream' }],
    ])) {
      host.folders[address] = built.seeds;
      Object.assign(host, { delay, headers });
      assert.deepEqual(await embedder(`return found(await open('${address}'), '${QUERY}');`), await expected(QUERY), address);
    }
  });

  it('goes over to another build that is published while it is open', async () => {
    await embedder(`keep.library = await open('/search/'); return found(keep.library, '夏元');`);
    host.folders['/search/'] = built.renewed;
    host.take();
    await embedder(`return found(keep.library, '夏元');`);
    assert.deepEqual(host.take(), [], 'what is at hand goes on answering');
    const titles = await embedder(`return found(keep.library, '${QUERY}');`);
    assert.ok(titles.includes('晚来的文章'), String(titles));
    assert.equal(host.take().filter((file) => ENTRY.test(file)).length, 1);
    assert.equal((await embedder('return keep.library.info();')).articles, 8);
    // Several questions that meet it at once fetch the entry once.
    host.folders['/search/'] = built.seeds;
    await embedder(`return Promise.all(['航天员', '重庆', '产业集群', ''].map((query) => found(keep.library, query)));`);
    assert.ok(host.take().filter((file) => ENTRY.test(file)).length <= 1);
  });

  it('gives up a question whose signal is aborted, with the fetches that nobody else wants', async () => {
    host.delay = 300;
    const { older, newer } = await embedder(`
      const library = await open('/search/');
      const stop = new AbortController();
      const older = outcome(library.search('${QUERY}', { signal: stop.signal }));
      await new Promise((done) => setTimeout(done, 100));
      const newer = outcome(found(library, '夏元'));
      stop.abort();
      return { older: await older, newer: await newer };`);
    assert.equal(older.code, 'search/superseded');
    assert.deepEqual(newer.value, await expected('夏元'));
    await until(async () => host.seen.some(({ aborted }) => aborted), 'the host to see that a fetch was given up');
    const kept = host.seen.filter(({ aborted }) => !aborted).map(({ file }) => file);
    assert.equal(new Set(kept).size, kept.length, 'what both wanted was fetched once');
    const late = await embedder(`const library = await open('/search/'); return outcome(library.search('${QUERY}', { signal: AbortSignal.abort() }));`);
    assert.equal(late.code, 'search/superseded');
  });

  it('lets go of everything when it is closed', async () => {
    host.delay = 300;
    const outcomes = await embedder(`
      const [one, two] = await Promise.all([open('/search/'), open('/search/')]);
      const first = outcome(one.search('${QUERY}'));
      const second = outcome(found(two, '${QUERY}'));
      one.close();
      const shared = [await first, await second];
      const third = outcome(two.search('天宫课堂'));
      await new Promise((done) => setTimeout(done, 100));
      two.close();
      return [...shared, await third];`);
    assert.equal(outcomes[0].code, 'library/closed');
    assert.deepEqual(outcomes[1].value, await expected(QUERY), 'whoever shares the folder is not disturbed');
    assert.equal(outcomes[2].code, 'library/closed');
    const before = host.seen.length;
    await new Promise((done) => setTimeout(done, 700));
    assert.equal(host.seen.length, before, 'nothing is fetched any more');
  });

  it('is one of several that are searched as one', async () => {
    const { all, some, none, counts, infos, article, suggestions, newest } = await embedder(`
      const library = keep.both = await open(['/search/', '/manual/']);
      const all = await library.search('重庆', { limit: 3, offset: 1, facets: true });
      return {
        all,
        some: await library.search('重庆', { filters: { index: ['/manual/'] } }),
        none: await outcome(library.search('重庆', { filters: { index: ['/nowhere/'] } })),
        counts: await Promise.all(['/search/', '/manual/'].map(async (address) => (await (await open(address)).search('重庆')).total)),
        infos: await library.info(),
        article: await library.article((await library.search('使用手册')).hits[0].id),
        suggestions: await library.suggest('安', { limit: 3 }),
        newest: (await library.search('', { sort: 'newest', limit: 20 })).hits.map(({ date }) => date),
      };`);
    assert.equal(all.total, counts[0] + counts[1]);
    assert.equal(all.hits.length, 3);
    assert.deepEqual(all.failures, []);
    assert.deepEqual(all.facets.index, [{ value: '/search/', count: counts[0] }, { value: '/manual/', count: counts[1] }]);
    assert.ok(all.facets.author.length > 0);
    assert.deepEqual(some.hits.map((/** @type {any} */ { index, title }) => [index, title]), [['/manual/', '更新日志']]);
    assert.equal(some.hits[0].explain, null);
    assert.equal(none.code, 'options/invalid');
    assert.equal(infos.articles, 9);
    assert.equal(article.index, '/manual/');
    assert.ok(suggestions.length > 0 && suggestions.length <= 3);
    const dated = newest.filter((/** @type {any} */ date) => date !== null);
    assert.deepEqual(dated, dated.toSorted().toReversed());
    assert.ok(newest.slice(dated.length).every((/** @type {any} */ date) => date === null));
  });

  it('relates an article to those of its own index, of which it is one of several', async () => {
    const { id, alone, found, chosen, stranger } = await embedder(`
      const library = await open(['/manual/', '/search/']);
      const own = await open('/search/');
      // Not every article of a newspaper is like another.
      let id, alone = [];
      for (const hit of (await own.search('')).hits) if (alone.length === 0) alone = await own.related(id = hit.id, { limit: 3 });
      return {
        id,
        alone,
        found: await library.related(id, { limit: 3 }),
        chosen: await library.related(id, { limit: 3, index: '/search/' }),
        stranger: await outcome(library.related(id, { index: '/manual/' })),
      };`);
    assert.ok(alone.length > 0);
    assert.deepEqual(found, alone.map((/** @type {any} */ hit) => ({ ...hit, index: '/search/' })));
    assert.deepEqual(chosen, found);
    assert.ok(found.every((/** @type {any} */ hit) => hit.id !== id));
    assert.equal(stranger.code, 'article/unknown');
  });

  it('has the scores of one index when it is one of several', async () => {
    Object.assign(host.folders, { '/renewed/': built.renewed, '/late/': built.late });
    for (const query of [QUERY, '新的消息', '重庆 产业', '什么时候加上的']) {
      const [one, several] = await embedder(`
        const pages = [];
        for (const source of ['/renewed/', ['/search/', '/late/']]) pages.push(await (await open(source)).search('${query}', { limit: 5 }));
        return pages.map(({ total, hits }) => ({ total, hits: hits.map(({ id, score }) => [id, score]) }));`);
      assert.equal(several.total, one.total, query);
      assert.deepEqual(several.hits.map((/** @type {[string, number]} */ [id]) => id), one.hits.map((/** @type {[string, number]} */ [id]) => id), query);
      for (const [at, [id, score]] of one.hits.entries()) assert.ok(Math.abs(several.hits[at][1] / score - 1) < 0.01, `${query}: ${id} scores ${score} in one, ${several.hits[at][1]} in two`);
    }
  });

  it('leaves the hits of the others when one of several fails, and comes back when it can', async () => {
    host.break(TEXTS, FAULTS.missing);
    host.folders['/good/'] = built.manual;
    delete host.folders['/manual/'];
    const failed = await embedder(`keep.several = await open(['/good/', '/nowhere/']); return outcome(keep.several.search('安装'));`);
    assert.equal(failed.code, 'part/missing');
    host.faults = [];
    const page = await embedder(`return keep.several.search('安装');`);
    assert.deepEqual(page.hits.map((/** @type {any} */ { index }) => index), ['/good/']);
    assert.equal(page.failures.length, 1);
    assert.equal(page.failures[0].index, '/nowhere/');
    assert.equal(page.failures[0].code, 'entry/missing');
    host.folders['/nowhere/'] = built.seeds;
    assert.deepEqual((await embedder(`return keep.several.search('重庆');`)).failures, []);
    assert.equal((await embedder(`return outcome(open(['/not/', '/there/']));`)).code, 'entry/missing');
    assert.equal((await embedder(`keep.several.close(); return outcome(keep.several.search('重庆'));`)).code, 'library/closed');
  });

  it('leaves the hits of the others also when one fails only when its texts are wanted', async () => {
    const texts = (await readdir(built.manual)).filter((file) => TEXTS.test(file));
    host.break(new RegExp(`^(${texts.join('|')})$`), FAULTS.missing);
    const page = await embedder(`keep.both = await open(['/search/', '/manual/']); return keep.both.search('重庆');`);
    assert.ok(page.hits.length > 0 && page.hits.every((/** @type {any} */ { index }) => index === '/search/'));
    assert.deepEqual(page.failures.map((/** @type {any} */ { index, code }) => [index, code]), [['/manual/', 'part/missing']]);
    host.faults = [];
    const again = await embedder(`return keep.both.search('重庆');`);
    assert.deepEqual(again.failures, []);
    assert.ok(again.total > page.total);
  });

  it('puts exact hits of all indices before others', async () => {
    const hits = await embedder(`
      const library = await open(['/search/', '/manual/']);
      return (await library.search('安装安装包', { limit: 20, explain: true })).hits.map(({ index, explain }) => [index, explain.parts.exact > 0]);`);
    const places = hits.map((/** @type {[string, boolean]} */ [, exact]) => exact);
    assert.deepEqual(places, places.toSorted().toReversed());
  });

  describe('under the element', () => {
    /** What stands in the element. */
    const inside = () => page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('xun-zhang')?.shadowRoot);
      return {
        told: root.querySelector('.told p')?.textContent ?? '',
        retry: root.querySelector('.told button')?.checkVisibility() ?? false,
        busy: root.querySelector('.list')?.getAttribute('aria-busy') === 'true',
        titles: [...root.querySelectorAll('.hit .title')].map((title) => title.textContent ?? ''),
        options: [...root.querySelectorAll('[role=option]')].map((option) => [option.className, option.getAttribute('href'), option.parentElement?.getAttribute('role')]),
        active: root.querySelector('[aria-selected=true]')?.textContent ?? null,
      };
    });
    /** @param {string} query */
    const type = async (query) => {
      await page.focus('xun-zhang');
      await page.keyboard.type(query);
    };

    it('is searched while one types, and only the newest question is answered', async () => {
      await page.evaluate(() => {
        Object.assign(globalThis, { heard: [] });
        for (const what of ['results', 'error']) {
          document.addEventListener(`xun-zhang:${what}`, (event) => /** @type {any} */ (globalThis).heard.push([what, /** @type {CustomEvent} */ (event).detail.query]));
        }
      });
      await type('夏');
      await until(async () => (await inside()).titles.length > 0, 'the first answer');
      host.delay = 200;
      host.take();
      await page.keyboard.type('天宫课堂', { delay: 60 });
      const heard = await until(async () => {
        const all = /** @type {[string, string][]} */ (await page.evaluate(() => /** @type {any} */ (globalThis).heard));
        return all.at(-1)?.[1] === '夏天宫课堂' && all;
      }, 'the last answer');
      assert.ok(heard.every(([what]) => what === 'results'), JSON.stringify(heard));
      const kept = host.seen.filter(({ aborted }) => !aborted).map(({ file }) => file);
      assert.equal(new Set(kept).size, kept.length);
      assert.deepEqual((await watched.breaches()), { violations: [], shift: 0 });
    });

    it('says that it is slow while the results of before stay', async () => {
      await type('夏元');
      await until(async () => (await inside()).titles.length === 2, 'the first answer');
      const before = await inside();
      host.delay = 700;
      await page.keyboard.type(' 天宫课堂');
      await until(async () => (await inside()).told === '正在查找……', 'the word that it is slow');
      const during = await inside();
      assert.ok(during.busy);
      assert.deepEqual(during.titles, before.titles);
      await until(async () => !(await inside()).busy, 'the answer');
      assert.deepEqual(await watched.breaches(), { violations: [], shift: 0 });
    });

    it('says that a question failed, with a button that asks again', async () => {
      host.break(TEXTS, FAULTS.missing);
      await type(QUERY);
      await until(async () => (await inside()).told === '这次没能查完。', 'the failure');
      assert.ok((await inside()).retry);
      host.faults = [];
      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector('xun-zhang')?.shadowRoot?.querySelector('.told button')).click());
      await until(async () => (await inside()).titles.length > 0, 'the second try');
      assert.ok(!(await inside()).retry);
    });

    it('leads to the sections of a long article, each an option of its own', async () => {
      await page.evaluate(() => document.querySelector('xun-zhang')?.setAttribute('src', '/search/  /manual/'));
      await type('安装');
      const now = await until(async () => {
        const { options } = await inside();
        return options.length > 0 && inside();
      }, 'the answer');
      const anchor = (/** @type {string} */ text) => `https://docs.example/guide/#${encodeURIComponent(text)}`;
      assert.deepEqual(now.options.slice(0, 2), [['hit', anchor('安装'), 'group'], ['section', anchor('安装'), 'group']]);
      assert.ok(now.options.some(([, href]) => href === anchor('常见问题')));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      assert.equal((await inside()).active, '安装');
      const chosen = await page.evaluate(() => new Promise((done) => {
        document.addEventListener('xun-zhang:select', (event) => {
          event.preventDefault();
          done(/** @type {CustomEvent} */ (event).detail.section.anchor);
        });
        document.querySelector('xun-zhang')?.shadowRoot?.querySelector('[aria-selected=true]')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
      }));
      assert.equal(chosen, '安装');
    });
  });
});
