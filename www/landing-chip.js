/**
 * The button that takes the marks of a landing away, for readers without an Escape key. It lies at the bottom of the window, in a
 * shadow root of its own.
 *
 * @module
 */
import { h } from './dom.js';

const style = `
:host { all: initial !important; position: fixed !important; z-index: 2147483000 !important; inset: auto 0 calc(1rem + env(safe-area-inset-bottom, 0px)) !important; display: block !important;
  width: fit-content !important; margin-inline: auto !important; color-scheme: inherit !important; }
button {
  min-height: 44px; padding: 0 1.25em; border: 1px solid var(--xun-zhang-line, light-dark(#cfc7b8, #4a443b)); border-radius: 22px;
  background: var(--xun-zhang-paper, light-dark(#fffdf8, #1c1a17)); color: var(--xun-zhang-ink, light-dark(#1f1c18, #e9e4da)); box-shadow: 0 .15em .75em #0003;
  font: .9375rem/1.4 var(--xun-zhang-font, "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", system-ui, sans-serif); cursor: pointer;
}
button:hover { border-color: currentColor; }
button:focus-visible { outline: 2px solid var(--xun-zhang-accent, light-dark(#a32a1c, #ee8d7b)); outline-offset: 2px; }
@media print { button { display: none; } }
`;

/**
 * Makes the button; whoever asks puts it into the page.
 * @param {{ lang: string, unmark: string }} words
 * @param {() => void} press
 */
export function chip({ lang, unmark }, press) {
  const host = document.createElement('xun-zhang-chip');
  const button = h('button', { type: 'button', part: 'unmark', lang, 'aria-keyshortcuts': 'Escape' }, unmark, h('span', { 'aria-hidden': 'true' }, ' ✕'));
  button.addEventListener('click', press);
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  root.append(button);
  return host;
}
