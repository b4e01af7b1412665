/** What links carry, and how it is found in a text; without a browser. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { find, findRuns, fold, parse } from '../../www/landing-find.js';
import { landing } from '../../www/landing-link.js';

/** @import { TextPart } from '../../www/types.js' */

/** Parts of a text in which `[` and `]` stand around what is marked. @param {string} text @returns {TextPart[]} */
const parts = (text) => text.split(/[[\]]/).map((piece, at) => ({ text: piece, mark: at % 2 === 1 })).filter((part) => part.text);

/** A snippet, whose joints are parts of their own. @param {string} text */
const joined = (text) => text.split(/(…)/).flatMap(parts);

/** What a link to a hit carries. @param {string} snippet @param {string} [title] */
const link = (snippet, title = '题目') => landing({ snippet: joined(snippet), titleParts: parts(title) });

/** What is found of a link in a text, as the folded texts of the spans. @param {string} value @param {string} text @param {number} [from] */
function found(value, text, from) {
  const folded = fold(text);
  const passages = parse(value);
  assert.ok(passages, `${value} is a link`);
  const result = find(folded, passages, from) ?? findRuns(folded, passages, from);
  return result && { found: result.found, texts: result.spans.map(([start, end]) => folded.slice(start, end)), first: result.spans[0][0] };
}

describe('what a link carries', () => {
  it('is the passage around the first runs, and one more where the snippet leaps', () => {
    assert.equal(link('…先下载[安装]包，再运行。…磁盘还有没有[空间]。'), '先下载~安装~包，再运行。…磁盘还有没有~空间~。');
    assert.equal(link('一二三四五六七八九十一二三四五六七八九十，[安装]包在这里，要先下载才能运行，运行时不要断电'), '六七八九十一二三四五六七八九十，~安装~包在这里，要先下载才能运行，运行');
  });

  it('is the title where only that is marked, and nothing where nothing is', () => {
    assert.equal(link('开头几句，没有标出的。', '[安装]手册'), '~安装~手册');
    assert.equal(link('开头几句，没有标出的。'), '');
    assert.equal(landing({ snippet: [], titleParts: [] }), '');
  });

  it('parts no character in two and has none of its own signs in a text', () => {
    const value = landing({ snippet: [{ text: '𠮷'.repeat(20), mark: false }, { text: '~甲…乙~', mark: true }, { text: '𠮷'.repeat(20), mark: false }], titleParts: [] });
    assert.equal(value, `${'𠮷'.repeat(16)}~ 甲 乙 ~${'𠮷'.repeat(16)}`);
    assert.equal(decodeURIComponent(encodeURIComponent(value)), value);
    assert.deepEqual(parse(value), [{ text: `${'𠮷'.repeat(16)}甲乙${'𠮷'.repeat(16)}`, runs: [[32, 34]] }]);
  });

  it('stays short whatever the snippet', () => {
    assert.ok(link(`${'字'.repeat(100)}[安装]${'字'.repeat(10)}[安装]${'字'.repeat(10)}[安装]`.repeat(9)).length <= 2 * (3 * 16 + 2 * 4) + 1);
  });
});

describe('a value of another use', () => {
  for (const value of ['', '1', 'true', '安装', '~', '~~', 'a~b', 'a~b~c~d', '~——~', '甲~安装~乙…丙', '~安装~'.repeat(400), '%E5%', '…']) {
    it(`is none: ${value.slice(0, 20)}`, () => assert.equal(parse(value), null));
  }
});

describe('a passage', () => {
  const value = '先下载~安装~包，再运行~安装~程序';
  it('is found whatever the white space, the width, the quotation marks and the dashes', () => {
    for (const text of ['请先下载安装包，再运行安装程序。', '请先下\n  载安\u00ad装包,再运行 安装\u200b程序', '先下载“安装”包,再运行『安装』程序', '先下载安装包，——再运行（安装）程序……']) {
      assert.deepEqual(found(value, text)?.texts, ['安装', '安装'], text);
      assert.equal(found(value, text)?.found, 'exactly', text);
    }
    assert.equal(found('用~ＧＰＴ－４~写"信"', '用GPT–4写“信”')?.found, 'exactly');
  });

  it('is found below the anchor where it stands more than once, and else above it', () => {
    const text = '先下载安装包，再运行安装程序。甲乙丙丁。先下载安装包，再运行安装程序。';
    assert.equal(found(value, text)?.first, 3);
    assert.equal(found(value, text, 10)?.first, fold(text).lastIndexOf('先') + 3);
    assert.equal(found(value, text, 40)?.first, 3);
  });

  it('is found where it has been edited', () => {
    const page = `安装之前${'别的话'.repeat(30)}；请先下载新的安装包，然后再运行安装的程序。${'还有话'.repeat(30)}安装之后`;
    const near = found(value, page);
    assert.equal(near?.found, 'near');
    assert.deepEqual(near?.texts, ['安装', '安装']);
    assert.equal(near?.first, fold(page).indexOf('安装包'));
  });

  it('is marked as a whole where its runs have gone from it', () => {
    assert.deepEqual(found('先下载~安装~包，再运行主目录里的程序', '甲乙丙丁先下载程序包，再运行主目录里的程序')?.texts, ['先下载程序包,再运行主目录里的程序']);
  });

  it('that is much like nothing leaves its runs, the first below the anchor first', () => {
    const text = '甲安装乙丙丁，卸载与安装，都一样。';
    assert.deepEqual(found(value, text, 4), { found: 'runs', texts: ['安装', '安装'], first: fold(text).lastIndexOf('安装') });
    assert.equal(found(value, '这里什么也没有。'), null);
    assert.equal(found(value, ''), null);
  });

  it('without whose longer runs its lone characters do not count', () => {
    const lone = '问~诊~与把脉都要做，~安装~也要做';
    assert.deepEqual(found(lone, '诊安装诊')?.texts, ['安装']);
    assert.deepEqual(found('与~诊~与', '甲诊乙诊')?.texts, ['诊', '诊']);
  });

  it('of which one stands as it was is enough', () => {
    assert.deepEqual(found(`${value}…磁盘~空间~不够`, '……磁盘空间不够……')?.texts, ['空间']);
  });

  it('is found in the place that shares the most with it, at either end of the text too', () => {
    const edited = '先下载安装软件包，再运行安装程序';
    for (const text of [`${edited}${'甲乙'.repeat(50)}`, `${'甲乙'.repeat(50)}${edited}`, `先下载安装包${'甲乙'.repeat(50)}${edited}`]) {
      assert.equal(found(value, text)?.found, 'near', text);
      assert.equal(found(value, text)?.first, fold(text).lastIndexOf('安装软件'), text);
    }
  });
});
