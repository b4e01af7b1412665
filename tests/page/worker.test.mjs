/** The worker that does the work of searching, and the page that does it where no worker can start. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { BROWSERS, DIST, STANDALONE, launch, until, visit } from './support/browsers.mjs';
import { Host, folders } from './support/folders.mjs';
import { POLICY, serve } from './support/server.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */
/** @import { AnyBrowser, AnyPage, Watched } from './support/browsers.mjs' */
/** @import { Manner } from './support/server.mjs' */

const QUERY = '智能网联汽车';

/** Names that the pieces of an embedder's code may use. */
const PRELUDE = `
  const { open, XunzhangError } = await import(new URL('xunzhang.js', document.querySelector('script').src).href);
  const outcome = (promise) => promise.then((value) => ({ value }), (error) => ({ ours: error instanceof XunzhangError, code: error.code, message: error.message }));
  // How long something took, no answer gives twice.
  const timeless = ({ tookMs, ...page }) => page;`;

/**
 * Runs a piece of an embedder's code on the page.
 * @param {AnyPage} page
 * @param {string} code The body of a function.
 * @returns {Promise<any>}
 */
function embedder(page, code) {
  return page.evaluate(`(async () => { ${PRELUDE} ${code} })()`);
}

/**
 * What a page has loaded itself of the worker and of what it works with: the wasm only when the page does the work.
 * @param {AnyPage} page
 * @returns {Promise<string[]>}
 */
async function loaded(page) {
  const files = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name.split(/[/?]/).at(-1) ?? ''));
  return files.filter((file) => /^worker|wasm$/.test(file)).toSorted();
}

const IN_WORKER = ['worker.js'];
const IN_PAGE = ['xunzhang_wasm_bg.wasm'];

