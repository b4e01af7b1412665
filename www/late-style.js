/**
 * The look of what the element shows but rarely: advice, and what stands below the empty box.
 *
 * @module
 */

export const style = `
.try { display: flex; justify-content: space-between; gap: 1em; }
small { color: var(--faint); font-size: .8em; }
.extra { display: contents; color: var(--faint); overflow-wrap: anywhere; }
.extra > p, ul { margin: .6em 1.35em; font-size: .875em; }
ul { padding-inline-start: 1.3em; }
.idle .told { display: none; }
.idle .list { border: 0; }
.idle .heading, .idle .try { padding-block: 0; line-height: 3em; }
.idle .heading { line-height: 3.75em; }
.idle .try { margin-inline-end: 3em; overflow: hidden; white-space: nowrap; }
.remove { position: absolute; inset: 0 0 auto auto; display: flex; flex-direction: column; align-items: end; }
.remove button { height: 3em; }
.remove :first-child { height: 3.75em; padding-inline: 1.45em; font-size: .8em; }
`;
