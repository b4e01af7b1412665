/**
 * The query language as a reader types it, in half and in full width. What is expected was read off the seven articles;
 * each is a letter here, and the forms of a row mean the same and so list the same articles in the same order. Chromium is asked
 * every form; the other browsers run the same wasm, and are asked the first and the last of each row.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { STANDALONE, launch, served, until, visit } from './support/browsers.mjs';
import { ask, atFront } from './support/reader.mjs';

/** @import { AnyPage } from './support/browsers.mjs' */

/** Each article by a piece of its headline that no other has. @type {Record<string, string>} */
const ARTICLES = {
  A: '行动计划(2023—2025年)', B: '五个产业集群上榜', C: '问诊把脉', D: '推动数字重庆建设', E: '达81.4%', F: '神舟十七号载人飞船', G: '神十六航天员',
};

/**
 * @typedef {object} Expected What a row of queries must list.
 * @property {string} [all] Just these articles, in any order; '' for none.
 * @property {string} [first] The article on top.
 * @property {string} [among] No other articles than these.
 */

/** @type {Record<string, [string[], Expected][]>} */
const LANGUAGE = {
  'a phrase in any quotes must stand exactly so': [
    [['"天宫课堂"', '＂天宫课堂＂', '“天宫课堂”', '「天宫课堂」', '『天宫课堂』', '「天宮課堂」'], { all: 'G' }],
    [['"产业集群"', '“产业集群”', '「产业集群」'], { all: 'ABCE' }],
    [['"课堂天宫"', '“课堂天宫”', '「课堂天宫」'], { all: '' }],
    [['"智能网联汽车" "产业集群"', '“智能网联汽车” “产业集群”', '「智能网联汽车」「产业集群」'], { all: 'BC' }],
    [['"产业集群" 北斗', '“产业集群” 北斗', '「产业集群」　北斗'], { first: 'B', among: 'ABCE' }],
    [['"行动计划" 汽车', '“行动计划”汽车', '「行动计划」汽车'], { all: 'A' }],
  ],
  'a book title alone is a demand': [
    [['《行动计划》', '〈行动计划〉', '《行動計劃》'], { all: 'A' }],
    [['《产业计划》', '〈产业计划〉'], { all: '' }],
  ],
  'a book title beside other words is a preference': [
    [['网络安全《行动计划》', '网络安全 〈行动计划〉'], { first: 'A' }],
    [['汽车 《行动计划》', '汽车《行动计划》', '汽车　〈行动计划〉'], { all: 'ABCEG' }],
    [['网络安全 《产业计划》', '网络安全〈产业计划〉'], { first: 'A' }],
  ],
  'what is excluded is in no article': [
    [['夏元 -北斗', '夏元　－北斗', '夏元 −北斗', '夏元 不含 北斗', '夏元 不含北斗', '夏元 不含：北斗', '夏元 不含:北斗'], { all: 'A' }],
    [['夏元 -"北斗应用"', '夏元　－“北斗应用”', '夏元 不含「北斗应用」'], { all: 'A' }],
    [['产业集群 -汽车', '产业集群　－汽车', '产业集群 不含 汽车'], { all: 'A' }],
    [['神舟 -天宫课堂', '神舟　－天宫课堂', '神舟 不含 天宫课堂'], { all: 'F' }],
    [['新能源汽车 -牛萍', '新能源汽车　－牛萍', '新能源汽车 不含 牛萍'], { first: 'E', among: 'ABE' }],
    [['重庆 -title:数字', '重庆　－标题：数字', '重庆 不含 题目：数字'], { all: 'ABCEF' }],
  ],
  'a hyphen inside a word or before a space excludes nothing': [
    [['空间站-天宫课堂', '空间站－天宫课堂'], { first: 'G' }],
    [['航天员 - 返回', '航天员　－　返回'], { first: 'G' }],
  ],
  'one of several is enough': [
    [['牛萍 OR 景海鹏', '牛萍 ＯＲ 景海鹏', '牛萍|景海鹏', '牛萍 | 景海鹏', '牛萍｜景海鹏', '牛萍　｜　景海鹏'], { all: 'CG' }],
    [['"化粪池" OR "出舱活动"', '“化粪池”｜“出舱活动”', '「化粪池」|「出舱活动」'], { all: 'DG' }],
    [['渝北 OR 璧山', '渝北｜璧山'], { all: 'BE' }],
    [['牛萍|景海鹏|袁家军', '牛萍 OR 景海鹏 OR 袁家军', '牛萍｜景海鹏｜袁家军'], { all: 'CDG' }],
    [['author:杨帆 OR author:张亦筑', '作者：杨帆 ｜ 作者：张亦筑', '记者：杨帆 | 記者：张亦筑'], { all: 'CD' }],
  ],
  'a headline must hold it': [
    [['title:产业集群', 'Title：产业集群', 'ｔｉｔｌｅ：产业集群', '标题：产业集群', '标题:产业集群', '標題：產業集群', '题目：产业集群'], { all: 'BE' }],
    [['title:"把脉"', '标题：“把脉”', '标题:「把脉」'], { all: 'C' }],
    [['title:"智能网联 汽车"', '标题：“智能网联　汽车”'], { all: 'C' }],
    [['title:神舟', '标题：神舟'], { all: 'F' }],
  ],
  'an author must be called so': [
    [['author:夏元', '作者：夏元', '作者:夏元', '记者：夏元', '記者：夏元', 'ａｕｔｈｏｒ：夏元'], { all: 'AB' }],
    [['author:黄一宸', '作者：黄一宸', '记者：黃一宸'], { all: 'G' }],
    [['author:牛萍', '作者：牛萍', '记者：牛萍'], { all: '' }],
    [['author:夏元 北斗', '作者：夏元　北斗', '记者：“夏元” 北斗'], { first: 'B', among: 'AB' }],
  ],
  'the source and the place must be so': [
    [['source:新华社', '来源：新华社', '來源：新華社', '来源:“新华社”'], { all: 'G' }],
    [['place:酒泉', '地点：酒泉', '地點：酒泉', '地点:「酒泉」'], { all: 'G' }],
    [['place:重庆', '地点：重庆'], { all: '' }],
  ],
  'the date is of a year, a month, a day or a range': [
    [['date:2023', '日期：2023', '日期：2023年', '日期：２０２３'], { all: 'ABCDEFG' }],
    [['date:2023-10', '日期：2023-10', '日期：2023年10月', 'ｄａｔｅ：２０２３－１０'], { all: 'ABCDEFG' }],
    [['date:2023-10-24', '日期：2023-10-24', '日期：2023年10月24日', '日期：２０２３年１０月２４日', '日期:２０２３－１０－２４'], { all: 'BD' }],
    [
      [
        'date:2023-10-23..2023-10-25', '日期：2023-10-23..2023-10-25', '日期：2023-10-23~2023-10-25', '日期：2023-10-23～2023-10-25',
        '日期：2023年10月23日至2023年10月25日', '日期：2023年10月23日到2023年10月25日', '日期：２０２３－１０－２３．．２０２３－１０－２５',
      ],
      { all: 'ABDG' },
    ],
    [['date:2023-10-25..', '日期：2023年10月25日..'], { all: 'EFG' }],
    [['date:..2023-10-20', '日期：..2023年10月20日'], { all: 'C' }],
    [['date:2023-11', '日期：2023年11月', '日期：２０２３－１１'], { all: '' }],
    [['夏元 date:2023-10-24', '夏元　日期：2023年10月24日'], { first: 'B', among: 'BD' }],
  ],
  'letters and digits are found by how they begin': [
    [['gp*', 'GP*', 'gp＊', 'ＧＰ＊', 'ｇｐ*'], { all: 'E' }],
    [['L*', 'l*', 'L＊'], { all: 'C' }],
    [['xy*', 'ＸＹ＊'], { all: '' }],
  ],
  'stray signs never empty the result': [
    ...['"天宫课堂', '天宫课堂"', '”天宫课堂', '天宫课堂”', '「天宫课堂', '天宫课堂」', '《天宫课堂', '天宫课堂》', ':天宫课堂', '：天宫课堂', '天宫课堂:', '天宫课堂：',
      'title: 天宫课堂', '标题： 天宫课堂', '天宫课堂 标题：', '天宫课堂 date:', '天宫课堂 日期：明天', '天宫课堂 |', '｜ 天宫课堂', 'OR 天宫课堂', '天宫课堂 OR', '天宫课堂 -',
      '天宫课堂 －', '天宫课堂 ""', '天宫课堂 “”', '天宫课堂 *', '不含天宫课堂', '-天宫课堂', '－天宫课堂',
    ].map((query) => /** @type {[string[], Expected]} */ ([[query], { first: 'G' }])),
  ],
  'all of it goes together': [
    [['author:夏元 "产业集群" -北斗', '作者：夏元　「产业集群」　－北斗', '记者：夏元 “产业集群” 不含 北斗'], { all: 'A' }],
    [['title:航天员 source:新华社 date:2023-10-25', '标题：航天员　来源：新华社　日期：2023年10月25日'], { all: 'G' }],
    [['"产业集群" date:2023-10-20..2023-10-24 -北斗', '“产业集群” 日期：2023年10月20日至2023年10月24日 不含 北斗'], { all: 'AC' }],
    [['"产业集群" -title:产业集群', '“产业集群”　－标题：产业集群'], { all: 'AC' }],
    [['牛萍|景海鹏 date:2023-10-25', '牛萍｜景海鹏　日期：2023年10月25日'], { all: 'G' }],
    [['《行动计划》 author:夏元', '〈行动计划〉　作者：夏元'], { first: 'A', among: 'AB' }],
  ],
};