for (const name of BROWSERS) {
  describe(`the worker in ${name}`, () => {
    /** @type {AnyBrowser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof folders>>} */
    let built;
    /** @type {Host} */
    let host;
    /** @type {Watched} */
    let watched;
    /** @type {AnyPage} */
    let page;

    before(async () => {
      browser = await launch(name);
      built = await folders();
    });
    after(async () => {
      await browser?.close();
      await built?.remove();
    });
    beforeEach(async () => {
      host = await Host.open({ '/search/': built.seeds, '/manual/': built.manual });
      watched = await visit(browser, host.url);
      ({ page } = watched);
    });
    afterEach(async () => {
      assert.deepEqual((await watched.breaches()).violations, []);
      assert.deepEqual(said(watched.messages), []);
      await page.close();
      await host.close();
    });

    it('answers as the page does', async () => {
      for (const source of ['undefined', "'/search/'", "'search'", "['/search/', '/manual/']", "new URL('/manual/', location)"]) {
        const answers = await embedder(page, `
          const answers = [];
          for (const worker of [true, false]) {
            const library = await open(${source}, { worker });
            const { hits: [{ id }] } = await library.search('${QUERY} 安装');
            answers.push([
              timeless(await library.search('${QUERY} 安装', { explain: true, facets: true, limit: 3 })), timeless(await library.search('')),
              await library.article(id, { highlight: '${QUERY}' }), await library.suggest('安'), await library.info(),
            ]);
            library.close();
          }
          return answers;`);
        assert.deepEqual(answers[0], answers[1], source);
        assert.ok(answers[0][0].hits.length > 0, source);
      }
    });

    it('keeps wasm and index out of the page', async () => {
      const { length } = await embedder(page, `const library = await open('/search/'); return (await library.search('${QUERY}')).hits;`);
      assert.ok(length > 0);
      assert.deepEqual(await loaded(page), IN_WORKER);
    });

    it('is one for all libraries, and fetches the same folder once', async () => {
      const before = await embedder(page, `
        globalThis.libraries = await Promise.all(['/search/', 'search', ['/search/', '/manual/'], undefined].map((source) => open(source)));
        return (await Promise.all(libraries.map((library) => library.search('重庆')))).map(({ total }) => total);`);
      assert.ok(before.every((/** @type {number} */ total) => total > 0), String(before));
      assert.deepEqual(await loaded(page), IN_WORKER);
      const files = host.take();
      // The union and the library of its own ask for the same files.
      assert.equal(files.filter((file) => file === 'index.entry').length, 2);
      const parts = files.filter((file) => file.endsWith('.part'));
      assert.equal(new Set(parts).size, parts.length);
    });

    it('gives errors with the code and the message that they have on the page', async () => {
      const [worker, here] = await embedder(page, `
        const all = [];
        for (const worker of [true, false]) {
          const library = await open('/search/', { worker });
          const closing = await open('/search/', { worker });
          closing.close();
          all.push(await Promise.all([
            library.article('nobody'), library.search('', { limit: 'three' }), open(new Uint8Array(64), { worker }), open('nowhere.shelf', { worker }),
            open('/nowhere/', { worker }), open(['/not/', '/there/'], { worker }), closing.search('${QUERY}'), library.search('', { signal: AbortSignal.abort() }),
            open(undefined, { worker }).then((other) => other.article('nobody')),
          ].map(outcome)));
        }
        return all;`);
      assert.deepEqual(worker.map((/** @type {any} */ { code }) => code), ['article/unknown', 'options/invalid', 'shelf/magic', 'source/fetch', 'entry/missing', 'entry/missing', 'library/closed', 'search/superseded', 'article/unknown']);
      for (const [at, error] of worker.entries()) {
        assert.equal(error.message, here[at].message);
        assert.ok(error.ours, error.code);
      }
    });

    it('gives up an older question for a newer one, with its fetches', async () => {
      host.delay = 200;
      const [older, newer] = await embedder(page, `
        const library = await open('/search/');
        const stop = new AbortController();
        const older = outcome(library.search('${QUERY}', { signal: stop.signal }));
        await new Promise((done) => setTimeout(done, 80));
        const newer = outcome(library.search('夏元'));
        stop.abort();
        return [await older, await newer];`);
      assert.equal(older.code, 'search/superseded');
      assert.equal(newer.value.total, 2);
      await until(async () => host.seen.some(({ aborted }) => aborted), 'the host to see that a fetch was given up');
    });

    it('does not begin a question that was given up before its turn', async () => {
      const ask = () => page.evaluate(() => new Promise((done) => {
        const trusted = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('test', { createScriptURL: (/** @type {string} */ address) => address });
        const worker = new Worker(trusted?.createScriptURL('worker.js') ?? 'worker.js', { type: 'module' });
        const replies = /** @type {any[]} */ ([]);
        worker.onmessage = ({ data }) => {
          replies.push(data);
          if (replies.length === 1) worker.postMessage({ id: 1, question: 'open', words: [undefined, {}] });
          if (data.id === 1) {
            for (const id of [2, 3]) worker.postMessage({ id, question: 'search', words: [1, '夏元', {}] });
            worker.postMessage({ id: 2, question: 'stop' });
          }
          if (data.id === 3) {
            worker.terminate();
            done(replies.map(({ id, answer, error }) => [id ?? null, answer?.total ?? answer ?? null, error?.code ?? null]));
          }
        };
      }));
      // On a busy machine the page may be held up between its messages; then the question has begun before it is given up.
      let replies = /** @type {unknown[]} */ ([]);
      for (let tries = 0; tries < 5 && replies.length !== 3; tries += 1) replies = /** @type {unknown[]} */ (await ask());
      assert.deepEqual(replies, [[null, null, null], [1, 1, null], [3, 2, null]]);
    });

    it('takes options that cannot be copied as they are', async () => {
      const { total, hits } = await embedder(page, `
        const library = await open();
        return library.search('${QUERY}', { limit: 1, filters: new Proxy({ author: ['张亦筑'] }, {}) });`);
      assert.ok(total >= 1);
      assert.deepEqual(hits[0].authors, ['张亦筑']);
    });

    it('takes the code and an index as bytes', async () => {
      const totals = await embedder(page, `
        const bytes = new Uint8Array(await (await fetch('xunzhang_wasm_bg.wasm')).arrayBuffer());
        const totals = [];
        for (const wasm of [bytes, await WebAssembly.compile(bytes), 'xunzhang_wasm_bg.wasm', new URL('xunzhang_wasm_bg.wasm', location)]) {
          const library = await open(undefined, { wasm });
          totals.push((await library.search('夏元')).total);
          library.close();
        }
        return totals;`);
      assert.deepEqual(totals, [2, 2, 2, 2]);
    });
  });
}

/** A page that has the client of `where`, by the path of its address. */
const client = (/** @type {string} */ where) => ({
  '/client.html': `<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>页</title><link rel="icon" href="data:,"><script type="module" src="${where}xun-zhang.js"></script><xun-zhang></xun-zhang>`,
});

