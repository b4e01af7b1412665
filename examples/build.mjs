/**
 * Builds the examples into a folder, beside the files of the widget as a site has them.
 *
 *     node examples/build.mjs target/examples
 *     python3 -m http.server --directory target/examples
 *
 * With NODE_ENV=development, React and Vue warn of mistakes, and strict mode does all twice.
 */
import { copyFile, cp, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compileScript, parse } from 'vue/compiler-sfc';

/** @import { Plugin } from 'esbuild' */

const PAGES = ['react/index', 'react/element', 'vue/index', 'vue/element'];
const HERE = fileURLToPath(new URL('.', import.meta.url));
const DIST = fileURLToPath(new URL('../dist', import.meta.url));

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node examples/build.mjs FOLDER');
  process.exit(2);
}

/**
 * Single-file components with `<script setup>`; a site would have its bundler's plugin for them. As there, the compiler has to be told which tags are no components.
 * @type {Plugin}
 */
const components = {
  name: 'vue',
  setup({ onLoad }) {
    onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const isCustomElement = (/** @type {string} */ tag) => tag === 'xun-zhang';
      const { descriptor, errors } = parse(await readFile(path, 'utf8'), { filename: path, templateParseOptions: { isCustomElement } });
      if (errors.length > 0) return { errors: errors.map(({ message }) => ({ text: message })) };
      const { content } = compileScript(descriptor, { id: path, inlineTemplate: true });
      return { contents: content, loader: 'ts' };
    });
  },
};

await build({
  absWorkingDir: HERE,
  entryPoints: ['react/main.tsx', 'react/element.tsx', 'vue/main.ts', 'vue/element.ts'],
  outdir: resolve(folder),
  outbase: HERE,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  external: ['/xunzhang/*'],
  plugins: [components],
  define: {
    'process.env.NODE_ENV': JSON.stringify(process.env.NODE_ENV ?? 'production'),
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
});
for (const page of PAGES) await copyFile(`${HERE}${page}.html`, `${folder}/${page}.html`);
await copyFile(`${HERE}search.css`, `${folder}/search.css`);
await cp(DIST, `${folder}/xunzhang`, { recursive: true });
