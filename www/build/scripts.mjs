/**
 * Makes of the modules the scripts that a page loads: minified, and as few as can be.
 *
 *     node www/build/scripts.mjs GLUE TO
 *
 * GLUE is the script that wasm-bindgen wrote, TO the folder to write into. A script of its own is what a page or an embedder names,
 * what is loaded only when it is needed, and what several of those share; every other module goes into the one script that imports it.
 * Each round trip that this saves a reader is one before the first result.
 */
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** What pages and embedders name. */
const ENTRIES = [
  'landing.js', 'page.js', 'related.js', 'themes.js', 'themes-stage.js', 'types.js', 'worker.js', 'xun-zhang.js', 'xun-zhang-classic.js', 'xunzhang.js',
];

const [glue, to] = process.argv.slice(2);
if (!glue || !to) {
  console.error('usage: node www/build/scripts.mjs GLUE TO');
  process.exit(2);
}
const www = fileURLToPath(new URL('..', import.meta.url));
const modules = (await readdir(www)).filter((name) => name.endsWith('.js'));

/** What each module imports: at once, and later. */
const imports = await graph(modules.filter((name) => ENTRIES.includes(name)));
const scripts = split(imports);

for (const script of scripts) {
  await build({
    ...common(),
    entryPoints: [pathOf(script)],
    outfile: join(to, script),
    plugins: [{
      name: 'other scripts stay where they are',
      setup(bundler) {
        bundler.onResolve({ filter: /^\.\// }, ({ path }) => {
          const name = basename(path);
          return name !== script && scripts.has(name) ? { path, external: true } : { path: pathOf(name) };
        });
      },
    }],
  });
}

/** Settings of every run. @returns {import('esbuild').BuildOptions} */
function common() {
  return { absWorkingDir: www, bundle: true, minify: true, format: 'esm', target: 'es2022', charset: 'utf8', legalComments: 'none', logLevel: 'warning' };
}

/** @param {string} name */
function pathOf(name) {
  return name === basename(glue) ? resolve(glue) : join(www, name);
}

/**
 * @param {string[]} entries
 * @returns {Promise<Map<string, { now: string[], later: string[] }>>}
 */
async function graph(entries) {
  const { metafile } = await build({
    ...common(),
    entryPoints: entries.map(pathOf),
    outdir: to,
    write: false,
    metafile: true,
    splitting: true,
    plugins: [{
      name: 'the glue lies elsewhere',
      setup(bundler) {
        bundler.onResolve({ filter: /^\.\// }, ({ path }) => ({ path: pathOf(basename(path)) }));
      },
    }],
  });
  return new Map(Object.entries(metafile.inputs).map(([path, { imports: all }]) => {
    const named = (/** @type {boolean} */ late) => all.filter(({ kind, external }) => !external && (kind === 'dynamic-import') === late).map((one) => basename(one.path));
    return [basename(path), { now: named(false), later: named(true) }];
  }));
}

/**
 * The modules that become scripts: each round finds those that two scripts would both hold.
 * @param {Map<string, { now: string[], later: string[] }>} all
 */
function split(all) {
  const found = new Set([...ENTRIES.filter((name) => all.has(name)), ...[...all.values()].flatMap(({ later }) => later)]);
  for (;;) {
    /** @type {Map<string, Set<string>>} */
    const holders = new Map();
    for (const script of found) {
      const waiting = [script];
      for (const name of waiting) {
        for (const next of all.get(name)?.now ?? []) {
          if (found.has(next) || waiting.includes(next)) continue;
          waiting.push(next);
          holders.set(next, (holders.get(next) ?? new Set()).add(script));
        }
      }
    }
    const shared = [...holders].filter(([, scripts]) => scripts.size > 1).map(([name]) => name);
    // One that only another shared one imports goes into that one.
    const first = shared.filter((name) => !shared.some((other) => other !== name && reaches(all, other, name)));
    if (first.length === 0) return found;
    for (const name of first) found.add(name);
  }
}

/**
 * Whether a module imports another, be it through others.
 * @param {Map<string, { now: string[], later: string[] }>} all
 * @param {string} from
 * @param {string} name
 * @returns {boolean}
 */
function reaches(all, from, name) {
  const seen = [from];
  for (const one of seen) for (const next of all.get(one)?.now ?? []) if (!seen.includes(next)) seen.push(next);
  return seen.includes(name);
}
