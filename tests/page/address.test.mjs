/** The address holds the state of the page; Back, reload and shared links bring it back. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { FRONT, read, write } from '../../www/address.js';
import { launch, served, until, visit } from './support/browsers.mjs';
import { answered, ask, atFront, hits, openHit, reading, seen, textOf } from './support/reader.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */

describe('an address', () => {
  /** @param {string} address */
  const parsed = (address) => read(new URL(address, 'http://localhost/'));

  it('says all of a state, and gives it back', () => {
    const states = [
      FRONT,
      { ...FRONT, query: '智能 “天宫课堂” -水质 & #?=%' },
      { ...FRONT, query: '产业', author: ['夏元', '张亦筑'], source: ['重庆日报'], place: ['酒泉'], from: '2023-10-01', to: '2023-10-31' },
      { ...FRONT, query: '🚀', literal: true, sort: /** @type {const} */ ('newest'), explain: true, article: 'a/b#c 100%' },
      { ...FRONT, query: '安装', article: 'guide', anchor: '安装 #1' },
    ];
    for (const state of states) assert.deepEqual(parsed(write(state)), state);
  });

  it('is empty for the front page', () => assert.equal(write(FRONT), ''));

  it('passes over what it does not understand', () => {
    assert.deepEqual(parsed('?sort=sideways&from=yesterday&utm=1#main'), FRONT);
    assert.equal(parsed('#article/%E4').article, '%E4');
  });
});

