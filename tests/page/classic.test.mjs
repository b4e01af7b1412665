/** The classic script: one line for hosts that know no modules. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { BROWSERS, DIST, launch, leftOut, until, visit } from './support/browsers.mjs';
import { ask } from './support/element.mjs';
import { serve } from './support/server.mjs';

/** @import { AnyBrowser, AnyPage } from './support/browsers.mjs' */

/**
 * A page of a host.
 * @param {string} scripts
 */
const page = (scripts) => `<!doctype html>
<html lang="zh-Hans">
<head><meta charset="utf-8"><title>别人的网页</title><link rel="icon" href="data:,">${scripts}</head>
<body><xun-zhang id="zh"></xun-zhang></body>
</html>
`;

const CLASSIC = await readFile(`${DIST}/xun-zhang-classic.js`, 'utf8');

/**
 * Waits for what the script says in the console.
 * @param {AnyPage} page
 * @param {string[]} messages
 */
const heard = (page, messages) => until(async () => {
  // WebKit tells what was said when it is asked something.
  await page.evaluate(() => {});
  return messages.find((message) => message.includes('<xun-zhang>'));
}, 'the message');

for (const name of BROWSERS) {
  describe(`the classic script in ${name}`, () => {
    /** @type {AnyBrowser} */
    let browser;
    /** @type {string} */
    let folder;
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let server;

    before(async () => {
      browser = await launch(name);
      folder = await mkdtemp(join(tmpdir(), 'xunzhang-classic-'));
      await symlink(DIST, join(folder, 'xunzhang'));
      await writeFile(join(folder, 'disk.html'), page('<script src="xunzhang/xun-zhang-classic.js" defer></script>'));
      server = await serve(folder, {
        pages: {
          '/bare.html': page(''),
          '/plain.html': page('<script src="/xunzhang/xun-zhang-classic.js" defer></script>'),
          '/all.js': `/* Scripts of the host. */${CLASSIC}`,
          '/joined.html': page('<script src="/all.js" defer></script>'),
          '/told.html': page('<script src="/all.js" data-xun-zhang="/xunzhang" defer></script>'),
        },
      });
    });
    after(async () => {
      await browser?.close();
      await server?.close();
      await rm(folder, { recursive: true, force: true });
    });

    it('brings the element with one line, under the strict policy, and leaves no global', async () => {
      const { page: host, messages, breaches } = await visit(browser, `${server.url}plain.html`);
      await host.evaluate(() => customElements.whenDefined('xun-zhang').then(() => {}));
      assert.ok((await ask(host, '智能网联汽车')).titles.length > 0);
      // Against a page of the same browser that has no script at all; the tests' own note is on both.
      const globals = (/** @type {AnyPage} */ one) => one.evaluate(() => Object.getOwnPropertyNames(globalThis).filter((global) => Number.isNaN(Number(global))).sort());
      const { page: bare } = await visit(browser, `${server.url}bare.html`);
      assert.deepEqual(await globals(host), await globals(bare));
      await bare.close();
      assert.deepEqual([messages, (await breaches()).violations], [[], []]);
      await host.close();
    });

    it('is told where the modules are by a script that it has become a part of', async () => {
      const { page: host, messages, breaches } = await visit(browser, `${server.url}told.html`);
      await until(() => host.evaluate(() => customElements.get('xun-zhang') !== undefined), 'the element');
      assert.ok((await ask(host, '夏元')).titles.length > 0);
      assert.deepEqual([messages, (await breaches()).violations], [[], []]);
      await host.close();
    });

    it('says what to do when the modules are not where it is', async () => {
      const { page: host, messages } = await visit(browser, `${server.url}joined.html`);
      const said = await heard(host, messages);
      assert.match(said, /^error: .*\/xun-zhang\.js could not be loaded.*data-xun-zhang="\/xunzhang\/"/);
      await host.close();
    });

    it('says what to do when it cannot tell where it is', async () => {
      // As loaders do that fetch scripts and then run their text, which the host's policy has to allow.
      const lenient = await serve(folder, {
        policy: "script-src 'self' 'unsafe-eval'",
        pages: { '/loaded.html': page('<script src="/loader.js" defer></script>'), '/loader.js': `setTimeout(() => new Function(${JSON.stringify(CLASSIC)})());` },
      });
      const { page: host, messages } = await visit(browser, `${lenient.url}loaded.html`);
      const said = await heard(host, messages);
      assert.match(said, /^error: .*cannot tell where it was loaded from.*data-xun-zhang/);
      await host.close();
      await lenient.close();
    });

    it('says what to do on a page that is opened from disk', { skip: leftOut(name, 'says what to do on a page that is opened from disk') }, async () => {
      const { page: host, messages } = await visit(browser, pathToFileURL(join(folder, 'disk.html')).href);
      const said = await heard(host, messages);
      assert.match(said, /^error: .*opened from disk.*standalone\.html/);
      assert.equal(messages.length, 1);
      await host.close();
    });
  });
}
