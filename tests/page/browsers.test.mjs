/** The browsers themselves: which ones these are, and that nothing which a page must not do escapes the watch of the other tests. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BROWSERS, DIST, launch, until, visit } from './support/browsers.mjs';
import { serve } from './support/server.mjs';

/** Does in each of its lines something that the other tests must hear of. */
const NOISY = `
  console.warn('a warning');
  document.querySelector('p').setAttribute('style', 'color: red');
  setTimeout(() => { throw new Error('an error'); });
  Promise.reject(new Error('a refusal'));`;

for (const name of BROWSERS) {
  describe(`the watch over a page in ${name}`, () => {
    it('hears messages, errors that nobody catches and breaches of the policy', async (context) => {
      const pages = { '/noisy.html': '<!doctype html><title>页</title><link rel="icon" href="data:,"><p>字</p><script src="noisy.js"></script>', '/noisy.js': NOISY };
      const [browser, server] = await Promise.all([launch(name), serve(DIST, { pages })]);
      try {
        context.diagnostic(`tested with ${await browser.version()}`);
        const { page, messages, breaches } = await visit(browser, `${server.url}noisy.html`);
        for (const said of ['a warning', 'an error', 'a refusal']) {
          await until(async () => (await page.evaluate(() => true)) && messages.some((message) => message.includes(said)), said);
        }
        const { violations } = await breaches();
        assert.ok(violations.length === 1 && violations[0].startsWith('style-src-attr'), String(violations));
        assert.equal(await page.evaluate(() => document.querySelectorAll('script').length), 1, 'nothing of the tests stands in the page');
      } finally {
        await browser.close();
        await server.close();
      }
    });
  });
}
