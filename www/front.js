/**
 * The front page: all articles, set like the sheet of a newspaper.
 *
 * @module
 */
import { FRONT, link } from './address.js';
import { h, readable } from './dom.js';
import { part } from './parts.js';

/** @import { ArticleView, Hit, Page } from './types.js' */

/** How much of an article's beginning the lead story shows, and how much another, in characters. */
const LEAD = 180;
const REST = 80;

/**
 * @param {HTMLElement} sheet
 * @param {Page} corpus
 * @param {ArticleView[]} articles The first of the corpus, in whole.
 * @param {string | null} year The year that goes without saying.
 */
export function drawFront(sheet, corpus, articles, year) {
  const stories = articles.map((article, index) => story(article, index === 0 ? LEAD : REST, year));
  const others = corpus.hits.slice(articles.length).map((hit) => h('li', {}, headline(hit.id, hit.title, false)));
  sheet.replaceChildren(...stories, ...(others.length ? [h('ul', { class: 'others' }, ...others)] : []));
  drawStarts(corpus);
}

/**
 * @param {ArticleView} article
 * @param {number} length
 * @param {string | null} year
 */
function story(article, length, year) {
  const opening = article.blocks.find(({ kind, parts }) => kind === 'paragraph' && parts.length > 0);
  const text = opening?.parts.map((piece) => piece.text).join('') ?? '';
  return h('article', { class: 'story' },
    article.leadIn && h('p', { class: 'lead-in' }, article.leadIn),
    h('h2', {}, headline(article.id, article.headline, article.headlineMade)),
    article.subHeadline && h('p', { class: 'sub-headline' }, article.subHeadline),
    h('p', { class: 'opening' }, text.length > length ? `${text.slice(0, length)}……` : text),
    byline(article, year));
}

/**
 * @param {string} id
 * @param {string} text
 * @param {boolean} made
 */
function headline(id, text, made) {
  return h('a', { href: link({ ...FRONT, article: id }), 'data-article': id }, text || '（无题）', made && madeNote());
}

/** The sign that a headline is ours, since the source had lost its own. */
export function madeNote() {
  return h('span', { class: 'made', title: '原文标题已失，此题取自正文首句' }, '代拟');
}

/**
 * Source, authors, place and day in one line.
 * @param {Pick<Hit, 'source' | 'authors' | 'place' | 'date'>} article
 * @param {string | null} year
 */
export function byline({ source, authors, place, date }, year) {
  const pieces = [source, authors.join('、'), place, date && h('time', { datetime: date }, readable(date, { year }))].filter((piece) => piece);
  return h('p', { class: 'byline' }, ...pieces.map((piece) => h('span', {}, piece)));
}

/**
 * A row of authors and places to begin with, where suggestions stand once something is typed.
 * @param {Page} corpus
 */
function drawStarts({ facets }) {
  const names = /** @type {const} */ (['author', 'place', 'source']);
  const links = names.flatMap((name) => (facets[name] ?? []).slice(0, 5).map(({ value, count }) =>
    h('a', { href: link({ ...FRONT, [name]: [value] }) }, value, h('small', {}, String(count)))));
  part('starts').replaceChildren(...links);
}
