/**
 * Draws the results of the element.
 *
 * @module
 */
import { h, marked, readable, safeAddress } from './dom.js';
import { LANDING, addressed } from './landing-link.js';

/** @import { Hit, Section } from './types.js' */
/** @import { Words } from './words.js' */
/** @import { XunZhang } from './xun-zhang.js' */

/**
 * What becomes of the hits of one answer.
 * @typedef {object} Drawing
 * @property {XunZhang} element
 * @property {Words} words
 * @property {string} query
 * @property {(event: MouseEvent, link: HTMLElement, hit: Hit, section?: Section) => void} choose Is told of every press on a hit.
 * @property {((hit: Hit) => Node) | undefined} fill Draws a hit in the owner's own way.
 */

/**
 * The options for hits, and how they stand in the list: sections in a group with their hit, hits in part below a heading.
 * @param {Hit[]} hits
 * @param {Drawing} drawing
 */
export function draw(hits, drawing) {
  const { element: { layout }, words } = drawing;
  const options = hits.map((hit) => [option(hit, undefined, drawing), ...hit.sections.map((section) => option(hit, section, drawing))]);
  const whole = hits.findLastIndex((hit) => !hit.partial) + 1;
  const drawn = options.map((group, at) => {
    if (layout === 'page') return h('div', { class: 'group', part: 'group', role: 'listitem' }, ...group);
    // Groups do not stand within groups: among results in part, sections are but set off.
    return group[1] ? h('div', { class: 'group', part: 'group', ...(at < whole && { role: 'group', 'aria-label': hits[at].title }) }, ...group) : group[0];
  });
  // What else stands there (a heading, a button) may be no child of a list.
  const listed = (/** @type {HTMLElement[]} */ items) => (layout === 'page' && items[0] ? [h('div', { role: 'list' }, ...items)] : items);
  const rest = listed(drawn.splice(whole));
  return { options: options.flat(), drawn: [...listed(drawn), ...(rest[0] ? [headed(words[whole ? 'rest' : 'only'], rest)] : [])] };
}

/**
 * The link itself is the option: an option may hold nothing that can be focused. So sections are options beside it, in one group.
 * @param {Hit} hit
 * @param {Section | undefined} section
 * @param {Drawing} drawing
 */
function option(hit, section, { element, words: { between, lang, partial }, query, choose, fill }) {
  const own = safeAddress(hit.url);
  const address = own !== null ? addressed(own, section ?? hit, element.landing ?? LANDING) : element.href?.replaceAll('{id}', encodeURIComponent(hit.id)).replaceAll('{query}', encodeURIComponent(query));
  const meta = [hit.partial && partial, hit.source, hit.authors.join(between), hit.date && readable(hit.date, { lang })];
  const part = section ? 'section' : 'hit';
  const picture = element.thumbnails ? safeAddress(hit.image) : null;
  const link = h('a', { class: part, part, href: address }, ...(section ? marked(section.titleParts) : fill ? [fill(hit)] : [
    // Of the same size before and after it has come, and without words, for the headline says what it shows.
    picture && h('img', { class: 'thumbnail', part: 'thumbnail', src: picture, alt: '', loading: 'lazy' }),
    h('span', { class: 'title', part: 'title', ...(element.layout === 'page' && { role: 'heading', 'aria-level': 2 }) }, ...marked(hit.titleParts)),
    hit.subHeadlineParts[0] && h('span', { class: 'snippet', part: 'sub-headline' }, ...marked(hit.subHeadlineParts)),
    h('span', { class: 'snippet', part: 'snippet' }, ...marked(hit.snippet)),
    h('span', { class: 'meta', part: 'meta' }, meta.filter(Boolean).join(' · '))]));
  const chosen = (/** @type {MouseEvent} */ event) => choose(event, link, hit, section);
  link.addEventListener('click', chosen);
  link.addEventListener('auxclick', chosen);
  return link;
}

/**
 * An option that is no link: a query to try, or a wish for more.
 * @param {XunZhang} element
 * @param {string} text
 * @param {string | undefined} note Stands at its end.
 * @param {() => void} act
 */
export function wish({ layout }, text, note, act) {
  const option = h(layout === 'page' ? 'button' : 'div', { class: 'try', part: 'try' }, h('span', {}, text), note && h('small', { part: 'note' }, note));
  option.addEventListener('click', act);
  return option;
}

/**
 * Options below a heading, as the ARIA Authoring Practices have them in a listbox.
 * @param {string} label
 * @param {Node[]} options
 */
export function headed(label, options) {
  return h('div', { role: 'group', 'aria-label': label }, h('div', { class: 'heading', part: 'heading', role: 'presentation' }, label), ...options);
}

/** The picture of a lens before the box. */
export function lens() {
  const space = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  for (const [name, value] of [['class', 'lens'], ['part', 'lens'], ['viewBox', '0 0 20 20'], ['aria-hidden', 'true']]) picture.setAttribute(name, value);
  path.setAttribute('d', 'M8.5 3a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M12.5 12.5L17.5 17.5');
  picture.append(path);
  return picture;
}