/** Which articles the page lists, as their letters in order. @param {AnyPage} page */
async function listed(page) {
  const titles = await page.evaluate(() => [...document.querySelectorAll('#hits > .hit h2')].map((title) => title.textContent ?? ''));
  return titles.map((title) => Object.keys(ARTICLES).find((letter) => title.includes(ARTICLES[letter])) ?? `“${title}”`).join('');
}

/**
 * @param {string} query
 * @param {string} got
 * @param {Expected} expected
 */
function check(query, got, { all, first, among }) {
  if (all !== undefined) assert.equal([...got].sort().join(''), all, query);
  if (first !== undefined) assert.equal(got[0], first, `${query} lists ${got}`);
  if (among !== undefined) assert.ok([...got].every((letter) => among.includes(letter)), `${query} lists ${got}, and just ${among} can answer`);
}

for (const { browser: name, disk } of /** @type {const} */ ([{ browser: 'chromium', disk: false }, { browser: 'firefox', disk: true }, { browser: 'webkit', disk: false }])) {
  describe(`the query language on ${disk ? 'standalone.html from disk' : 'the served page'} in ${name}`, () => {
    /** @type {import('./support/browsers.mjs').AnyBrowser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof served>> | undefined} */
    let server;
    /** @type {import('./support/browsers.mjs').Watched} */
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

    for (const [sentence, rows] of Object.entries(LANGUAGE)) {
      it(sentence, async () => {
        /** @type {string[]} */
        const wrong = [];
        for (const [forms, expected] of rows) {
          /** @type {string | undefined} */
          let firstForm;
          for (const form of name === 'chromium' ? forms : new Set([forms[0], ...forms.slice(-1)])) {
            await ask(watched.page, form);
            const got = await listed(watched.page);
            firstForm ??= got;
            try {
              check(form, got, expected);
              assert.equal(got, firstForm, `${form} lists other articles than ${forms[0]}`);
            } catch (error) {
              wrong.push(error instanceof Error ? error.message : String(error));
            }
          }
        }
        assert.deepEqual(wrong, []);
      });
    }

    it('marks a phrase as one piece, in either width', async () => {
      for (const query of ['"智能网联汽车"', '“智能网联汽车”', '「智能網聯汽車」']) {
        await ask(watched.page, query);
        const marks = await watched.page.evaluate(() => [...document.querySelectorAll('#hits mark')].map((mark) => mark.textContent));
        assert.deepEqual([...new Set(marks)], ['智能网联汽车'], query);
      }
    });

    it('shows the arithmetic of every hit when the switch is on, and none when it is off', async () => {
      await ask(watched.page, '“产业集群” －北斗');
      const shown = () => watched.page.evaluate(() => document.querySelectorAll('#hits .why').length);
      assert.equal(await shown(), 0);
      const flip = () => watched.page.evaluate(() => /** @type {HTMLInputElement} */ (document.querySelector('#explain')).click());
      await flip();
      await until(async () => await shown() > 0, 'the arithmetic');
      assert.equal(await shown(), (await listed(watched.page)).length);
      const understood = await watched.page.evaluate(() => [...document.querySelectorAll('#understood li')].map((item) => item.textContent));
      assert.deepEqual(understood, ['必须有 “产业集群”', '不要 北斗']);
      const words = () => watched.page.evaluate(() => document.querySelector('#understood > p:last-child')?.textContent ?? '');
      assert.ok(!(await words()).includes('划去'), 'nothing is struck, so nothing is said of it');
      await ask(watched.page, '产业集群的');
      await until(async () => (await words()).includes('划去'), 'the remark on what is struck');
      await ask(watched.page, '“产业集群” －北斗');
      await flip();
      await until(async () => await shown() === 0, 'the arithmetic to go');
    });

    it('says nothing in the console and breaks no rule of its policy', async () => {
      assert.deepEqual(watched.messages, []);
      assert.deepEqual((await watched.breaches()).violations, []);
    });
  });
}
