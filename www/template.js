/**
 * Draws a hit by a template of the owner's.
 *
 *     <template slot="hit">
 *       <img data-field="image" part="cover" width="64" height="64">
 *       <b data-field="title"></b>
 *       <p data-field="snippet"></p>
 *       <small data-field="meta.price"></small>
 *     </template>
 *
 * @module
 */
import { h, marked, readable, safeAddress } from './dom.js';

/** @import { Hit } from './types.js' */

/**
 * Gives what draws hits. An element of the template with `data-field` holds what the hit has under that name: `title`, `sub-headline`,
 * `snippet`, `source`, `authors`, `place`, `date`, `image`, or `meta.` and the name of another field; without it, the element is left out.
 * @param {HTMLTemplateElement} template
 * @param {{ between: string, lang: string }} words
 * @returns {(hit: Hit) => Node}
 */
export function filler(template, { between, lang }) {
  return (hit) => {
    const drawn = document.importNode(template.content, true);
    for (const place of drawn.querySelectorAll('[data-field]')) {
      const field = place.getAttribute('data-field') ?? '';
      const content = held(hit, field, between, lang);
      if (place instanceof HTMLImageElement && typeof content === 'string') {
        place.alt ||= '';
        place.loading = 'lazy';
        place.src = content;
      } else if (content.length > 0) {
        place.append(...content);
      } else {
        place.remove();
      }
    }
    // One box, whatever the template holds at its top.
    return h('span', { class: 'filled' }, drawn);
  };
}

/**
 * What a hit has under a name: an address of a picture as text, all else as nodes and texts.
 * @param {Hit} hit
 * @param {string} field
 * @param {string} between
 * @param {string} lang
 * @returns {string | (Node | string)[]}
 */
function held(hit, field, between, lang) {
  const text = (/** @type {string | null | undefined} */ value) => (value ? [value] : []);
  switch (field) {
    case 'title': return marked(hit.titleParts);
    case 'sub-headline': return marked(hit.subHeadlineParts);
    case 'snippet': return marked(hit.snippet);
    case 'authors': return text(hit.authors.join(between));
    case 'date': return text(hit.date && readable(hit.date, { lang }));
    case 'image': return safeAddress(hit.image) ?? [];
    case 'source':
    case 'place': return text(hit[field]);
    default: return field.startsWith('meta.') ? text(hit.meta[field.slice(5)]) : [];
  }
}
