/** What readers type on the newspaper page finds what they mean, and the page says how it was understood. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch, served, until, visit } from './support/browsers.mjs';
import { answered, ask, atFront, hits, textOf } from './support/reader.mjs';

/** @import { AnyBrowser, AnyPage, BrowserName } from './support/browsers.mjs' */

/** @type {BrowserName[]} */
const BROWSERS = ['chromium', 'firefox'];

/**
 * What is typed, a piece of the headline of each article that is to be found, what the line about the query has to name, and what has to be marked.
 * @type {{ query: string, found: string[], said?: RegExp, marks?: string[] }[]}
 */
const CASES = [
  { query: 'chongqing', found: ['重庆五个产业集群上榜', '推动数字重庆建设'], said: /拼音.*重庆/, marks: ['重庆'] },
  { query: 'cq', found: ['重庆五个产业集群上榜', '推动数字重庆建设'], said: /重庆/, marks: ['重庆'] },
  { query: 'zhinengwanglian', found: ['问诊把脉', '重庆五个产业集群上榜'], said: /拼音.*智能网联/, marks: ['智能网联'] },
  { query: '重慶', found: ['重庆五个产业集群上榜', '推动数字重庆建设'], marks: ['重庆'] },
  { query: '航天員', found: ['神十六航天员'], marks: ['航天员'] },
  { query: '两千亿元', found: ['网络安全产业高质量协同发展行动计划'], said: /2000亿元/, marks: ['2000亿元'] },
  { query: '十月二十四日', found: ['重庆五个产业集群上榜', '推动数字重庆建设'], said: /10月24日/, marks: ['10月24日'] },
  { query: '工业和信息化部', found: ['重庆五个产业集群上榜'], said: /工信部/ },
  { query: '智能往联汽车', found: ['问诊把脉', '重庆五个产业集群上榜'], said: /智能网联汽车/ },
];

for (const name of BROWSERS) {
  describe(`what is meant on the newspaper page in ${name}`, () => {
    /** @type {AnyBrowser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof served>>} */
    let server;
    /** @type {AnyPage} */
    let page;

    before(async () => {
      browser = await launch(name);
      server = await served();
      ({ page } = await visit(browser, server.url));
      await atFront(page);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    it('軌道, which no article holds, leads to the one that has 轨 in another word', async () => {
      await ask(page, '軌道');
      assert.deepEqual(await hits(page), []);
      const offered = await page.evaluate(() => {
        const links = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('#nothing .instead a'))];
        links.find(({ textContent }) => textContent === '“軌”')?.click();
        return links.map(({ textContent }) => textContent);
      });
      assert.ok(offered.includes('“軌”'), offered.join());
      await answered(page, '軌');
      const [hit] = await hits(page);
      assert.match(hit.title, /神十六航天员/);
      assert.ok(hit.snippetMarks.includes('轨'));
    });

    for (const { query, found, said, marks = [] } of CASES) {
      it(`${query} finds ${found.join(', ')}${said ? ' and says why' : ''}`, async () => {
        await ask(page, query);
        const listed = await hits(page);
        const titles = listed.map(({ title }) => title);
        for (const piece of found) assert.ok(titles.some((title) => title.includes(piece)), `${piece} is not among ${titles.join(' / ')}`);
        const marked = listed.flatMap(({ titleMarks, snippetMarks }) => [...titleMarks, ...snippetMarks]);
        for (const mark of marks) assert.ok(marked.includes(mark), `${mark} is not among ${marked.join()}`);
        if (said) await until(async () => said.test(await textOf(page, '#meant') ?? ''), `a line like ${said}`);
      });
    }
  });
}
