/**
 * The look of what the element says about how a query was understood.
 *
 * @module
 */

export const style = `
.meant { padding: 0 1.35em; color: var(--faint); font-size: .875em; }
.meant p { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .75em; margin: 0; padding-bottom: .5em; overflow-wrap: anywhere; }
.meant button { flex: initial; min-width: 0; height: auto; min-height: 2em; padding: 0; color: inherit; text-align: start; text-decoration: underline; text-underline-offset: .25em; }
.meant button:hover { color: var(--accent); }
kbd { padding: 0 .4em; border: 1px solid var(--line); border-radius: calc(var(--radius) / 2); font: inherit; font-size: .85em; }
em { color: var(--ink); font-style: normal; font-weight: 700; text-decoration: underline; text-decoration-color: var(--accent); text-underline-offset: .25em; }
.offer { border-bottom: 1px solid var(--line); }
@media (pointer: coarse) {
  .meant button { min-width: 3.15em; min-height: 3.15em; }
  kbd { display: none; }
}
`;
