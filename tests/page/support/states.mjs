/** The states that a reader may see the element in, each brought about on the page that embeds it. */
import { until } from './browsers.mjs';
import { answer, ask, hit, inside } from './element.mjs';

/** @import { AnyPage } from './browsers.mjs' */

const section = (/** @type {string} */ title) => ({ anchor: title, titleParts: [{ text: title, mark: false }], snippet: [] });

const HITS = [
  hit({ title: '问诊把脉智能网联汽车产业', source: '重庆日报', authors: ['夏元'], date: '2023-10-24' }),
  hit({ title: '使用手册', anchor: '安装', sections: [section('安装'), section('常见问题')], subHeadlineParts: [{ text: '从', mark: false }, { text: '头', mark: true }, { text: '说起', mark: false }] }),
];

/** Waits until the panel shows something like this. @param {AnyPage} page @param {(now: Awaited<ReturnType<typeof inside>>) => unknown} enough */
const sees = (page, enough) => until(async () => enough(await inside(page)), 'the state');

/** Types a query without waiting for its answer. @param {AnyPage} page @param {string} query */
async function type(page, query) {
  await page.focus('#zh');
  await page.keyboard.type(query);
}

/** @type {Record<string, (page: AnyPage) => Promise<unknown>>} */
export const STATES = {
  'nothing asked': async () => {},
  'an empty box with recent searches and suggestions': async (page) => {
    await page.evaluate(() => {
      localStorage.setItem('xun-zhang:recent', JSON.stringify(['智能网联汽车', '产业集群']));
      const element = document.querySelector('#zh');
      element?.setAttribute('recent', '');
      element?.setAttribute('suggestions', '天宫课堂，神舟十六号');
    });
    await page.focus('#zh');
    await sees(page, ({ options }) => options.length === 4);
  },
  'an answer that is slow': async (page) => {
    await answer(page, { hits: HITS }, 60_000);
    await type(page, '慢');
    await sees(page, ({ busy }) => busy);
  },
  results: async (page) => {
    await ask(page, '重庆');
    await page.keyboard.press('ArrowDown');
  },
  'results with sections and some in part': async (page) => {
    await answer(page, { hits: [...HITS, hit({ title: '另一篇', partial: true }), hit({ title: '又一篇', partial: true, sections: [section('一节')] })] });
    await ask(page, '汽车手册');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
  },
  'results in part alone': async (page) => {
    await answer(page, { total: 0, hits: [hit({ title: '另一篇', partial: true })] });
    await ask(page, '汽车手册');
  },
  'results where a part could not be asked': async (page) => {
    await answer(page, { hits: HITS, failures: [{ index: '/b/', code: 'entry/unreachable', message: '' }] });
    await ask(page, '汽车');
  },
  'no result': (page) => ask(page, '龘龘'),
  'no result, and something near': (page) => ask(page, '“重庆龘龘” -产业'),
  'a failure': async (page) => {
    await answer(page, null);
    await type(page, '坏');
    await sees(page, ({ retry }) => retry);
  },
};

/**
 * Brings about a state, on a page whose host is light or dark.
 * @param {AnyPage} page
 * @param {string} state
 * @param {boolean} dark
 */
export async function show(page, state, dark) {
  await page.evaluate((scheme) => {
    // The host's own sheet says that it is light; one that is made here a policy lets through.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`body { color-scheme: ${scheme} !important; background: Canvas !important; color: CanvasText !important; }`);
    document.adoptedStyleSheets.push(sheet);
  }, dark ? 'dark' : 'light');
  await until(() => page.evaluate(() => document.querySelector('#zh')?.shadowRoot != null), 'the element');
  await STATES[state](page);
}
