/**
 * Makes `standalone.html` of a built `dist/`: the page with its styles, its script and the wasm inside one file, which
 * works when it is opened from disk.
 *
 *     node www/build/standalone.mjs dist
 *
 * From disk a page may neither fetch nor load a module, so the modules become one inline module and the wasm a block of
 * base64. Its policy allows just these by their hashes, and nothing from the network at all.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const dist = process.argv[2];
if (!dist) {
  console.error('usage: node www/build/standalone.mjs DIST');
  process.exit(2);
}

let page = await readFile(join(dist, 'index.html'), 'utf8');
const wasm = await readFile(join(dist, 'xunzhang_wasm_bg.wasm'));

/** @type {string[]} */
const styles = [];
page = page.replace(/<link rel="stylesheet" href="([^"]+)">\n?/g, (_, file) => {
  styles.push(file);
  return '';
});
const style = (await Promise.all(styles.map((file) => readFile(join(dist, file), 'utf8')))).join('');
const bundle = await build({
  entryPoints: [join(dist, 'page.js')],
  bundle: true,
  write: false,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
});
const script = bundle.outputFiles[0].text;
for (const [what, text] of [['style', style], ['script', script]]) {
  if (text.toLowerCase().includes(`</${what}`)) throw new Error(`The ${what} would end within itself: it contains </${what}.`);
}

const hash = (/** @type {string} */ text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = [
  "default-src 'none'", `script-src ${hash(script)} 'wasm-unsafe-eval'`, `style-src ${hash(style)}`, 'img-src data:',
  "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'",
].join('; ');

/**
 * Puts something in the place of a piece of the page that must be there. Functions, because `$&` in a string would be
 * taken for a pattern, and minified code is full of dollars.
 * @param {RegExp} where
 * @param {string} text
 */
function put(where, text) {
  if (!where.test(page)) throw new Error(`index.html lacks ${where}.`);
  page = page.replace(where, () => text);
}
put(/<meta charset="utf-8">/, `<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">`);
put(/<script type="module" src="page.js"><\/script>/, `<style>${style}</style>`);
put(/<\/body>/, `<script type="text/plain" id="xunzhang-wasm">${wasm.toString('base64')}</script>\n<script type="module">${script}</script>\n</body>`);

const left = /\b(?:src|href)="(?!data:|#|\.\/")[^"]*"/.exec(page.slice(0, page.indexOf('<script')));
if (left) throw new Error(`The one file would need another one: ${left[0]}`);
await writeFile(join(dist, 'standalone.html'), page);
