/**
 * Takes pictures of the element in each of its states and puts them on sheets, and writes the page of the documentation that shows
 * them: on a phone and wide, light and dark; in each language; in each theme.
 *
 *     node www/build/states.mjs docs/screenshots docs/states.md
 *
 * The page is at XUNZHANG_URL, or served from XUNZHANG_DIST; CHROMIUM names the browser.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { launch, served, visit } from '../../tests/page/support/browsers.mjs';
import { STATES, show } from '../../tests/page/support/states.mjs';

/**
 * How one picture is taken.
 * @typedef {{ label: string, state: string, width: number, height: number, dark?: boolean, lang?: string, theme?: string }} Shot
 */

const PHONE = { width: 390, height: 640 };
const WIDE = { width: 760, height: 640 };

const LANGUAGES = { 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文', en: 'English' };
const THEMES = ['newspaper', 'manual', 'blog', 'ink', 'plain'];

/** States that have words of their own. */
const SPOKEN = ['an empty box with recent searches and suggestions', 'results with sections and some in part', 'no result, and something near', 'understood otherwise', 'corrected', 'offered', 'a failure', 'a page of results with filters that are on', 'the palette with results'];

/** States that show most of a theme. */
const DRESSED = ['results with sections and some in part', 'a page of results with filters that are on'];

/** The room between pictures on a sheet, in pixels. */
const GAP = 20;

/** Of the pictures: small enough to be kept, and no letter is smeared. */
const QUALITY = 82;

/** The sheets: a file, what it shows, how many pictures stand side by side, and the pictures. @type {[name: string, title: string, across: number, shots: Shot[]][]} */
const SHEETS = [
  ...[['phone', 'On a phone', PHONE], ['wide', 'Wide', WIDE]].flatMap(([name, title, size]) => [false, true].map((dark) => /** @type {[string, string, number, Shot[]]} */ ([
    `states-${name}-${dark ? 'dark' : 'light'}`, `${title}, ${dark ? 'dark' : 'light'}`, name === 'phone' ? 6 : 4,
    Object.keys(STATES).map((state) => ({ label: state, state, dark, .../** @type {typeof PHONE} */ (size) })),
  ]))),
  ['states-languages', 'In each language', SPOKEN.length, Object.entries(LANGUAGES).flatMap(([lang, name]) => SPOKEN.map((state) => ({ label: `${name}: ${state}`, state, lang, ...PHONE })))],
  ['states-themes', 'In each theme', 4, THEMES.flatMap((theme) => DRESSED.flatMap((state) => [false, true].map((dark) => ({ label: `${theme}, ${dark ? 'dark' : 'light'}`, state, theme, dark, ...WIDE }))))],
];

const [folder, page] = process.argv.slice(2);
if (!folder || !page) {
  console.error('usage: node www/build/states.mjs FOLDER PAGE');
  process.exit(2);
}
await mkdir(folder, { recursive: true });
const browser = await launch('chromium');
const server = await served();
try {
  const written = [];
  for (const [name, title, across, shots] of SHEETS) {
    const path = /** @type {`${string}.webp`} */ (join(folder, `${name}.webp`));
    await sheet(path, across, shots);
    written.push(`## ${title}\n\n![${title}](${relative(dirname(page), path)})\n`);
    console.log(basename(path));
  }
  await writeFile(page, `# The element in every state\n\nMade by \`cargo xtask screenshot\` of \`tests/page/support/states.mjs\`, which axe looks through as well. Above each picture stands its state.\n\n${written.join('\n')}`);
} finally {
  await browser.close();
  await server.close();
}

/**
 * Takes one picture.
 * @param {Shot} shot
 */
async function take({ state, width, height, dark = false, lang, theme }) {
  const { page: one } = await visit(browser, `${server.url}embed.html`, { width, height, dark });
  // The looks of the hostile host would hide those of the element.
  await one.evaluate((language, name) => {
    document.querySelector('link[href="embed-host.css"]')?.remove();
    if (language) document.querySelector('#zh')?.setAttribute('lang', language);
    if (!name) return undefined;
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href: `themes/${name}.css` });
    return new Promise((done) => {
      link.addEventListener('load', done);
      document.head.append(link);
    });
  }, lang, theme);
  await show(one, state, dark);
  await one.evaluate(() => new Promise((done) => setTimeout(done, 150)));
  const picture = await one.screenshot({ encoding: 'base64' });
  await one.close();
  return picture;
}

/**
 * Puts pictures on a sheet.
 * @param {`${string}.webp`} path
 * @param {number} across
 * @param {Shot[]} shots
 */
async function sheet(path, across, shots) {
  /** @type {[string, string][]} */
  const pictures = [];
  for (const shot of shots) pictures.push([shot.label, await take(shot)]);
  const whole = await browser.newPage();
  await whole.setViewport({ width: across * (shots[0].width + GAP) - GAP, height: 800 });
  await whole.evaluate((all, gap, width) => {
    document.body.style.cssText = `display: flex; flex-wrap: wrap; gap: ${gap}px; margin: 0; font: 16px sans-serif; background: #888`;
    for (const [label, data] of all) {
      const figure = document.body.appendChild(document.createElement('figure'));
      figure.style.cssText = `margin: 0; width: ${width}px; overflow: hidden; white-space: nowrap`;
      figure.append(label, document.createElement('br'), Object.assign(new Image(), { src: `data:image/png;base64,${data}` }));
    }
    return Promise.all([...document.images].map((image) => image.decode()));
  }, pictures, GAP, shots[0].width);
  await whole.screenshot({ path, type: 'webp', quality: QUALITY, fullPage: true });
  await whole.close();
}
