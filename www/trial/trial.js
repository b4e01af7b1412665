/**
 * The page of `xunzhang serve`: what the index holds, the element over it, and what a hit stands for.
 *
 * The pages that hits lead to are not served here, so a hit is opened as the index holds it, beside the address where a
 * reader of the site would arrive. `xunzhang serve` puts this file below the widget's own, as it lies in the sources.
 *
 * @module
 */
import { h, marked, readable, safeAddress } from '../dom.js';
import '../xun-zhang.js';
import { open } from '../xunzhang.js';

/** @import { ArticleView, Hit, Section } from '../types.js' */

/** How many articles the first page lists. */
const LISTED = 8;

/** The article that is open, and why: kept in the fragment, so that Back, a reload and a copied address bring it back. */
const asked = () => new URLSearchParams(location.hash.slice(1));

/** @param {string} id */
function part(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`trial.html lacks #${id}.`);
  return element;
}

const library = open('/search/');
/** The number of the newest wish to read; an article for an older one comes too late. */
let turn = 0;

/** Tells what the index holds, and lists its first articles. */
async function front() {
  const about = fetch('/about.json').then((response) => response.json());
  const { articles } = await (await library).info();
  const { folder, files, bytes } = await about;
  const number = (/** @type {number} */ value) => value.toLocaleString('zh-Hans');
  part('holds').replaceChildren(...[`${number(articles)} 篇文章`, size(bytes), `${number(files)} 个文件`, h('code', {}, folder)]
    .map((piece) => h('span', {}, piece)));
  const { hits } = await (await library).search('', { limit: LISTED, sort: 'newest', facets: false });
  part('titles').replaceChildren(...hits.map((hit) => h('li', {}, h('a', { href: link(hit) },
    h('span', { class: 'title' }, hit.title), h('span', { class: 'meta' }, byline(hit))))));
  if (articles > hits.length) part('rest').textContent = `另有 ${number(articles - hits.length)} 篇，输入几个字就找得到。`;
}

/** @param {number} bytes */
function size(bytes) {
  const mega = bytes / 1_000_000;
  return mega < 1 ? `${Math.ceil(bytes / 1000)} KB` : `${mega.toFixed(1)} MB`;
}

/** @param {Hit | ArticleView} article */
function byline({ source, authors, place, date }) {
  return [source, authors.join('、'), place, date && readable(date, { year: null })].filter(Boolean).join(' · ');
}

/**
 * The address on this page that opens a hit.
 * @param {Hit} hit
 * @param {string} [query]
 * @param {Section} [section]
 */
function link(hit, query = '', section) {
  const words = new URLSearchParams({ article: hit.id, q: query });
  const anchor = section?.anchor ?? hit.anchor;
  if (anchor !== null) words.set('at', anchor);
  if (!section && hit.paragraph !== null) words.set('block', String(hit.paragraph));
  return `#${words}`;
}

/** Shows what the fragment asks for: an article, or the first page. */
async function show() {
  const mine = turn += 1;
  const words = asked();
  const id = words.get('article');
  const query = words.get('q') ?? '';
  const article = id === null ? null : await (await library).article(id, { highlight: query });
  if (mine !== turn) return;
  part('trouble').hidden = true;
  part('front').hidden = article !== null;
  part('reading').hidden = article === null;
  document.title = article === null ? '寻章 · 试用' : `${article.headline} · 寻章`;
  if (article === null) return part('reading').replaceChildren();
  const line = byline(article);
  const blocks = article.blocks.map(({ kind, parts }) => h(kind === 'subhead' ? 'h2' : kind === 'code' ? 'pre' : 'p', { class: kind }, ...marked(parts)));
  const title = h('h1', { tabindex: -1 }, ...marked(article.titleParts));
  part('reading').replaceChildren(
    h('a', { class: 'back', href: '#' }, '← 返回'),
    h('header', {}, title, article.subHeadline && h('p', { class: 'beside' }, article.subHeadline), line && h('p', { class: 'byline' }, line)),
    address(article, words.get('at')), h('div', { class: 'body' }, ...blocks));
  // The panel of results goes with the focus.
  title.focus({ preventScroll: true });
  const block = words.get('block');
  const target = blocks[block === null ? article.blocks.findIndex(({ anchor }) => anchor !== null && anchor === words.get('at')) : Number(block)];
  target?.classList.add('matched');
  if (target && query) target.scrollIntoView({ block: 'center' });
  else scrollTo(0, 0);
}

/**
 * Where a reader of the site would arrive. Only a whole address can be followed from here.
 * @param {ArticleView} article
 * @param {string | null} anchor
 */
function address({ url }, anchor) {
  if (url === null) return h('p', { class: 'address' }, h('span', {}, '网站上的地址'), '没有；组件的属性 href 可以给出');
  const whole = anchor === null ? url : `${url.split('#')[0]}#${anchor}`;
  const away = /^https?:/i.test(url) ? safeAddress(whole) : null;
  return h('p', { class: 'address' }, h('span', {}, '网站上的地址'),
    away ? h('a', { href: away, target: '_blank', rel: 'noreferrer' }, whole) : h('code', {}, whole));
}

/** @param {unknown} error */
function trouble(error) {
  const { message, code } = /** @type {Error & { code?: string }} */ (error instanceof Error ? error : new Error(String(error)));
  part('trouble').textContent = code ? `${message}（${code}）` : message;
  part('trouble').hidden = false;
}

addEventListener('hashchange', () => show().catch(trouble));
addEventListener('xun-zhang:select', (event) => {
  const { sought, hit, section } = /** @type {CustomEvent<{ sought: string, hit: Hit, section?: Section }>} */ (event).detail;
  event.preventDefault();
  const to = link(hit, sought, section);
  if (location.hash === to) show().catch(trouble);
  else location.hash = to;
});
Promise.all([front(), show()]).catch(trouble).finally(() => part('main').removeAttribute('aria-busy'));
