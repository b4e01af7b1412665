/** The states that a reader may see the element in, each brought about on the page that embeds it. */
import { until } from './browsers.mjs';
import { answer, ask, hit, inside } from './element.mjs';

/** @import { AnyPage } from './browsers.mjs' */
/** @import { Correction, ReadAs } from '../../../www/types.js' */

const section = (/** @type {string} */ title) => ({ anchor: title, titleParts: [{ text: title, mark: false }], snippet: [] });

const HITS = [
  hit({ title: '问诊把脉智能网联汽车产业', source: '重庆日报', authors: ['夏元'], date: '2023-10-24' }),
  hit({ title: '使用手册', anchor: '安装', sections: [section('安装'), section('常见问题')], subHeadlineParts: [{ text: '从', mark: false }, { text: '头', mark: true }, { text: '说起', mark: false }] }),
];

/** More readings than are told. @type {ReadAs[]} */
const MEANT = [
  { of: '两千亿元', text: '2000亿元', why: 'number', weight: 0.9 },
  { of: '两千亿元', text: '0.2万亿元', why: 'number', weight: 0.8 },
  { of: '投资', text: '注资', why: 'synonym', weight: 0.7 },
  { of: '渝', text: '重庆', why: 'abbreviation', weight: 0.7 },
];

/** @type {Correction} */
const CORRECTION = { text: '轨道交通渝', applied: true, changes: [{ of: '轨道交同', text: '轨道交通', why: 'homophone' }] };

/** Waits until the panel shows something like this. @param {AnyPage} page @param {(now: Awaited<ReturnType<typeof inside>>) => unknown} enough */
const sees = (page, enough) => until(async () => enough(await inside(page)), 'the state');

/** Types a query without waiting for its answer. @param {AnyPage} page @param {string} query */
async function type(page, query) {
  await page.focus('#zh');
  await page.keyboard.type(query);
}

/** What the filters are drawn from: more values than are in sight, and three months. */
const FACETS = {
  source: Array.from({ length: 9 }, (_, at) => ({ value: `第${at + 1}日报`, count: 20 - at })),
  author: [{ value: '夏元', count: 7 }, { value: '张亦筑', count: 2 }],
  date: [{ value: '2023-12', count: 3 }, { value: '2023-10', count: 9 }],
};

/**
 * Makes another form of the element.
 * @param {AnyPage} page
 * @param {Record<string, string>} attributes
 */
const become = (page, attributes) => page.evaluate((given) => {
  for (const [name, value] of Object.entries(given)) document.querySelector('#zh')?.setAttribute(name, value);
}, attributes);

/** Makes the element a palette, and opens it by its button. @param {AnyPage} page */
async function openPalette(page) {
  await become(page, { for: 'find' });
  await page.evaluate(() => {
    const button = document.createElement('button');
    button.id = 'find';
    button.textContent = '搜索';
    document.querySelector('#zh')?.before(button);
    button.click();
  });
  await until(() => page.evaluate(() => document.querySelector('#zh')?.shadowRoot?.querySelector('dialog')?.open), 'the palette');
}

/** Makes the element a page of results. It stands on the ground of its host, which must then be one that its colours are for. @param {AnyPage} page */
async function becomePage(page) {
  await page.evaluate(() => document.querySelector('link[href="embed-host.css"]')?.remove());
  await become(page, { layout: 'page' });
}

/** Asks a page of results, with some of its filters on. @param {AnyPage} page @param {object} filters */
async function narrowed(page, filters) {
  await answer(page, { hits: HITS, facets: FACETS });
  await becomePage(page);
  await ask(page, '汽车');
  await page.evaluate((on) => { /** @type {any} */ (document.querySelector('#zh')).filters = on; }, filters);
  await until(() => page.evaluate((many) => {
    const root = document.querySelector('#zh')?.shadowRoot;
    const fold = /** @type {HTMLDetailsElement | null} */ (root?.querySelector('.narrow'));
    return fold?.querySelector('fieldset') && root?.querySelectorAll('.chips li').length === many;
  }, Object.values(filters).flat().length), 'the filters');
}