describe('the page and its address', () => {
  /** @type {Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof served>>} */
  let server;
  /** @type {Page} */
  let page;

  before(async () => {
    browser = await launch('chromium');
    server = await served();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    ({ page } = await visit(browser, server.url, { width: 390, height: 600 }));
    await atFront(page);
  });
  afterEach(() => page.close());

  it('comes Back from an article to the results, at the same place', async () => {
    await ask(page, '重庆');
    const before = await hits(page);
    await page.evaluate(() => scrollTo(0, 420));
    await openHit(page, 2);
    assert.notEqual(await page.evaluate(() => location.hash), '');
    await page.goBack();
    await answered(page, '重庆');
    assert.deepEqual(await hits(page), before);
    assert.equal(await page.evaluate(() => scrollY), 420);
    assert.equal(await page.evaluate(() => location.hash), '');
  });

  it('goes back by its own link as by the button of the browser', async () => {
    await ask(page, '重庆');
    await page.evaluate(() => scrollTo(0, 300));
    await openHit(page, 1);
    await page.click('.back');
    await answered(page, '重庆');
    await until(() => page.evaluate(() => scrollY === 300), 'the same place');
  });

  it('goes forward to the article again', async () => {
    await ask(page, '天宫课堂');
    await openHit(page, 0);
    const headline = await textOf(page, '#reading h1');
    await page.goBack();
    await answered(page, '天宫课堂');
    await page.goForward();
    await reading(page);
    assert.equal(await textOf(page, '#reading h1'), headline);
  });

  it('comes Back from the results to the front page', async () => {
    await ask(page, '重庆日报');
    await page.goBack();
    await atFront(page);
    assert.equal(await page.$eval('#query', (input) => /** @type {HTMLInputElement} */ (input).value), '');
  });

  it('restores query, filter and order on reload', async () => {
    await ask(page, '产业');
    await page.click('#narrow');
    await page.click('#facets input[name=author][value=夏元]');
    await until(() => seen(page, '#chips a'), 'the chip');
    await page.click('#sort input[value=newest]');
    await until(() => page.evaluate(() => location.search.includes('sort=newest')), 'the address');
    const before = await hits(page);
    assert.ok(before.length > 0 && before.every(({ text }) => text.includes('夏元')));
    await page.reload();
    await answered(page, '产业');
    assert.deepEqual(await hits(page), before);
    assert.ok(await page.evaluate(() => /** @type {HTMLInputElement} */ (document.querySelector('#sort input[value=newest]')).checked));
    assert.match(await textOf(page, '#chips') ?? '', /作者：夏元/);
  });

  it('restores an article on reload, with its marks', async () => {
    await ask(page, '天宫课堂');
    await openHit(page, 0);
    const headline = await textOf(page, '#reading h1');
    await page.reload();
    await reading(page);
    assert.equal(await textOf(page, '#reading h1'), headline);
    assert.ok(await page.evaluate(() => [...document.querySelectorAll('.body mark')].some((mark) => mark.textContent === '天宫课堂')));
  });

  it('orders the newest first when told so', async () => {
    await ask(page, '重庆');
    await page.click('#sort input[value=newest]');
    await until(() => page.evaluate(() => location.search.includes('sort=newest')), 'the address');
    const days = await until(() => page.evaluate(() => {
      const all = [...document.querySelectorAll('#hits time')].map((time) => time.getAttribute('datetime') ?? '');
      return String(all) === String([...all].sort().reverse()) && all;
    }), 'the days in order');
    assert.ok(days.length > 1);
  });

  it('takes a filter away by its chip', async () => {
    await page.goto(`${server.url}?q=产业&author=夏元`);
    await answered(page, '产业');
    const narrow = (await hits(page)).length;
    await page.click('#chips a');
    await until(async () => (await hits(page)).length > narrow, 'more hits');
    assert.ok(!await seen(page, '#chips'));
  });

  it('shows how each score came about when asked', async () => {
    await ask(page, '产业集群');
    await page.click('.explain');
    await until(() => seen(page, '.hit .why'), 'the arithmetic');
    assert.match(await textOf(page, '.hit .why') ?? '', /\d/);
  });

  /**
   * Has the page ask a query whose hits are changed before they are drawn.
   * @param {string} query
   * @param {string} changes A piece of code over `hits`.
   */
  async function askChanged(query, changes) {
    await page.evaluate(`(async () => {
      const { Library } = await import(new URL('xunzhang.js', location.href).href);
      const { search } = Library.prototype;
      Library.prototype.search = async function changed(...words) {
        const found = await search.apply(this, words);
        const { hits } = found;
        ${changes}
        return found;
      };
    })()`);
    await ask(page, query);
  }

  it('shows the sections and the sub-headline that answer', async () => {
    await askChanged('产业集群', `
      const parts = [{ text: '安装', mark: true }, { text: '步骤', mark: false }];
      Object.assign(hits[0], { subHeadlineParts: parts, sections: [{ anchor: '安装 1', titleParts: parts, snippet: parts }] });`);
    const shown = await page.evaluate(() => {
      const link = document.querySelector('.hit .sections a');
      return { line: document.querySelector('.hit .sub-headline mark')?.textContent, section: link?.textContent, mark: link?.querySelector('mark')?.textContent, address: link?.getAttribute('href') ?? '' };
    });
    assert.deepEqual([shown.line, shown.section, shown.mark], ['安装', '安装步骤', '安装']);
    assert.equal(read(new URL(shown.address, 'http://localhost/')).anchor, '安装 1');
  });

  it('parts those that answer in part only where no other hit follows', async () => {
    await askChanged('重庆', 'hits.splice(4); for (const [at, partial] of [false, true, false, true].entries()) hits[at].partial = partial;');
    const shown = await page.evaluate(() => [...document.querySelectorAll('#hits > li')].map((item) => item.className));
    assert.deepEqual(shown, ['hit', 'hit', 'hit', 'divide', 'hit']);
  });

  it('sets an article like a newspaper does', async () => {
    await ask(page, '五个产业集群上榜');
    await openHit(page, 0);
    const set = await page.evaluate(() => ({
      leadIn: document.querySelector('.paper .lead-in')?.textContent,
      headline: document.querySelector('.paper h1')?.textContent,
      indent: getComputedStyle(document.querySelector('.body .paragraph') ?? document.body).textIndent,
      date: document.querySelector('.paper time')?.textContent,
    }));
    assert.deepEqual(set, { leadIn: '工信部发布2023年度中小企业特色产业集群名单', headline: '重庆五个产业集群上榜', indent: '36px', date: '2023年10月24日' });
  });

  it('sets subheads, captions and boxes apart from the paragraphs', async () => {
    /** @param {string} query */
    const kinds = async (query) => {
      await ask(page, query);
      await openHit(page, 0);
      return page.evaluate(() => ['h2.subhead', 'figure .caption', 'aside .box', 'p.paragraph']
        .map((selector) => document.querySelectorAll(`.body ${selector}`).length));
    };
    const [subheads, , , paragraphs] = await kinds('“问诊把脉”');
    assert.equal(subheads, 3);
    assert.ok(paragraphs > 5);
    assert.ok((await kinds('问天阁'))[1] > 0, 'captions');
    assert.ok((await kinds('新闻链接'))[2] > 0, 'boxes');
  });

  it('shows a headline that was made as made', async () => {
    await ask(page, '网络安全产业');
    await openHit(page, 0);
    assert.match(await textOf(page, '.paper h1') ?? '', /代拟$/);
    assert.match(await textOf(page, '.remark') ?? '', /标题已失/);
  });

  it('tells of an article that is not there, and leads back', async () => {
    await page.goto(`${server.url}#article/nowhere`);
    await until(() => seen(page, '#trouble'), 'the message');
    assert.match(await textOf(page, '#trouble') ?? '', /没有这篇文章/);
    await page.click('#trouble button');
    await atFront(page);
  });
});
