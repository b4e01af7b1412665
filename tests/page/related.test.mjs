/** Related articles below an article. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { BROWSERS, DIST, launch, until, visit } from './support/browsers.mjs';
import { index } from './support/folders.mjs';
import { serve } from './support/server.mjs';

/** @import { AnyBrowser, AnyPage, Watched } from './support/browsers.mjs' */

const RELATED = '<script type="module" src="/related.js"></script><xun-zhang-related src="/search/"></xun-zhang-related>';
const FILLING = '<p>这一段只是为了把页面撑长。</p>'.repeat(150);

/** @param {string} title @param {string} body */
const html = (title, body) => `<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><link rel="icon" href="data:,"><main><h1>${title}</h1>${body}</main>`;

/** @type {Record<string, string>} */
const SITE = {
  '/car.html': html('智能网联汽车产业集群', `<p>重庆的智能网联汽车产业正在成长。</p>${RELATED}`),
  '/far.html': html('智能网联汽车的远方', `${FILLING}${RELATED}`),
  '/other/index.html': html('新能源汽车产业', `<p>新能源汽车产业也在重庆成长。</p>${RELATED}`),
  '/sky.html': html('天宫课堂开讲', '<p>航天员在空间站讲课。</p>'),
};

/** What stands in the element. @param {AnyPage} page */
const shown = (page) => page.evaluate(() => {
  const root = document.querySelector('xun-zhang-related')?.shadowRoot;
  return {
    heading: root?.querySelector('h2')?.checkVisibility() ? root.querySelector('h2')?.textContent : null,
    links: [...root?.querySelectorAll('a') ?? []].map((link) => [link.querySelector('.title')?.textContent, link.getAttribute('href')]),
    fetched: performance.getEntriesByType('resource').some(({ name }) => name.includes('worker.js')),
  };
});

/** Waits for the articles. @param {AnyPage} page */
const there = (page) => until(async () => {
  const now = await shown(page);
  return now.heading ? now : null;
}, 'the articles');

for (const name of BROWSERS) {
  describe(`related articles in ${name}`, () => {
    /** @type {AnyBrowser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let server;
    /** @type {string} */
    let scratch;
    /** @type {Watched[]} */
    const open = [];

    before(async () => {
      browser = await launch(name);
      scratch = await mkdtemp(join(tmpdir(), 'xunzhang-related-'));
      const sources = await mkdtemp(join(scratch, 'sources-'));
      for (const [path, body] of Object.entries(SITE)) await writeFile(join(sources, path.slice(1).replace('/', '-')), body.replace('<main>', `<link rel="canonical" href="https://site.example${path.replace('index.html', '')}"><main>`));
      await index(join(scratch, 'search'), sources);
      const lost = { '/lost.html': html('这里没有的文章', RELATED) };
      server = await serve(DIST, { pages: { ...SITE, ...lost, '/other/': SITE['/other/index.html'] }, folders: { '/search/': join(scratch, 'search') } });
    });
    after(async () => {
      await browser?.close();
      await server?.close();
      await rm(scratch, { recursive: true, force: true });
    });
    afterEach(async () => {
      for (const watched of open.splice(0)) {
        assert.deepEqual((await watched.breaches()).violations, []);
        assert.deepEqual(watched.messages, []);
        await watched.page.close();
      }
    });

    /** @param {string} path */
    const at = async (path) => {
      const watched = await visit(browser, server.url + path);
      open.push(watched);
      return watched.page;
    };

    it('are those that are like the article of the page, and never that itself', async () => {
      const page = await at('car.html');
      const { heading, links } = await there(page);
      assert.equal(heading, '相关文章');
      assert.ok(links.some(([title, href]) => title === '新能源汽车产业' && href === 'https://site.example/other/'), JSON.stringify(links));
      assert.ok(!links.some(([, href]) => href?.includes('car.html')));
    });

    it('know the page whichever way its address is written', async () => {
      const page = await at('other/');
      const { links } = await there(page);
      assert.equal(links[0][0], '智能网联汽车产业集群');
    });

    it('cost a reader nothing who does not come that far', async () => {
      const page = await at('far.html');
      await until(() => page.evaluate(() => document.querySelector('xun-zhang-related')?.shadowRoot != null), 'the element');
      assert.equal((await shown(page)).fetched, false);
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await until(async () => (await shown(page)).heading, 'the articles');
    });

    it('are not there where the index has no such article, which an event says', async () => {
      const page = await at('lost.html');
      await page.evaluate(() => {
        const again = document.createElement('xun-zhang-related');
        again.setAttribute('src', '/search/');
        again.addEventListener('xun-zhang:error', (event) => { Object.assign(globalThis, { code: /** @type {CustomEvent} */ (event).detail.error.code }); });
        document.querySelector('xun-zhang-related')?.replaceWith(again);
      });
      await until(() => page.evaluate(() => /** @type {any} */ (globalThis).code === 'article/unknown'), 'the event');
      assert.equal((await shown(page)).heading, null);
    });
  });
}
