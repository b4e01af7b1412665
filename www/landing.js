/**
 * Marks what a reader looked for, on a page without the element, when a result of `<xun-zhang>` has led there:
 *
 *     <script type="module" src="/xunzhang/landing.js"></script>
 *
 * `landing.js?name=found` reads the parameter `found` of the page's address; `mark` unless told, as the element's attribute `landing`.
 *
 * @module
 */
import { land } from './land.js';

land(new URL(import.meta.url).searchParams.get('name') ?? undefined);

export { land };
