/** draft */
import { h } from './dom.js';
/** @import { Hit } from './types.js' */
/** @param {Hit} hit */
export function explanation(hit) {
  return h('div', { class: 'why' }, JSON.stringify(hit.explain));
}
