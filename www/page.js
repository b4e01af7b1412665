/**
 * The page of a newspaper's reader: what is typed, ticked and opened becomes a state, the state becomes the address, and
 * from the state alone everything is drawn. Back, reload and a shared link are then nothing special.
 *
 * @module
 */
import { FRONT, atFront, filters, read, write } from './address.js';
import { drawArticle } from './article.js';
import { h } from './dom.js';
import { drawChips, drawFacets } from './facets.js';
import { drawFront } from './front.js';
import { drawNothing } from './nothing.js';
import { part } from './parts.js';
import { drawHits } from './results.js';
import { searchBox } from './searchbox.js';
import { open } from './xunzhang.js';

/** @import { State } from './address.js' */
/** @import { Hit, Page } from './types.js' */
/** @import { Library } from './xunzhang.js' */

/** How many hits are shown at first, and how many more at a time. */
const PORTION = 20;

/** The library gives no more than so many at once. */
const MOST = 1000;

/** How many articles the front page lists. */
const FRONT_PAGE = 30;

/** How many related articles stand below an article. */
const RELATED = 5;

/** How long a result must stand before it is read out, in milliseconds. */
const PAUSE = 500;

/**
 * What the history keeps of an entry besides its address. `inner`: it was reached from within the page, so that going
 * back stays within it.
 * @typedef {{ scroll: number | null, shown: number, inner: boolean }} Memory
 */

/** @type {State} */
let state = read(location);
/** @type {Memory} */
let memory = { scroll: null, shown: PORTION, inner: false, ...history.state };
/** The number of the newest drawing; one that is older when its answer comes is given up. */
let turn = 0;
/** @type {Promise<{ library: Library, corpus: Page, year: string | null }> | null} */
let opening = null;
/** The hits on show, to know which paragraph of an article answered best. @type {Hit[]} */
let hits = [];
/** The results on show. @type {Page | undefined} */
let results;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let speaking;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let scrolling;

const box = searchBox({
  onType: (query) => go({ ...state, query, literal: false, article: null }, state.article !== null || atFront(state) ? 'push' : 'replace'),
  onChoose: (query) => go({ ...state, query, literal: false, article: null }, 'push'),
  onEmpty: () => go({ ...FRONT, explain: state.explain }, 'push'),
  onEnter: () => part('hits').querySelector('a')?.focus(),
  onUndo: () => !state.literal && corrected() && decide(),
  onLiteral: () => (state.literal || corrected() || (results?.meant.length ?? 0) > 0) && decide(),
});

/** Opens the library once; the corpus is what the empty query finds. */
function opened() {
  opening ??= (async () => {
    // The one file that works from disk has the wasm inside.
    const inside = document.querySelector('#xunzhang-wasm')?.textContent;
    const library = await open(undefined, inside ? { wasm: decode(inside), worker: false } : {});
    const corpus = await library.search('', { limit: FRONT_PAGE });
    const months = (corpus.facets.date ?? []).map(({ value }) => value).sort();
    tellEdition(corpus.total, months);
    return { library, corpus, year: months.at(-1)?.slice(0, 4) ?? null };
  })();
  return opening;
}

/** Draws the state. What is on the page stays until the new is complete, so that nothing flickers or jumps. */
async function draw() {
  const mine = turn += 1;
  box.show(state.query);
  try {
    const { library, corpus, year } = await opened();
    if (state.article !== null) {
      const [view, related] = await Promise.all([
        library.article(state.article, { highlight: await sought(library) }),
        library.related(state.article, { limit: RELATED }),
      ]);
      if (mine !== turn) return;
      const hit = hits.find(({ id }) => id === view.id);
      const target = drawArticle(part('reading'), view, { state, block: hit?.paragraph ?? view.firstMatch, hits, related });
      reveal('reading', view.headline);
      settle(target);
      return;
    }
    if (atFront(state)) {
      const articles = await Promise.all(corpus.hits.slice(0, 12).map(({ id }) => library.article(id)));
      if (mine !== turn) return;
      hits = corpus.hits;
      drawFront(part('sheet'), corpus, articles, year);
      box.suggest([]);
      reveal('front', '');
      settle(null);
      return;
    }
    const asked = { limit: memory.shown, sort: state.sort, filters: filters(state), explain: state.explain, literal: state.literal };
    const [page, suggestions] = await Promise.all([
      library.search(state.query, asked),
      state.query.trim() ? library.suggest(state.query, { limit: 8 }) : [],
    ]);
    const found = part('nothing');
    // Without it the results say enough.
    const told = await understood(page).catch(() => []);
    const nothing = page.hits.length === 0 ? await drawNothing(library, state, corpus) : null;
    if (mine !== turn) return;
    hits = page.hits;
    results = page;
    drawHits(page, state, year);
    part('meant').replaceChildren(...told);
    drawFacets(part('facets'), page.facets, state, (next) => go(next, 'push'));
    drawChips(part('chips'), state);
    found.replaceChildren(...(nothing ? [nothing] : []));
    found.hidden = nothing === null;
    // Below the counted hits there may be others that answer in part, so a full page is the sign that there is more.
    part('more').hidden = page.hits.length < memory.shown || memory.shown >= MOST;
    box.suggest(suggestions);
    reveal('results', state.query);
    say([page.total ? `找到 ${page.total} 篇` : `没有找到“${state.query}”`, ...[...part('meant').querySelectorAll('.said')].map(({ textContent }) => textContent)].join(' '));
    settle(null);
  } catch (error) {
    if (mine === turn) fail(error);
  }
}

