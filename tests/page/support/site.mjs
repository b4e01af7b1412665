/** A small site whose pages are indexed by the command, and that has the element in its forms. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIST } from './browsers.mjs';
import { index } from './folders.mjs';
import { serve } from './server.mjs';

/** @import { Manner } from './server.mjs' */

const FILLING = '<p>这一段只是为了把页面撑长，与要找的毫不相干。</p>'.repeat(40);

/**
 * A page of the site.
 * @param {string} title
 * @param {string} body
 * @param {string} [beside] What stands before the article and is no part of it.
 */
export const sitePage = (title, body, beside = '<xun-zhang src="/search/"></xun-zhang>') => `<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">`
  + `<meta name="viewport" content="width=device-width, initial-scale=1"><script type="module" src="/xun-zhang.js"></script><nav><a href="/guide.html" id="home">手册</a></nav>${beside}<main>${body}</main>`;

/** The article that has sections, and links before and behind its passages. */
export const GUIDE = `<h1>使用手册</h1><p>开头几句，说这本手册讲什么。</p>${FILLING}<h2 id="install">安装</h2><p id="first">先下载安装包，再运行安装程序。</p><p><a href="#" id="behind">再往后</a></p>${FILLING}`
  + `<h2 id="trouble">常见问题</h2><p id="second">安装失败怎么办？看看磁盘还有没有空间，再安装一次。</p>${FILLING}`;

/** @type {Record<string, string>} */
const INDEXED = {
  '/guide.html': sitePage('使用手册', GUIDE),
  '/changes.html': sitePage('更新日志', '<h1>更新日志</h1><p>这一版改了安装的办法，升级重庆的机器之前请先备份。</p>'),
};

/**
 * Builds the site and serves it. How it answers may be changed at any time; `pages` holds the pages that are indexed and those that are given.
 * @param {Record<string, string>} pages By their paths, besides those that are indexed.
 * @returns {Promise<{ url: string, manner: Manner, close: () => Promise<void> }>}
 */
export async function site(pages) {
  const scratch = await mkdtemp(join(tmpdir(), 'xunzhang-site-'));
  for (const [path, body] of Object.entries(INDEXED)) await writeFile(join(scratch, path), body);
  await index(join(scratch, 'search'), scratch);
  /** @type {Manner} */
  const manner = { pages: { ...INDEXED, ...pages }, folders: { '/search/': join(scratch, 'search') } };
  const server = await serve(DIST, manner);
  return {
    url: server.url,
    manner,
    async close() {
      await server.close();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

/** What a landing shows: the marked runs, the first mark's element of the page, whether it is in the middle half of the window. */
export const marked = () => {
  const highlight = globalThis.CSS?.highlights?.get('xun-zhang');
  const ranges = highlight ? /** @type {Range[]} */ ([...highlight]) : [...document.querySelectorAll('mark.xun-zhang')].map((mark) => {
    const range = document.createRange();
    range.selectNodeContents(mark);
    return range;
  });
  const place = ranges[0]?.getBoundingClientRect();
  return {
    runs: ranges.map(String),
    at: ranges[0]?.startContainer.parentElement?.closest('[id]')?.id ?? null,
    inView: place !== undefined && place.top > innerHeight * 0.2 && place.bottom < innerHeight * 0.8,
    chip: document.querySelector('xun-zhang-chip') !== null,
  };
};
