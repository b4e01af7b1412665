/** What TypeScript has to know of the element, and what it has to refuse. Nothing here runs: the check `types` reads it. */
import type { GlobalComponents } from 'vue';
import type { XunZhang } from '/xunzhang/xun-zhang.js';
import type { Hit, Page } from '/xunzhang/types.js';

const element: XunZhang | null = document.querySelector('xun-zhang');
const made: XunZhang = document.createElement('xun-zhang');
made.words = { found: (total) => `${total} 条` };
// @ts-expect-error: a query is text.
made.query = 1;

// On the element and on whatever it bubbles to.
const seen = ({ detail: { hit, newTab, section } }: DocumentEventMap['xun-zhang:select']): [Hit, boolean, string?] => [hit, newTab, section?.anchor];
made.addEventListener('xun-zhang:select', seen);
document.addEventListener('xun-zhang:select', seen);
window.addEventListener('xun-zhang:select', ({ detail }): Hit => detail.hit);
document.body.addEventListener('xun-zhang:select', ({ detail }): Hit => detail.hit);
element?.addEventListener('xun-zhang:results', ({ detail }): Page => detail.page);
// @ts-expect-error: a search has no page yet.
element?.addEventListener('xun-zhang:search', ({ detail }) => detail.page);

/** In TSX. */
export const tags = [
  <xun-zhang src="/search/" lang="zh-Hant" limit={3} recent correct="off" literal hotkeys="" className="wide" onxun-zhang:error={({ detail }) => detail.error.message} />,
  <xun-zhang limit="3" recent="manual" words={{ search: '查文章' }} query="重庆" ref={(found) => { found?.focus(); }} />,
  // @ts-expect-error: a limit is a number.
  <xun-zhang limit={[3]} />,
  // @ts-expect-error: there is no such attribute.
  <xun-zhang sauce="/search/" />,
  // @ts-expect-error: results have no hit.
  <xun-zhang onxun-zhang:results={({ detail }) => detail.hit} />,
];

/** In Vue's templates, which `examples/vue/Element.vue` shows. */
type InVue = InstanceType<GlobalComponents['xun-zhang']>;
export const props: InVue['$props'] = { src: '/search/', limit: 3, recent: true, words: { search: '查文章' }, class: 'wide' };
// @ts-expect-error: a limit is a number.
export const wrong: InVue['$props'] = { limit: [3] };