/**
 * How the query was understood, where that is not just as it was typed. What tells it is loaded when it is first needed.
 * @param {Page} page
 */
async function understood(page) {
  if (!state.literal && !page.correction && page.meant.length === 0) return [];
  const [{ lines }, { rare }] = await Promise.all([import('./meant.js'), import('./words-rare.js')]);
  const { lines: told, offers } = lines(page, { between: '、', ...rare }, state.literal, decide, 'button');
  return [...told, ...offers.map((offer) => h('p', {}, offer))];
}

/** Whether the results on show answer something else than what was typed. */
function corrected() {
  return state.article === null && results?.query === state.query && results.correction?.applied === true;
}

/**
 * Asks for another text, or for what was typed alone, or that no more.
 * @param {string} [text]
 */
function decide(text) {
  go({ ...state, literal: text === undefined && !state.literal, query: text ?? state.query }, 'push');
  part('query').focus();
  return true;
}

/**
 * What the hits were found by: what was typed, or what was searched in its place.
 * @param {Library} library
 */
async function sought(library) {
  const { query, literal } = state;
  if (query.trim() === '' || literal) return query;
  const { correction } = await library.search(query, { limit: 1, filters: filters(state), facets: false });
  return correction?.applied ? correction.text : query;
}

/**
 * Shows one of the page's views and puts the others away.
 * @param {'front' | 'results' | 'reading' | 'trouble'} name
 * @param {string} title
 */
function reveal(name, title) {
  for (const view of /** @type {const} */ (['front', 'results', 'reading', 'trouble'])) part(view).hidden = view !== name;
  part('starts').hidden = name !== 'front';
  part('suggestions').hidden = name !== 'results';
  part('way').hidden = name !== 'reading';
  part('main').setAttribute('aria-busy', 'false');
  document.title = title ? `${title} — 寻章` : '寻章';
}

/**
 * Puts the reader where they were, or, on first sight, at the paragraph that answers.
 * @param {HTMLElement | null} target
 */
function settle(target) {
  if (memory.scroll !== null || target === null) scrollTo({ top: memory.scroll ?? 0, behavior: 'instant' });
  else longestMark(target).scrollIntoView({ block: 'center', behavior: 'instant' });
}

/**
 * Where in a paragraph the eye should fall: on a phone the whole of it may be taller than the window.
 * @param {HTMLElement} paragraph
 * @returns {HTMLElement}
 */
function longestMark(paragraph) {
  const marks = [...paragraph.querySelectorAll('mark')];
  return marks.sort((a, b) => (b.textContent ?? '').length - (a.textContent ?? '').length)[0] ?? paragraph;
}

/**
 * Takes a new state, writes it to the address, and draws it.
 * @param {State} next
 * @param {'push' | 'replace'} how
 */
function go(next, how) {
  keepScroll();
  const leaving = state.article === null ? null : state.article;
  state = next;
  memory = { scroll: null, shown: PORTION, inner: how === 'push' || memory.inner };
  remember(how);
  draw().then(() => { if (next.article !== leaving) focusOn(next.article, leaving); });
}

/**
 * After an article was opened its headline has the focus; after it was left, the link that had opened it.
 * @param {string | null} article
 * @param {string | null} left
 */
function focusOn(article, left) {
  // Whoever is typing stays in the box.
  if (document.activeElement === part('query')) return;
  const heading = part('reading').querySelector('h1');
  const link = [...document.querySelectorAll('a')].find((a) => left !== null && a.dataset.article === left && a.checkVisibility());
  (article === null ? link : heading)?.focus({ preventScroll: true });
}

