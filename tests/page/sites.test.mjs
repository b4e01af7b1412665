/** Indexes of real documentation sites, where they are at hand: in `sites/` of the folder that XUNZHANG_SHARED names, or of ../shared. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { launch, until, visit } from './support/browsers.mjs';
import { Host } from './support/folders.mjs';

/** @import { Browser } from 'puppeteer-core' */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SITES = join(process.env.XUNZHANG_SHARED ?? join(ROOT, '../shared'), 'sites');
const run = promisify(execFile);

/** A site, what a reader types, and the heading of a section that answers. */
const ASKED = [
  { site: 'rust-book-cn', query: '变量作用域', heading: '变量作用域' },
  { site: 'rust-book-cn', query: '悬垂引用', heading: '悬垂引用' },
  { site: 'pingcap-docs-cn', query: '悲观事务的行为', heading: '行为' },
];

/**
 * Builds the index of a site. The command comes from XUNZHANG, or cargo builds it.
 * @param {string} site
 * @param {string} out
 */
async function index(site, out) {
  const [command, ...words] = process.env.XUNZHANG ? [process.env.XUNZHANG] : ['cargo', 'run', '--quiet', '--package', 'xunzhang-cli', '--'];
  // Exit code 3, that some of the pages could not be read, is theirs to mend.
  await run(command, [...words, 'index', site, '--out', out, '--quiet'], { cwd: ROOT }).catch((error) => { if (error.code !== 3) throw error; });
}

for (const site of new Set(ASKED.map((asked) => asked.site))) {
  const sources = join(SITES, site, 'md');
  const skip = existsSync(sources) ? false : `${site} is not at hand: XUNZHANG_SHARED names the folder that has sites/${site}`;
  describe(`a search of ${site}`, { skip }, () => {
    /** @type {Browser} */
    let browser;
    /** @type {Host} */
    let host;
    /** @type {string} */
    let scratch;

    before(async () => {
      scratch = await mkdtemp(join(tmpdir(), 'xunzhang-site-'));
      await index(sources, scratch);
      browser = await launch('chromium');
      host = await Host.open({ '/search/': scratch });
    });
    after(async () => {
      await browser?.close();
      await host?.close();
      await rm(scratch, { recursive: true, force: true });
    });

    for (const { query, heading } of ASKED.filter((asked) => asked.site === site)) {
      it(`leads from ${query} to a heading of the page that answers`, async () => {
        const { page, breaches } = await visit(browser, host.url);
        await page.focus('xun-zhang');
        await page.keyboard.type(query);
        // Hits of what was typed on the way are passed over.
        const link = await until(() => page.evaluate((wanted) => {
          const links = document.querySelector('xun-zhang')?.shadowRoot?.querySelectorAll('.hit, .section') ?? [];
          return [...links].map((one) => one.getAttribute('href') ?? '').find((one) => decodeURIComponent(one.split('#')[1] ?? '').includes(wanted));
        }, heading), `a link to ${heading}`);
        const { pathname, hash } = new URL(link, host.url);
        const text = await readFile(join(sources, decodeURIComponent(pathname).replace(/\.html$/, '.md')), 'utf8');
        // The fragment is the heading as GitHub writes it: in small letters, with hyphens for spaces and without most signs.
        const plain = (/** @type {string} */ words) => words.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
        const headings = text.split('\n').filter((line) => /^#{1,6} /.test(line)).map(plain);
        assert.ok(headings.includes(plain(decodeURIComponent(hash))), `${decodeURIComponent(hash)} is a heading of ${pathname}`);
        assert.deepEqual((await breaches()).violations, []);
        await page.close();
      });
    }
  });
}
