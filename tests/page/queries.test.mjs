/** What a reader finds: on the served page, and in the one file from disk. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { STANDALONE, launch, served, visit } from './support/browsers.mjs';
import { answered, ask, atFront, hits, openHit, seen, textOf } from './support/reader.mjs';

/** @import { AnyBrowser, BrowserName, Watched } from './support/browsers.mjs' */

/** @type {{ browser: BrowserName, disk: boolean }[]} */
const PLACES = [
  { browser: 'chromium', disk: false },
  { browser: 'chromium', disk: true },
  { browser: 'firefox', disk: true },
  { browser: 'webkit', disk: false },
  { browser: 'webkit', disk: true },
];

for (const { browser: name, disk } of PLACES) {
  describe(`${disk ? 'standalone.html from disk' : 'the served page'} in ${name}`, () => {
    /** @type {AnyBrowser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof served>> | undefined} */
    let server;
    /** @type {Watched} */
    let watched;

    before(async () => {
      browser = await launch(name);
      if (!disk) server = await served();
      watched = await visit(browser, disk ? STANDALONE : server?.url ?? '');
      await atFront(watched.page);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    it('lists all seven articles before anything is asked', async () => {
      assert.equal(await watched.page.evaluate(() => document.querySelectorAll('.story h2 a').length), 7);
    });

    it('finds 智能网联汽车 in headline and text, each time as one mark', async () => {
      await ask(watched.page, '智能网联汽车');
      const found = await hits(watched.page);
      assert.ok(found.length >= 2);
      assert.match(found[0].title, /问诊把脉/);
      assert.deepEqual(found[0].titleMarks, ['智能网联汽车']);
      assert.ok(found[0].snippetMarks.includes('智能网联汽车'));
      const other = found.find(({ title }) => title.includes('五个产业集群'));
      assert.ok(other?.snippetMarks.includes('智能网联汽车'));
    });

    it('finds nothing for 無雙, says so kindly and offers what to read instead', async () => {
      await ask(watched.page, '無雙');
      assert.deepEqual(await hits(watched.page), []);
      assert.match(await textOf(watched.page, '#nothing') ?? '', /没有找到“無雙”[\s\S]*可以[\s\S]*这些文章/);
      assert.ok(await seen(watched.page, '#nothing a'));
    });

    it('finds 航天员返回 where the two words stand apart', async () => {
      await ask(watched.page, '航天员返回');
      const [first] = await hits(watched.page);
      assert.match(first.title, /神十六航天员10月31日返回地球/);
      assert.deepEqual(first.titleMarks, ['航天员', '返回']);
    });

    it('counts the articles that answer, and sets those apart that answer in part', async () => {
      await ask(watched.page, '航天员返回');
      const { counted, before, after, divides } = await watched.page.evaluate(() => {
        const items = [...document.querySelectorAll('#hits > li')];
        const divide = items.findIndex((item) => item.matches('.divide'));
        return {
          counted: Number(/\d+/.exec(document.querySelector('#told')?.textContent ?? '')?.[0]),
          before: divide < 0 ? items.length : divide,
          after: divide < 0 ? 0 : items.length - divide - 1,
          divides: document.querySelectorAll('#hits > .divide').length,
        };
      });
      assert.equal(before, counted);
      assert.equal(divides, after > 0 ? 1 : 0);
    });

    it('finds 夏元 as the writer of two articles', async () => {
      await ask(watched.page, '夏元');
      const found = await hits(watched.page);
      assert.equal(found.length, 2);
      for (const hit of found) assert.ok(hit.snippetMarks.includes('夏元'), hit.text);
    });

    it('finds 2000亿元 and marks just that sum', async () => {
      await ask(watched.page, '2000亿元');
      const [first] = await hits(watched.page);
      assert.match(first.title, /行动计划/);
      assert.deepEqual([...new Set(first.snippetMarks)], ['2000亿元']);
    });

    it('finds 重庆 for the Traditional 慶 and marks the 庆 of the original', async () => {
      await ask(watched.page, '慶');
      const found = await hits(watched.page);
      assert.ok(found.length >= 4);
      for (const hit of found) {
        const marks = [...hit.titleMarks, ...hit.snippetMarks];
        // Where only the newspaper's name has the character, there is none to mark in headline and text.
        assert.ok(marks.length > 0 ? marks.every((mark) => mark === '庆') : hit.text.includes('重庆日报'), JSON.stringify(hit));
      }
      assert.ok(found.filter((hit) => hit.snippetMarks.length > 0).length >= 4);
    });

    it('finds 益正在 across the words and the broken line, as one mark', async () => {
      await ask(watched.page, '益正在');
      const [first] = await hits(watched.page);
      assert.deepEqual(first.snippetMarks, ['益正在']);
      assert.match(first.text, /综合效益正在逐步显现/);
    });

    it('finds the phrase “天宫课堂”', async () => {
      await ask(watched.page, '“天宫课堂”');
      const found = await hits(watched.page);
      assert.equal(found.length, 1);
      assert.ok(found[0].snippetMarks.some((mark) => mark === '天宫课堂' || mark === '“天宫课堂”'), JSON.stringify(found[0].snippetMarks));
    });

    it('takes an emoji calmly', async () => {
      await ask(watched.page, '🚀');
      assert.deepEqual(await hits(watched.page), []);
      assert.match(await textOf(watched.page, '#nothing') ?? '', /没有找到“🚀”/);
    });

    it('opens the article at the paragraph that answers, with the run marked', async () => {
      await ask(watched.page, '益正在');
      await openHit(watched.page, 0);
      const seenThere = await watched.page.evaluate(() => {
        const paragraph = document.querySelector('.matched');
        const box = paragraph?.getBoundingClientRect();
        return {
          marks: [...paragraph?.querySelectorAll('mark') ?? []].map((mark) => mark.textContent),
          inView: box !== undefined && box.top < innerHeight && box.bottom > 0,
        };
      });
      assert.deepEqual(seenThere, { marks: ['益正在'], inView: true });
    });

    it('restores the query when it is loaded again', async () => {
      await ask(watched.page, '天宫课堂');
      const before = await hits(watched.page);
      await watched.page.reload();
      await answered(watched.page, '天宫课堂');
      assert.deepEqual(await hits(watched.page), before);
    });

    it('says nothing in the console and breaks no rule of its policy', async () => {
      assert.deepEqual(watched.messages, []);
      assert.deepEqual((await watched.breaches()).violations, []);
    });
  });
}
