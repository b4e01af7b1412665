/**
 * The look of the filters and of their chips.
 *
 * @module
 */
export const style = `
.narrow { border-top: 1px solid var(--line); font-size: .875em; }
.narrow > summary { display: flex; align-items: center; min-height: 3.15em; padding-inline: 1.35em; color: var(--faint); cursor: pointer; }
.narrow summary:hover { color: var(--accent); }
.narrow summary:focus-visible, .narrow :focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.narrow > summary::before { content: ""; width: .5em; height: .7em; margin-inline-end: .6em; background: currentColor; clip-path: polygon(0 0, 100% 50%, 0 100%); }
.narrow[open] > summary::before { rotate: 90deg; }
.facets { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(14em, 100%), 1fr)); gap: 0 1.5em; padding: 0 1.35em .9em; }
.whole .narrow { border: 0; }
fieldset { min-width: 0; margin: 0 0 .9em; padding: 0; border: 0; }
legend { padding: 0; color: var(--faint); line-height: 2.4em; }
.tick, .day, .order { display: flex; align-items: center; gap: .6em; min-height: 2.4em; cursor: pointer; }
.tick span { flex: 1; overflow-wrap: anywhere; }
.tick small { color: var(--faint); }
.order { grid-column: 1 / -1; max-width: 16em; margin-bottom: .4em; }
.order span, .day span { color: var(--faint); }
.day input, .order select { flex: 1; min-width: 0; height: 2.6em; padding: 0 .5em; border: var(--frame); border-radius: var(--radius); background: var(--paper); color: inherit; font: inherit; appearance: auto; }
.day { margin-bottom: .3em; }
input[type="checkbox"] { flex: none; width: 1.2em; height: 1.2em; margin: 0; padding: 0; accent-color: var(--accent); appearance: auto; }
fieldset details summary { min-height: 2.4em; line-height: 2.4em; color: var(--faint); cursor: pointer; }
.histogram { display: block; width: 100%; height: 3em; margin-block: .2em .5em; touch-action: pan-y; cursor: pointer; }
.ground { fill: transparent; }
.bar { fill: var(--accent); }
.off .bar { fill: var(--line); }
g:hover .ground { fill: var(--chosen); }
.chips { display: flex; flex-wrap: wrap; gap: .5em; margin: 0; padding: 0 1.35em .7em; list-style: none; font-size: .875em; }
.chips button { height: auto; min-height: 2.6em; border: var(--frame); border-radius: var(--radius); color: var(--ink); overflow-wrap: anywhere; text-align: start; }
@media (width >= 52em) {
  .whole .facets, .whole .narrow > summary { padding-inline: 0; }
}
@media (pointer: coarse) {
  .tick, .day, .order, fieldset details summary, .narrow > summary, .chips button { min-height: 3.15em; }
  .day input, .order select { height: 3.15em; }
}
@media (forced-colors: active) {
  .bar { fill: Highlight; }
  .off .bar { fill: GrayText; }
}
`;