/** What was said in the console, but for what a browser says by itself of a file that could not be had. @param {string[]} messages */
const said = (messages) => messages.filter((message) => !/Failed to load resource|Loading Worker from/.test(message));

/** A searching of the corpus by code, its time in milliseconds included. */
const SEARCH = "const start = performance.now(); const library = await open(); const { total } = await library.search('夏元'); const took = performance.now() - start; library.close(); return { total, took };";

for (const name of BROWSERS) {
  describe(`where no worker can start in ${name}`, () => {
    /** @type {AnyBrowser} */
    let browser;

    before(async () => {
      browser = await launch(name);
    });
    after(async () => {
      await browser?.close();
    });

    /**
     * Searches on a page that is served in some manner.
     * @param {Manner} manner
     * @param {() => void} [beforehand] What is done to the page before it loads.
     */
    async function search(manner, beforehand) {
      const server = await serve(DIST, { pages: client(''), ...manner });
      const watched = await visit(browser, 'about:blank');
      const { page } = watched;
      if (beforehand) await page.evaluateOnNewDocument(beforehand);
      await page.goto(`${server.url}client.html`);
      const { total, took } = await embedder(page, SEARCH);
      assert.equal(total, 2);
      assert.ok(took < 3000, `${took} ms`);
      const files = await loaded(page);
      // A second try would say the same in the console a second time.
      assert.equal((await embedder(page, SEARCH)).total, 2);
      const outcome = { files, again: await loaded(page), messages: watched.messages, violations: (await watched.breaches()).violations, workers: page.workers().length };
      await page.close();
      await server.close();
      assert.equal(outcome.workers, 0);
      return outcome;
    }

    it('because there are none, the page does the work in silence', async () => {
      const { files, messages, violations } = await search({}, () => { Reflect.deleteProperty(globalThis, 'Worker'); });
      assert.deepEqual([files, messages, violations], [IN_PAGE, [], []]);
    });

    it('because its script is missing, the page does', async () => {
      const { files, again, messages, violations } = await search({ refused: /\/worker\.js$/ });
      assert.ok(files.includes(IN_PAGE[0]));
      assert.deepEqual(again, files);
      assert.deepEqual(said(messages), []);
      assert.deepEqual(violations, []);
    });

    it('because its script fails as it begins, the page does', async () => {
      for (const script of ['throw new Error("no worker here");', 'import "./nowhere.js";', 'what is this?']) {
        const { files, messages, violations } = await search({ pages: { ...client(''), '/worker.js': script } });
        assert.ok(files.includes(IN_PAGE[0]), script);
        assert.deepEqual(said(messages), [], script);
        assert.deepEqual(violations, []);
      }
    });

    it('because a policy forbids it, the page does, and what the policy reports it reports once', async () => {
      const { files, violations } = await search({ policy: `${POLICY}; worker-src 'none'` });
      assert.ok(files.includes(IN_PAGE[0]));
      assert.ok(violations.length <= 1, String(violations));
    });

    it('because it is asked not to, nothing is tried', async () => {
      const server = await serve(DIST, { pages: client(''), policy: `${POLICY}; worker-src 'none'` });
      const { page, messages, breaches } = await visit(browser, `${server.url}client.html`);
      assert.equal((await embedder(page, SEARCH.replace('open()', 'open(undefined, { worker: false })'))).total, 2);
      assert.deepEqual([await loaded(page), messages, (await breaches()).violations], [IN_PAGE, [], []]);
      await page.close();
      await server.close();
    });

    it('because the scripts come from another origin, the page does in silence', async () => {
      const other = await serve(DIST, { headers: { 'access-control-allow-origin': '*' } });
      const policy = `${POLICY.replaceAll("'self'", `'self' ${other.url}`)}; worker-src 'self'`;
      const { files, messages, violations } = await search({ pages: client(other.url), policy, refused: /\.js$|\.wasm$/ });
      assert.deepEqual([files, messages, violations], [IN_PAGE, [], []]);
      await other.close();
    });

    it('because the page is one file from disk, it does the work in silence', async () => {
      const { page, messages, breaches } = await visit(browser, `${STANDALONE}?q=%E5%A4%8F%E5%85%83`);
      await until(() => page.evaluate(() => document.querySelectorAll('#hits a').length > 0), 'the results');
      assert.deepEqual([messages, (await breaches()).violations, page.workers().length], [[], [], 0]);
      await page.close();
    });

    it('the element works as elsewhere', async () => {
      const server = await serve(DIST, { pages: client(''), refused: /\/worker\.js$/ });
      const { page } = await visit(browser, `${server.url}client.html`);
      await until(() => page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot != null), 'the element');
      await page.focus('xun-zhang');
      await page.keyboard.type('夏元');
      await until(() => page.evaluate(() => document.querySelector('xun-zhang')?.shadowRoot?.querySelectorAll('.hit').length === 2), 'the hits');
      await page.close();
      await server.close();
    });
  });
}

