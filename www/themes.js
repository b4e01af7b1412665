/**
 * The page on which an owner tries the five themes, changes the custom properties of the element and takes the CSS along.
 *
 * The element stands in a frame, so that it can be seen as wide as a phone: its media queries ask how wide the window is. All of the
 * look is set through the CSSOM, as the strict policy wants it.
 *
 * @module
 */
import { h } from './dom.js';
import { CONTROLS, GROUPS, THEMES } from './themes-table.js';

/** @import { Control } from './themes-table.js' */

/** What is changed: a text, or for a colour one for the light and one for the dark look. @typedef {string | { light: string, dark: string }} Value */

/** What a theme's address begins with on a site that has taken the element's files along as the guide says. */
const FOLDER = '/xunzhang/themes/';

/** How long it is said that something was copied, in milliseconds. */
const SAID = 3000;

/**
 * @template {HTMLElement} T
 * @param {string} id
 */
const at = (id) => /** @type {T} */ (document.getElementById(id));

const frame = /** @type {HTMLIFrameElement} */ (at('stage'));
const scheme = /** @type {HTMLSelectElement} */ (at('scheme'));
const width = /** @type {HTMLSelectElement} */ (at('width'));
const language = /** @type {HTMLSelectElement} */ (at('lang'));
const dark = matchMedia('(prefers-color-scheme: dark)');

/** @type {Map<string, Value>} By the names of the properties. */
const changed = new Map();
/** Shows what the controls hold now. @type {Map<string, () => void>} */
const shows = new Map();
/** The document in the frame, once it is there. */
let stage = document;
let theme = '';
/** The part that is pointed out. */
let shown = '';

const english = () => language.value === 'en';
/** @param {{ zh: string, en: string }} words */
const say = ({ zh, en }) => (english() ? en : zh);
/** A piece of text that follows the language. @param {{ zh: string, en: string }} words */
const worded = ({ zh, en }) => ({ 'data-zh': zh, 'data-en': en });

/** Whether the specimen is dark at the moment. */
const isDark = () => (scheme.value === '' ? dark.matches : scheme.value === 'dark');

/** Names and values that differ from the theme, in the order of the table. */
function declarations() {
  return CONTROLS.flatMap(({ name }) => {
    const value = changed.get(name);
    if (value === undefined) return [];
    const text = typeof value === 'string' ? value : value.light === value.dark ? value.light : `light-dark(${value.light}, ${value.dark})`;
    return [`--xun-zhang-${name}: ${text};`];
  });
}

/** @type {{ look: CSSStyleSheet, pointed: CSSStyleSheet } | undefined} Sheets of the frame's document, which takes only its own. */
let sheets;

/** Puts what is changed into the specimen and into the CSS to copy. */
function apply() {
  const lines = declarations();
  sheets?.look.replaceSync(`xun-zhang, :root { ${lines.join(' ')} }`);
  at('css').textContent = lines.length > 0 ? `xun-zhang {\n${lines.map((line) => `  ${line}\n`).join('')}}` : `/* ${say({ zh: '还没有改动', en: 'nothing is changed yet' })} */`;
  at('link').textContent = theme ? `<link rel="stylesheet" href="${FOLDER}${theme}.css">` : `<!-- ${say({ zh: '默认样式，不用引入', en: 'the element’s own look needs no link' })} -->`;
  for (const show of shows.values()) show();
}

/** What the theme says of a property. @param {string} name */
function themed(name) {
  const [, value = ''] = given.get(theme)?.match(new RegExp(`--xun-zhang-${name}:\\s*([^;}]+)`)) ?? [];
  return value.trim();
}

/** The style sheets of the themes, as text. @type {Map<string, string>} */
const given = new Map();

