/**
 * The look of the element. A string, because a sheet made from one is there before the first paint and needs neither a
 * request nor an inline style that a strict policy would refuse. Remarks stand here, for what is in the string is downloaded.
 *
 * The host page has no say inside: what is inherited ends at `.root`, also the direction, which `all` leaves alone: our words run from left to right. Lengths are in em, which begin at the reader's own text size;
 * rem would be the host page's. What is shown anew has no box that stays (`.extra`) or one that stays where it is, so that nothing
 * moves that a reader looks at: `.told` is as high without its button as with it. `:host` is important, because a host's `* { all: unset !important }` would else win.
 *
 * @module
 */
export const style = `
:host { display: block !important; }
[hidden], :host([hidden]), :host([for]) .root:not(.modal) { display: none !important; }

.root {
  all: initial;
  direction: ltr;
  color-scheme: inherit;
  --ink: var(--xun-zhang-ink, light-dark(#1f1c18, #e9e4da));
  --faint: var(--xun-zhang-faint, light-dark(#6a635a, #a49c8f));
  --paper: var(--xun-zhang-paper, light-dark(#fffdf8, #1c1a17));
  --line: var(--xun-zhang-line, light-dark(#cfc7b8, #4a443b));
  --accent: var(--xun-zhang-accent, light-dark(#a32a1c, #ee8d7b));
  --mark: var(--xun-zhang-mark, light-dark(#ffe9a8, #5d4a12));
  --chosen: var(--xun-zhang-chosen, light-dark(#f5eee0, #2c2822));
  --frame: var(--xun-zhang-border-width, 1px) solid var(--xun-zhang-border, var(--ink));
  --radius: var(--xun-zhang-radius, 0px);
  --shadow: var(--xun-zhang-shadow, 0 .5em 1.5em #0002);
  --box: var(--xun-zhang-box-height, 2.75em);
  --space: var(--xun-zhang-space, 1);
  display: block;
  position: relative;
  color: var(--ink);
  font: var(--xun-zhang-size, medium)/1.6 var(--xun-zhang-font, "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", system-ui, sans-serif);
  text-align: start;
}
* { box-sizing: border-box; }

.box { display: flex; align-items: center; border: var(--frame); border-radius: var(--radius); background: var(--paper); }
.box:focus-within { outline: 2px solid var(--accent); outline-offset: 1px; }
.lens { flex: none; width: 1.15em; height: 1.15em; margin-inline: .75em .1em; fill: none; stroke: var(--faint); stroke-width: 1.6; }
input {
  flex: 1; min-width: 0; height: var(--box); padding: 0 .5em; border: 0; background: none; color: inherit;
  font: inherit; outline: 0; appearance: none;
}
input::placeholder { color: var(--faint); opacity: 1; }
button {
  flex: none; min-width: 2.75em; height: 2.75em; padding: 0 .75em; border: 0; background: none; color: var(--faint);
  font: inherit; cursor: pointer;
}
.box button { min-width: var(--box); height: var(--box); border-radius: inherit; }
button:hover { color: var(--accent); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }

.panel {
  position: absolute; z-index: var(--xun-zhang-z-index, 1000); inset-inline-start: 0; width: var(--xun-zhang-panel-width, 100%); top: 100%; margin-top: .4em;
  max-height: min(var(--xun-zhang-panel-height, min(32em, 70vh)), var(--room, 100vh)); overflow: auto; overscroll-behavior: contain;
  border: var(--frame); border-radius: var(--radius); background: var(--paper); box-shadow: var(--shadow);
}
.told { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; min-height: 2.75em; padding: 0 1.35em; color: var(--faint); font-size: .875em; }
.told p { margin: 0; overflow-wrap: anywhere; }
.list:not(:empty) { border-top: 1px solid var(--line); }
.list a, .try { display: flow-root; padding: calc(.7em * var(--space)) 1em; color: inherit; text-decoration: none; cursor: pointer; overflow-wrap: anywhere; border-inline-start: 3px solid transparent; }
.thumbnail { float: inline-end; width: 5em; height: 5em; margin-inline-start: 1em; object-fit: cover; border-radius: calc(var(--radius) / 2); background: var(--chosen); }
.hit + .hit { border-top: 1px solid var(--line); }
.list a:hover, .try:hover { background: var(--chosen); }
.list [aria-selected="true"] { background: var(--chosen); border-inline-start-color: var(--accent); }
.title, .snippet, .meta { display: block; overflow-wrap: anywhere; }
.title {
  color: var(--xun-zhang-link, inherit); font-family: var(--xun-zhang-title-font, inherit); font-size: var(--xun-zhang-title-size, 1em);
  font-weight: var(--xun-zhang-title-weight, 600); line-height: 1.4;
}
.snippet { margin-top: calc(.2em * var(--space)); font-size: .9em; line-height: 1.65; text-autospace: normal; }
.meta { margin-top: calc(.15em * var(--space)); font-size: .8em; color: var(--faint); }
.hit + .group, .group + .hit, .group + .group { border-top: 1px solid var(--line); }
.group { padding-bottom: calc(.5em * var(--space)); }
.list .section { padding-block: calc(.25em * var(--space)); padding-inline-start: 2em; color: var(--xun-zhang-link, var(--faint)); font-size: .85em; }
.section::before { content: "# "; content: "# " / ""; }
.list[aria-busy="true"] { opacity: .6; }
.list[aria-busy="true"]:empty {
  height: 17em; padding: 1em; animation: breathe 1s infinite alternate;
  background: repeating-linear-gradient(var(--line) 0 1em, #0000 0 1.5em, var(--chosen) 0 2.3em, #0000 0 2.7em, var(--chosen) 0 3.5em, #0000 0 5em) content-box content-box;
}
@keyframes breathe { to { opacity: .3; } }
.heading { padding: .6em 1.45em .3em; color: var(--faint); font-size: .8em; }
.list > * + [role="group"] { border-top: 1px solid var(--line); }
mark { background: var(--mark); color: var(--xun-zhang-mark-ink, inherit); text-decoration: var(--xun-zhang-mark-line, none); padding-block: .05em; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

@media (pointer: coarse) { .list .section { padding-block: .75em; } }
@media print { .panel { position: static; max-height: none; box-shadow: none; } }
@media (prefers-reduced-motion) { .list { animation: none !important; } }
@media (forced-colors: active) {
  [aria-selected="true"] { outline: 2px solid Highlight; outline-offset: -2px; }
  mark { background: Mark; color: MarkText; }
}
`;
