/**
 * The element in every state, light and dark, under axe. Whether colours and sizes suffice is computed from the same style sheets in
 * every browser: Chromium is asked in all looks, the others in the light one.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { BROWSERS, launch, served, until, visit } from './support/browsers.mjs';
import { NARROW, STATES, show } from './support/states.mjs';

/** @import { AnyBrowser } from './support/browsers.mjs' */

/** A narrow window, in pixels; none of WebKit is narrower than 447. */
const PHONE = 450;

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

for (const name of BROWSERS) {
  describe(`axe has nothing against <xun-zhang> in ${name}`, () => {
    /** @type {AnyBrowser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof served>>} */
    let server;

    before(async () => {
      browser = await launch(name);
      server = await served();
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    const looks = Object.keys(STATES).flatMap((state) => {
      const look = { state, dark: false, width: 1200 };
      return name === 'chromium' ? [look, { ...look, dark: true }, ...(NARROW.has(state) ? [{ ...look, width: PHONE }] : [])] : [look];
    });
    for (const { state, dark, width } of looks) {
      it(`${state}, ${dark ? 'dark' : 'light'}, at ${width} px`, async () => {
        const { page } = await visit(browser, `${server.url}embed.html`, { width, dark });
        // The driver may do what the policy of the page forbids the page.
        await page.evaluate(AXE);
        await show(page, state, dark);
        const report = await until(() => page.evaluate(async () => {
          const found = await /** @type {any} */ (globalThis).axe.run({ include: [...document.querySelectorAll('#zh, xun-zhang-chip')] }, { resultTypes: ['violations', 'passes'] });
          // Were the shadow root not looked into, there would be nothing to hold against it.
          if (!found.passes.some((/** @type {any} */ { id, nodes }) => id === 'aria-valid-attr-value' && nodes.some((/** @type {any} */ { target }) => target[0].length === 2))) return ['not looked into'];
          return found.violations.map((/** @type {any} */ { id, help, nodes }) => [id, help, ...nodes.map((/** @type {any} */ node) => `${node.target} ${node.failureSummary}`)]);
        }), 'the report of axe');
        assert.deepEqual(report, []);
        await page.close();
      });
    }
  });
}
