/**
 * An article, set like one in a newspaper.
 *
 * @module
 */
import { FRONT, atFront, link } from './address.js';
import { h, marked, readable, safeAddress } from './dom.js';
import { madeNote } from './front.js';
import { part } from './parts.js';

/** @import { State } from './address.js' */
/** @import { ArticleBlock, ArticleView, Hit } from './types.js' */

/** Up to how many characters a box that stands alone is a label. */
const LABEL = 12;

/**
 * Draws an article and gives the block to bring into view, if one answers the query.
 *
 * @param {HTMLElement} place
 * @param {ArticleView} article
 * @param {object} options
 * @param {State} options.state
 * @param {number | null} options.block The block that answers best.
 * @param {Hit[]} options.hits The results that the article was opened from.
 * @param {Hit[]} options.related The articles that are most like it.
 * @returns {HTMLElement | null}
 */
export function drawArticle(place, article, { state, block, hits, related }) {
  const results = { ...state, article: null, anchor: null };
  const { body, blocks } = set(article.blocks);
  const answer = state.query && block !== null ? blocks[block] ?? null : null;
  answer?.classList.add('matched');
  const section = state.anchor === null ? -1 : article.blocks.findIndex(({ anchor }) => anchor === state.anchor);
  const target = blocks[section] ?? answer;

  part('way').replaceChildren(
    h('a', { class: 'back', href: link(results) }, atFront(results) ? '← 返回首页' : '← 返回结果'),
    h('span', { class: 'whose', 'aria-hidden': 'true' }, article.headline),
    ...walker(body, state.query));
  place.replaceChildren(
    h('article', { class: 'paper', lang: 'zh-Hans' },
      h('header', {},
        article.leadIn && h('p', { class: 'lead-in' }, article.leadIn),
        h('h1', { tabindex: -1 }, ...marked(article.titleParts.length ? article.titleParts : [{ text: article.headline || '（无题）', mark: false }]),
          article.headlineMade && madeNote()),
        article.subHeadline && h('p', { class: 'sub-headline' }, article.subHeadline),
        sourceLine(article)),
      body,
      article.headlineMade && h('p', { class: 'remark' }, '编者注：原文标题已失，此题取自正文首句。'),
      keywords(article.keywords, state),
      alike(related)),
    neighbours(article.id, hits, state));
  return target;
}

/**
 * Sets the blocks; captions that follow one another belong to one picture, boxes to one box.
 * @param {ArticleBlock[]} blocks
 */
function set(blocks) {
  const body = h('div', { class: 'body' });
  /** @type {HTMLElement[]} */
  const made = [];
  for (const [index, { kind, parts }] of blocks.entries()) {
    const element = h(kind === 'subhead' ? 'h2' : 'p', { class: kind, 'data-block': index }, ...marked(parts));
    made.push(element);
    if (kind === 'paragraph' || kind === 'subhead') {
      body.append(element);
      continue;
    }
    const last = body.lastElementChild;
    const goesOn = index > 0 && blocks[index - 1].kind === kind && last;
    const holder = goesOn ? last : kind === 'caption' ? h('figure', {}) : h('aside', { class: 'boxed' });
    // 新闻链接>>> alone is a label above what follows, not a box of its own.
    if (kind === 'box') holder.classList.toggle('label', !goesOn && element.textContent !== null && element.textContent.length <= LABEL);
    holder.append(element);
    if (!goesOn) body.append(holder);
  }
  return { body, blocks: made };
}

/**
 * What the article speaks of; each leads to what else speaks of it.
 * @param {string[]} words
 * @param {State} state
 */
function keywords(words, { sort, explain }) {
  return words.length > 0 && h('nav', { class: 'keywords', 'aria-label': '关键词' },
    ...words.map((word) => h('a', { href: link({ ...FRONT, sort, explain, query: word }) }, word)));
}

/** @param {Hit[]} related */
function alike(related) {
  return related.length > 0 && h('section', { class: 'related' },
    h('h2', {}, '相关文章'),
    h('ul', {}, ...related.map(({ id, title, date }) => h('li', {}, h('a', { href: link({ ...FRONT, article: id }) },
      title || '（无题）', date && h('small', {}, readable(date, { year: null })))))));
}

/** @param {ArticleView} article */
function sourceLine({ source, authors, place, date, url }) {
  const address = safeAddress(url);
  const pieces = [
    source && (address ? h('a', { href: address }, source) : source),
    authors.length > 0 && `记者 ${authors.join(' ')}`,
    place,
    date && h('time', { datetime: date }, readable(date, { year: null })),
  ].filter((piece) => piece);
  return h('p', { class: 'byline' }, ...pieces.map((piece) => h('span', {}, piece)));
}

/**
 * Two buttons that go from one marked run to the next.
 * @param {HTMLElement} body
 * @param {string} query
 */
function walker(body, query) {
  const marks = [...body.querySelectorAll('mark')];
  if (marks.length === 0) return query ? [h('span', { class: 'walk' }, '正文里没有这几个字')] : [];
  let at = -1;
  const count = h('span', {}, `${marks.length} 处`);
  const step = (/** @type {1 | -1} */ by) => {
    marks[at]?.classList.remove('here');
    // The first step goes to what stands nearest below or above where the reader is.
    if (at < 0) {
      const below = marks.findIndex((mark) => mark.getBoundingClientRect().top > innerHeight / 2);
      at = by > 0 ? (below < 0 ? 0 : below) : (below < 0 ? marks.length : below) - 1;
    } else {
      at += by;
    }
    at = (at + marks.length) % marks.length;
    marks[at].classList.add('here');
    marks[at].scrollIntoView({ block: 'center' });
    count.textContent = `${at + 1} / ${marks.length} 处`;
  };
  const up = h('button', { type: 'button', 'aria-label': '上一处' }, '↑');
  const down = h('button', { type: 'button', 'aria-label': '下一处' }, '↓');
  up.addEventListener('click', () => step(-1));
  down.addEventListener('click', () => step(1));
  return [h('span', { class: 'walk' }, count, up, down)];
}

/**
 * The hits before and after this one.
 * @param {string} id
 * @param {Hit[]} hits
 * @param {State} state
 */
function neighbours(id, hits, state) {
  const at = hits.findIndex((hit) => hit.id === id);
  const way = (/** @type {Hit | undefined} */ hit, /** @type {string} */ word) => hit && at >= 0
    && h('a', { href: link({ ...state, article: hit.id, anchor: null }) }, h('small', {}, word), hit.title);
  return h('nav', { class: 'neighbours', 'aria-label': '前后文章' }, way(hits[at - 1], '上一篇'), way(hits[at + 1], '下一篇'));
}