describe('the worker in Chromium', () => {
  /** @type {Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  /** @type {Manner} */
  let manner;
  /** @type {Watched<Page>} */
  let watched;
  /** @type {Page} */
  let page;

  before(async () => {
    browser = await launch('chromium');
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    manner = { pages: client('') };
    server = await serve(DIST, manner);
    watched = await visit(browser, `${server.url}client.html`);
    ({ page } = watched);
  });
  afterEach(async () => {
    await page.close();
    await server.close();
  });

  /** Waits until the page has so many workers. @param {number} count */
  const workers = (count) => until(async () => page.workers().length === count, `${count} workers`);

  it('starts under Trusted Types that allow a policy by its name, and leaves the work to the page where they do not', async () => {
    manner.policy = `${POLICY}; trusted-types xunzhang`;
    await page.reload();
    assert.equal((await embedder(page, SEARCH)).total, 2);
    assert.equal((await embedder(page, SEARCH)).total, 2);
    assert.deepEqual([await loaded(page), (await watched.breaches()).violations], [['worker.js', 'worker.js'], []]);
    manner.policy = `${POLICY}; trusted-types other`;
    await page.reload();
    assert.equal((await embedder(page, SEARCH)).total, 2);
    assert.equal((await embedder(page, SEARCH)).total, 2);
    assert.deepEqual(await loaded(page), IN_PAGE);
    assert.equal((await watched.breaches()).violations.length, 1);
  });

  it('starts with the first library, ends with the last, and starts again', async () => {
    assert.equal(page.workers().length, 0);
    await embedder(page, 'globalThis.one = await open(); globalThis.two = await open();');
    await workers(1);
    await embedder(page, 'one.close(); one.close();');
    assert.equal(await embedder(page, "return (await two.search('夏元')).total;"), 2);
    await workers(1);
    await embedder(page, 'two.close();');
    await workers(0);
    assert.equal((await embedder(page, SEARCH)).total, 2);
    await embedder(page, "await open('nowhere.shelf').catch(() => {});");
    await workers(0);
  });

  it('leaves no worker and no listener after libraries were opened and closed a thousand times', async () => {
    const round = `
      const libraries = await Promise.all([open(), open()]);
      const stop = new AbortController();
      const asked = [libraries[0].search('重庆', { signal }), libraries[0].search('夏元', { signal: stop.signal }), libraries[1].suggest('重')].map((one) => one.catch(() => {}));
      stop.abort();
      for (const library of libraries) library.close();
      await Promise.all(asked);`;
    const rounds = (/** @type {number} */ count) => embedder(page, `const { signal } = globalThis.kept ??= new AbortController(); for (let count = 0; count < ${count}; count += 1) { ${round} }`);
    await assertNothingLeft(() => rounds(10), () => rounds(500));
  });

  it('leaves no worker and no listener after the element came and went a thousand times', async () => {
    const rounds = (/** @type {number} */ count) => embedder(page, `
      for (let count = 0; count < ${count}; count += 1) {
        const element = document.createElement('xun-zhang');
        document.body.append(element);
        element.focus();
        element.query = '夏元';
        // Some go while they open, some with an answer.
        if (count % 10 === 0) await new Promise((done) => element.addEventListener('xun-zhang:results', done));
        element.remove();
      }`);
    await assertNothingLeft(() => rounds(10), () => rounds(1000));
  });

  /**
   * @param {() => Promise<unknown>} few So that what is made once is made.
   * @param {() => Promise<unknown>} many
   */
  async function assertNothingLeft(few, many) {
    const session = await page.createCDPSession();
    const count = async () => {
      await workers(0);
      await session.send('HeapProfiler.collectGarbage');
      return (await page.metrics()).JSEventListeners ?? 0;
    };
    await few();
    const before = await count();
    await many();
    await until(async () => await count() <= before, 'the listeners to go');
    assert.deepEqual(watched.messages, []);
    assert.deepEqual((await watched.breaches()).violations, []);
  }
});