/** States that are put together otherwise on a phone. */
export const NARROW = new Set([
  'the palette, nothing asked', 'the palette with results', 'the palette, nothing found',
  'a page of results', 'a page of results with filters that are on', 'a page of results, nothing found', 'understood otherwise', 'corrected', 'offered', 'a page of results, corrected', 'a box with its filters unfolded',
]);

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
  'understood otherwise': async (page) => {
    await answer(page, { hits: HITS, meant: MEANT });
    await ask(page, '两千亿元投资');
    await page.keyboard.press('ArrowDown');
  },
  'only what was typed': async (page) => {
    await answer(page, { hits: HITS });
    await ask(page, '两千亿元投资');
    await page.evaluate(() => { /** @type {any} */ (document.querySelector('#zh')).literal = true; });
    await until(() => page.evaluate(() => document.querySelector('#zh')?.shadowRoot?.querySelector('.meant p') != null), 'the line');
  },
  corrected: async (page) => {
    await answer(page, { hits: HITS, meant: [MEANT[3]], correction: CORRECTION });
    await ask(page, '轨道交同渝');
  },
  offered: async (page) => {
    await answer(page, { hits: HITS, correction: { ...CORRECTION, applied: false } });
    await ask(page, '轨道交同渝');
    await page.keyboard.press('ArrowDown');
  },
  'no result': (page) => ask(page, '龘龘'),
  'no result, and something near': (page) => ask(page, '“重庆龘龘” -产业'),
  'a failure': async (page) => {
    await answer(page, null);
    await type(page, '坏');
    await sees(page, ({ retry }) => retry);
  },
  'a box with its filters unfolded': async (page) => {
    await answer(page, { hits: HITS, facets: FACETS });
    await become(page, { facets: '' });
    await ask(page, '汽车');
    await page.evaluate(() => { /** @type {HTMLDetailsElement} */ (document.querySelector('#zh')?.shadowRoot?.querySelector('.narrow')).open = true; });
  },
  'results drawn by a template': async (page) => {
    await page.evaluate(() => {
      const template = document.createElement('template');
      template.slot = 'hit';
      for (const [tag, field] of [['b', 'title'], ['p', 'snippet'], ['i', 'source']]) template.content.appendChild(document.createElement(tag)).dataset.field = field;
      document.querySelector('#zh')?.append(template);
    });
    await answer(page, { hits: HITS });
    await ask(page, '汽车');
    await page.keyboard.press('ArrowDown');
  },
  'the palette, nothing asked': openPalette,
  'the palette with results': async (page) => {
    await answer(page, { hits: HITS });
    await openPalette(page);
    await ask(page, '汽车');
    await page.keyboard.press('ArrowDown');
  },
  'the palette, nothing found': async (page) => {
    await openPalette(page);
    await ask(page, '“重庆龘龘” -产业');
  },
  'a page of results': (page) => narrowed(page, {}),
  'a page of results with filters that are on': async (page) => {
    await narrowed(page, { source: ['第1日报', '第8日报'], date: { from: '2023-10-01', to: '2023-12-31' } });
    await page.evaluate(() => {
      for (const fold of document.querySelector('#zh')?.shadowRoot?.querySelectorAll('details') ?? []) fold.open = true;
    });
  },
  'a page of results, some in part, and more to come': async (page) => {
    await becomePage(page);
    await become(page, { limit: '4' });
    await answer(page, { hits: [...HITS, hit({ title: '另一篇', partial: true }), hit({ title: '又一篇', partial: true, sections: [section('一节')] })], facets: FACETS });
    await ask(page, '汽车手册');
  },
  'a page of results, corrected': async (page) => {
    await becomePage(page);
    await answer(page, { hits: HITS, facets: FACETS, meant: [MEANT[3]], correction: CORRECTION });
    await ask(page, '轨道交同渝');
  },
  'a page of results with an offer': async (page) => {
    await becomePage(page);
    await answer(page, { hits: HITS, facets: FACETS, correction: { ...CORRECTION, applied: false } });
    await ask(page, '轨道交同渝');
    await page.keyboard.press('ArrowDown');
  },
  'the palette, corrected': async (page) => {
    await answer(page, { hits: HITS, correction: CORRECTION });
    await openPalette(page);
    await ask(page, '轨道交同渝');
  },
  'a page of results, nothing found': async (page) => {
    await becomePage(page);
    await ask(page, '“重庆龘龘” -产业');
  },
  'the passages of an article': async (page) => {
    await page.evaluate(async () => {
      const { open } = await import(new URL('xunzhang.js', location.href).href);
      const library = await open();
      const { hits } = await library.search('智能网联汽车', { limit: 1 });
      library.close();
      document.querySelector('#zh')?.setAttribute('within', hits[0].id);
    });
    await ask(page, '智能网联汽车');
    await page.keyboard.press('ArrowDown');
  },
  'a passage that a link has led to': async (page) => {
    await page.evaluate(async () => {
      history.replaceState(null, '', '?mark=%E5%88%AB%E5%AE%B6~%E7%BD%91%E9%A1%B5~');
      (await import(new URL('landing.js', location.href).href)).land();
    });
    await until(() => page.evaluate(() => document.querySelector('xun-zhang-chip') !== null), 'the button that takes the marks away');
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