/** A colour of the theme as the specimen has it in one of its looks, as `#rrggbb`. @param {string} colour @param {'light' | 'dark'} look */
function resolved(colour, look) {
  const root = stage.querySelector('xun-zhang')?.shadowRoot?.querySelector('.root');
  if (!root) return '#000000';
  const probe = stage.createElement('i');
  probe.style.display = 'none';
  probe.style.colorScheme = look;
  probe.style.color = colour;
  root.append(probe);
  const [red, green, blue] = pixel(getComputedStyle(probe).color);
  probe.remove();
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** A colour in whatever notation as bytes. @param {string} colour */
function pixel(colour) {
  const pen = h('canvas', { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
  if (!pen) return [0, 0, 0];
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

/** The line of a control. @param {Control} control */
function line(control) {
  const { name } = control;
  const id = `control-${name}`;
  const set = (/** @type {Value | undefined} */ value) => {
    if (value === undefined) changed.delete(name); else changed.set(name, value);
    apply();
  };
  const { input, show, after } = made(control, id, set);
  const row = h('div', { class: 'control' },
    h('label', { class: 'what', for: id }, h('span', worded(control), say(control)), h('code', {}, `--xun-zhang-${name}`)), h('div', { class: 'with' }, input, after));
  shows.set(name, () => {
    row.classList.toggle('changed', changed.has(name));
    show();
  });
  return row;
}

/**
 * A control by its kind, with what shows the value of now.
 * @param {Control} control
 * @param {string} id
 * @param {(value: Value | undefined) => void} set
 * @returns {{ input: HTMLElement, show: () => void, after?: HTMLElement }}
 */
function made(control, id, set) {
  const { name } = control;
  if (control.kind === 'colour') {
    const input = h('input', { id, type: 'color' });
    input.addEventListener('input', () => {
      const look = isDark() ? 'dark' : 'light';
      const other = isDark() ? 'light' : 'dark';
      const before = changed.get(name);
      const kept = typeof before === 'object' ? before[other] : resolved(control.shown, other);
      set(/** @type {{ light: string, dark: string }} */ ({ [look]: input.value, [other]: kept }));
    });
    return { input, show: () => { input.value = resolved(control.shown, isDark() ? 'dark' : 'light'); } };
  }
  if (control.kind === 'choice') {
    const input = h('select', { id }, h('option', { value: '', ...worded({ zh: '如主题', en: 'as the theme' }) }), ...control.choices.map(([value, zh, en]) => h('option', { value, ...worded({ zh, en }) })));
    input.addEventListener('change', () => set(input.value || undefined));
    return { input, show: () => { input.value = String(changed.get(name) ?? ''); } };
  }
  const ranged = control.kind === 'length';
  const unit = ranged ? control.unit : '';
  const input = h('input', { id, type: ranged ? 'range' : 'number', ...(ranged ? { min: control.min, max: control.max, step: control.step } : { min: 0, step: 1 }) });
  const after = h('output', { for: id });
  input.addEventListener('input', () => set(input.value === '' ? undefined : `${Number(input.value)}${unit}`));
  const show = () => {
    const text = String(changed.get(name) ?? themed(name));
    const value = Number.parseFloat(text);
    // A number that is being written is left as it is.
    if (ranged || document.activeElement !== input || !changed.has(name)) input.value = String(Number.isFinite(value) ? value : control.initial);
    after.textContent = `${Number(input.value)}${unit}`;
  };
  return { input, show, after: ranged ? after : undefined };
}

/** Chooses a theme, and waits until it is there. @param {string} file */
async function choose(file) {
  theme = file;
  if (file && !given.has(file)) given.set(file, await fetch(`themes/${file}.css`).then((response) => response.text()));
  if (file !== theme) return;
  const link = /** @type {HTMLLinkElement} */ (stage.getElementById('theme'));
  if (link && file) {
    const loaded = new Promise((done) => link.addEventListener('load', done, { once: true }));
    link.href = `themes/${file}.css`;
    await loaded;
  } else {
    link?.removeAttribute('href');
  }
  if (file === theme) apply();
}

/** Speaks the language that is chosen. @param {Document} page */
function speak(page) {
  // The page itself has no words in Traditional Chinese; the element has.
  page.documentElement.lang = english() ? 'en' : 'zh-Hans';
  for (const word of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll('[data-en]'))) {
    word.dataset.zh ??= word.textContent ?? '';
    word.textContent = (english() ? word.dataset.en : word.dataset.zh) ?? '';
  }
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll('xun-zhang'))) {
    box.lang = language.value;
    const named = page.getElementById(box.dataset.label ?? '');
    if (named) box.setAttribute('label', named.textContent ?? '');
  }
}

/** Sets all that the line at the top chooses. */
function view() {
  for (const page of new Set([document, stage])) {
    page.documentElement.style.colorScheme = scheme.value;
    speak(page);
  }
  frame.style.width = width.value ? `${width.value}px` : '';
  frame.classList.toggle('cut', width.value !== '');
  frame.title = say({ zh: '样张', en: 'Specimen' });
  apply();
  point(shown);
}

/** Keeps what is chosen in the address of the page. */
function remember() {
  const kept = Object.entries({ theme, scheme: scheme.value, width: width.value, lang: english() || language.value === 'zh-Hant' ? language.value : '' }).filter(([, value]) => value);
  history.replaceState(null, '', `${location.pathname}${kept.length > 0 ? `?${new URLSearchParams(kept)}` : ''}`);
}

/** Points out a part in the specimen; none when empty. @param {string} name */
function point(name) {
  shown = name;
  sheets?.pointed.replaceSync(name ? `xun-zhang::part(${name}) { outline: 2px dashed #d6249f !important; outline-offset: -2px !important; }` : '');
  const seen = [...stage.querySelectorAll('xun-zhang')].some((box) => [...box.shadowRoot?.querySelectorAll(`[part~="${name}"]`) ?? []].some((part) => part.checkVisibility()));
  at('pointed').textContent = name ? `${name}${seen ? '' : say({ zh: '（眼下看不到）', en: ' (not in sight now)' })}` : '—';
  for (const button of document.querySelectorAll('#parts button')) button.setAttribute('aria-pressed', String(button.textContent === name));
}

/** Lists the parts, as the manifest of the element names them. */
async function parts() {
  const manifest = await fetch('custom-elements.json').then((response) => response.json());
  /** @type {{ name: string, description: string }[]} */
  const all = manifest.modules[0].declarations[0].cssParts;
  at('parts').replaceChildren(...all.map(({ name, description }) => {
    const button = h('button', { type: 'button', 'aria-pressed': 'false', title: description, lang: 'en' }, name);
    button.addEventListener('click', () => point(shown === name ? '' : name));
    return h('li', {}, button);
  }));
}

/** Copies what stands in one of the places; where a browser refuses, selects it. @param {HTMLElement} place */
async function copy(place) {
  try {
    await navigator.clipboard.writeText(place.textContent ?? '');
    at('copied').textContent = say({ zh: '已复制', en: 'Copied' });
  } catch {
    getSelection()?.selectAllChildren(place);
    at('copied').textContent = say({ zh: '浏览器不让复制，已选中，请按 Ctrl-C', en: 'The browser refuses; it is selected, press Ctrl-C' });
  }
  setTimeout(() => { at('copied').textContent = ''; }, SAID);
}

/** Begins with the specimen, once that is loaded. */
async function begin() {
  const { contentDocument, contentWindow } = frame;
  if (!contentDocument || !contentWindow) return;
  stage = contentDocument;
  await /** @type {Window & typeof globalThis} */ (contentWindow).customElements.whenDefined('xun-zhang');
  const { CSSStyleSheet: Sheet } = /** @type {Window & typeof globalThis} */ (contentWindow);
  sheets = { look: new Sheet(), pointed: new Sheet() };
  stage.adoptedStyleSheets.push(sheets.look, sheets.pointed);
  stage.addEventListener('pointerover', (event) => {
    const names = event.composedPath().flatMap((node) => (node instanceof (/** @type {any} */ (contentWindow).Element) && /** @type {Element} */ (node).part.length > 0 ? [[.../** @type {Element} */ (node).part].join(' ')] : []));
    if (!shown) at('pointed').textContent = names.reverse().join(' › ') || '—';
  });
  view();
  await choose(theme);
  document.documentElement.dataset.ready = '';
}

const asked = new URLSearchParams(location.search);
scheme.value = asked.get('scheme') ?? '';
width.value = asked.get('width') ?? '';
language.value = asked.get('lang') ?? (navigator.language.startsWith('zh') ? 'zh-Hans' : 'en');
for (const [select, first] of /** @type {const} */ ([[scheme, ''], [width, ''], [language, 'zh-Hans']])) if (select.selectedIndex < 0) select.value = first;
theme = THEMES.find(({ file }) => file === asked.get('theme'))?.file ?? '';

at('choice').append(...THEMES.map(({ file, ...words }) => h('label', {}, h('input', { type: 'radio', name: 'theme', value: file, checked: file === theme }), h('span', worded(words), say(words)))));
at('controls').append(...GROUPS.map(({ controls, ...words }) => h('fieldset', {}, h('legend', worded(words), say(words)), ...controls.map(line))));
at('themes').addEventListener('change', (event) => {
  choose(/** @type {HTMLInputElement} */ (event.target).value).then(remember);
});
at('view').addEventListener('change', () => {
  view();
  remember();
});
at('controls').addEventListener('reset', (event) => {
  event.preventDefault();
  changed.clear();
  apply();
});
for (const form of document.forms) form.addEventListener('submit', (event) => event.preventDefault());
for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-copy]'))) button.addEventListener('click', () => copy(at(button.dataset.copy ?? '')));
dark.addEventListener('change', apply);
parts();
view();
if (frame.contentDocument?.readyState === 'complete' && frame.contentDocument.URL !== 'about:blank') begin();
else frame.addEventListener('load', begin, { once: true });
