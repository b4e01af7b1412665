/** What an embedder gets from `xunzhang.js`: the shapes of the answers, and errors with a code. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DIST, launch, served, visit } from './support/browsers.mjs';
import { serve } from './support/server.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */

describe('the client', () => {
  /** @type {Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof served>>} */
  let server;
  /** @type {Page} */
  let page;

  before(async () => {
    browser = await launch('chromium');
    server = await served();
    ({ page } = await visit(browser, `${server.url}embed.html`));
    await page.evaluate(async () => {
      Object.assign(globalThis, await import(new URL('xunzhang.js', location.href).href));
    });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /**
   * Runs a piece of an embedder's code and gives the code of the error that it ends in.
   * @param {(client: typeof import('../../www/xunzhang.js')) => Promise<unknown>} embedder
   */
  async function failure(embedder) {
    return page.evaluate(`(${embedder})(globalThis).then(() => 'none', (error) => error instanceof Error ? error.code : 'no Error')`);
  }

  it('searches, opens and suggests as it is documented to', async () => {
    const answer = await page.evaluate(async () => {
      const { open } = /** @type {typeof import('../../www/xunzhang.js')} */ (/** @type {unknown} */ (globalThis));
      const library = await open();
      const info = await library.info();
      const result = await library.search('智能网联汽车', { limit: 1, filters: { author: ['张亦筑'] } });
      const article = await library.article(result.hits[0].id, { highlight: '智能网联汽车' });
      const suggestions = await library.suggest('智能', { limit: 3 });
      library.close();
      return { info, result, article, suggestions };
    });
    assert.equal(answer.info.articles, 7);
    const { query, total, tookMs, hits, facets } = answer.result;
    assert.equal(query, '智能网联汽车');
    assert.ok(total >= 1 && hits.length === 1);
    assert.ok(tookMs >= 0 && tookMs < 1000);
    assert.deepEqual(Object.keys(facets).sort(), ['author', 'date', 'location', 'organisation', 'person', 'place', 'source']);
    const [hit] = hits;
    assert.deepEqual(hit.authors, ['张亦筑']);
    assert.equal(hit.titleParts.map(({ text }) => text).join(''), hit.title);
    assert.ok(hit.snippet.some(({ text, mark }) => mark && text === '智能网联汽车'));
    assert.ok(hit.paragraph !== null && answer.article.blocks[hit.paragraph].parts.some(({ mark }) => mark));
    assert.ok(answer.suggestions.length > 0 && answer.suggestions.length <= 3);
  });

  it('keeps a shared index open until its last user closes it', async () => {
    const totals = await page.evaluate(async () => {
      const { open } = /** @type {typeof import('../../www/xunzhang.js')} */ (/** @type {unknown} */ (globalThis));
      const [one, two] = await Promise.all([open(), open()]);
      one.close();
      one.close();
      const after = (await two.search('夏元')).total;
      two.close();
      const three = await open();
      const again = (await three.search('夏元')).total;
      three.close();
      return [after, again];
    });
    assert.deepEqual(totals, [2, 2]);
  });

  it('fails with a code for each thing that can go wrong', async () => {
    assert.equal(await failure(async ({ open }) => {
      const library = await open();
      library.close();
      await library.search('夏元');
    }), 'library/closed');
    assert.equal(await failure(async ({ open }) => (await open()).article('nowhere')), 'article/unknown');
    assert.equal(await failure(async ({ open }) => (await open()).search('', /** @type {any} */ ({ limit: 'three' }))), 'options/invalid');
    assert.equal(await failure(({ open }) => open(new Uint8Array(64))), 'shelf/magic');
    assert.equal(await failure(({ open }) => open('nowhere.shelf')), 'source/fetch');
  });

  it('opens the next time after it has failed once', async () => {
    const manner = { refused: /some\.shelf$/, pages: { '/some.shelf': 'no' } };
    const broken = await serve(DIST, manner);
    for (const worker of [true, false]) {
      manner.refused = /some\.shelf$/;
      const { page: other } = await visit(browser, `${broken.url}embed.html`);
      const code = () => other.evaluate(async (option) => {
        const { open } = await import(new URL('xunzhang.js', location.href).href);
        return open('some.shelf', { worker: option }).catch((/** @type {any} */ error) => error.code);
      }, worker);
      assert.equal(await code(), 'source/fetch');
      manner.refused = /nothing/;
      assert.match(await code(), /^shelf\//);
      await other.close();
    }
    await broken.close();
  });
});