/** @param {'push' | 'replace'} how */
function remember(how) {
  const address = location.pathname + write(state);
  try {
    if (how === 'push') history.pushState(memory, '', address);
    else history.replaceState(memory, '', address);
  } catch {
    // Browsers limit how often an address may change; the page itself does not depend on it.
  }
}

/** Notes in the history how far the reader has scrolled. */
function keepScroll() {
  clearTimeout(scrolling);
  memory = { ...memory, scroll: scrollY };
  remember('replace');
}

/** From an article to the results it was opened from. */
function back() {
  if (memory.inner) history.back();
  else go({ ...state, article: null, anchor: null }, 'push');
}

/**
 * @param {number} total
 * @param {string[]} months
 */
function tellEdition(total, months) {
  const [first, last] = [months[0], months.at(-1)].map((month) => month?.replace(/^(\d+)-0?(\d+)$/, '$1年$2月'));
  part('edition').textContent = [first === last ? first : `${first}至${last}`, `全 ${total} 篇`].filter(Boolean).join('　');
}

/** @param {string} told */
function say(told) {
  clearTimeout(speaking);
  speaking = setTimeout(() => { part('spoken').textContent = told; }, PAUSE);
}

/** @param {unknown} error */
function fail(error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const unknown = code === 'article/unknown';
  const told = document.createElement('h1');
  told.textContent = unknown ? '这里没有这篇文章，也许地址不全，也许它已经撤下。' : '检索没能打开。请看看网络是否通畅，再试一次。';
  const again = document.createElement('button');
  again.textContent = unknown ? '看全部文章' : '再试一次';
  again.addEventListener('click', () => {
    if (unknown) return go({ ...FRONT }, 'push');
    opening = null;
    draw();
  });
  const detail = document.createElement('p');
  detail.className = 'code';
  detail.textContent = code;
  part('trouble').replaceChildren(told, again, detail);
  reveal('trouble', '');
}

/** @param {string} base64 */
function decode(base64) {
  return Uint8Array.from(atob(base64.trim()), (character) => character.charCodeAt(0));
}

/** Whether the reader is writing somewhere, so that a key is a letter. @param {EventTarget | null} target */
function writing(target) {
  return target instanceof HTMLElement && (target.matches('input:not([type=checkbox], [type=radio]), textarea, select') || target.isContentEditable);
}

// A click on a link of ours changes the state; with a modifier it is the browser's own, for a new tab.
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.classList.contains('skip')) {
    part('main').focus();
  } else if (link.classList.contains('back')) {
    back();
  } else if (link.origin === location.origin && (link.pathname === location.pathname || link.id === 'home')) {
    go(link.id === 'home' ? { ...FRONT } : read(link), 'push');
  } else {
    return;
  }
  event.preventDefault();
});

part('more').addEventListener('click', () => {
  memory = { ...memory, scroll: scrollY, shown: memory.shown + PORTION };
  remember('replace');
  draw();
});
part('sort').addEventListener('change', (event) => {
  const newest = /** @type {HTMLInputElement} */ (event.target).value === 'newest';
  go({ ...state, sort: newest ? 'newest' : 'relevance' }, 'push');
});
part('explain').addEventListener('change', (event) => {
  go({ ...state, explain: /** @type {HTMLInputElement} */ (event.target).checked }, 'replace');
});
part('narrow').addEventListener('click', () => {
  const wide = part('narrow').getAttribute('aria-expanded') !== 'true';
  part('narrow').setAttribute('aria-expanded', String(wide));
  part('facets').classList.toggle('open', wide);
});
part('help').addEventListener('click', () => part('syntax').showModal());
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writing(event.target) || part('syntax').open) return;
  if (event.key === '/') part('query').focus();
  else if (event.key === '?') part('syntax').showModal();
  else return;
  event.preventDefault();
});

history.scrollRestoration = 'manual';
addEventListener('scroll', () => {
  clearTimeout(scrolling);
  scrolling = setTimeout(keepScroll, 200);
}, { passive: true });
addEventListener('pagehide', keepScroll);
addEventListener('popstate', (event) => {
  clearTimeout(scrolling);
  const leaving = state.article;
  state = read(location);
  memory = { scroll: null, shown: PORTION, inner: false, ...event.state };
  draw().then(() => focusOn(state.article, leaving));
});

draw();
