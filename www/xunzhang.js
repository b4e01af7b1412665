/**
 * The module that an embedder imports.
 *
 *     import { open } from './xunzhang.js';
 *     const library = await open('/search/');
 *     const page = await library.search('智能网联汽车', { limit: 10, filters: { author: ['夏元'] } });
 *     library.close();
 *
 * Everything that fails, fails with an `Error` that has a `code`:
 *
 * - `wasm/fetch`, `source/fetch`: the code or a shelf could not be fetched;
 * - `entry/missing`, `entry/damaged`, `entry/unreachable` and `part/…`: the same of the files of an index folder;
 * - `shelf/…`: the bytes are no index that this release can read;
 * - `options/invalid`, `article/unknown`: the question is wrong;
 * - `search/superseded`: the question's own signal was aborted; `library/closed`.
 *
 * @module
 */
import { XunzhangError, givenUp, withCode } from './error.js';
import { Folder } from './folder.js';
import init, { Library as Core } from './xunzhang_wasm.js';

export { XunzhangError };

/** @typedef {import('./types.js').Answers} Answers */
/** @typedef {import('./types.js').ArticleView} ArticleView */
/** @typedef {import('./types.js').Asking} Asking */
/** @typedef {import('./types.js').Index} Index */
/** @typedef {import('./types.js').LibraryInfo} LibraryInfo */
/** @typedef {import('./types.js').Page} Page */
/** @typedef {import('./types.js').Question} Question */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */
/** @typedef {import('./types.js').Suggestion} Suggestion */

/**
 * @typedef {object} OpenOptions
 * @property {BufferSource | WebAssembly.Module | URL | string} [wasm] The code itself, or where it is, when it is not
 *   beside this module. Only the first call on a page decides: the code is loaded once.
 * @property {number} [memory] How much memory the parts of an index folder may take, in bytes; 24 MB unless told. The first
 *   library of a folder decides.
 */

/**
 * Opens a library of articles.
 *
 * Libraries of the same source share one index in memory, which goes when the last of them is closed.
 *
 * Several addresses are searched as one library; `union.js` says how their answers are put together.
 *
 * @param {string | URL | Uint8Array | (string | URL)[]} [source] The address of an index folder (it ends in `/`, or its
 *   last part has no dot), that of a shelf file, or the bytes of one. Without it, the corpus that is inside the wasm.
 * @param {OpenOptions} [options]
 * @returns {Promise<Library>}
 */
export async function open(source, options = {}) {
  if (Array.isArray(source)) {
    const { Union } = await import('./union.js').catch((error) => { throw withCode(error); });
    const union = await Union.open(source.map(String), (address) => open(address, options));
    return new Library(union, () => union.free());
  }
  const key = source instanceof Uint8Array ? source : source === undefined ? '' : absolute(source);
  const shelf = shelves.get(key) ?? { users: 0, index: load(key, options) };
  shelves.set(key, shelf);
  shelf.users += 1;
  try {
    return new Library(await shelf.index, () => release(key, shelf));
  } catch (error) {
    // The next call tries again instead of meeting the same failure for ever.
    if (shelves.get(key) === shelf) shelves.delete(key);
    throw withCode(error);
  }
}

/** An open library. Made by {@link open}. */
export class Library {
  /** @type {Index | null} */
  #index;
  #release;
  #stop = new AbortController();

  /**
   * @param {Index} index
   * @param {() => void} release
   */
  constructor(index, release) {
    this.#index = index;
    this.#release = release;
  }

  /**
   * What the library holds.
   * @returns {Promise<LibraryInfo>}
   */
  async info() {
    return this.#ask('info', []);
  }

  /**
   * Finds articles. Any query gives a page, perhaps an empty one; the empty query gives all articles.
   *
   * Where the index is fetched part by part, an aborted `signal` ends the fetches that nobody else waits for. A newer
   * search begins best before the older is aborted, for the two often want the same parts.
   * @param {string} query
   * @param {SearchOptions & Asking} [options]
   * @returns {Promise<Page>}
   */
  async search(query, options) {
    // The clock inside the wasm counts whole milliseconds; most searches take less.
    const start = performance.now();
    const page = await this.#ask('search', [query, options]);
    return { ...page, tookMs: performance.now() - start };
  }

  /**
   * Gives a whole article, with the words of a query marked in it.
   * @param {string} id
   * @param {{ highlight?: string, index?: string } & Asking} [options] `index`: that of the hit, where several are open.
   * @returns {Promise<ArticleView>}
   */
  async article(id, options) {
    const { index, ...others } = options ?? {};
    const asked = index === undefined ? others : { ...others, index };
    return this.#ask('article', [id, asked]);
  }

  /**
   * Words and headlines that go on from what is typed.
   * @param {string} text
   * @param {{ limit?: number } & Asking} [options]
   * @returns {Promise<Suggestion[]>}
   */
  async suggest(text, options) {
    return this.#ask('suggest', [text, options]);
  }

  /** Gives the memory back. Closing twice does no harm; every other call, also one under way, then fails with `library/closed`. */
  close() {
    if (this.#index === null) return;
    this.#index = null;
    this.#stop.abort(closed());
    this.#release();
  }

  /**
   * @template {Question} Q
   * @param {Q} question
   * @param {[] | [string, Asking | undefined]} words
   * @returns {Promise<Answers[Q]>}
   */
  async #ask(question, [text, options]) {
    if (this.#index === null) throw closed();
    // The signal is for the fetching alone; the wasm would not know the option.
    const { signal: given, ...others } = options ?? {};
    const signal = given ? AbortSignal.any([given, this.#stop.signal]) : this.#stop.signal;
    try {
      if (signal.aborted) throw givenUp(signal);
      return await this.#index.ask(question, text === undefined ? [] : [text, others], signal);
    } catch (error) {
      throw withCode(error);
    }
  }
}

/** An index whose parts are all at hand. */
class Whole {
  #core;

  /** @param {Core} core */
  constructor(core) {
    this.#core = core;
  }

  /** @type {Index['ask']} */
  async ask(question, words) {
    return /** @type {any} */ (this.#core)[question](...words);
  }

  free() {
    this.#core.free();
  }
}

/** @typedef {{ users: number, index: Promise<Index> }} Shelf */

/**
 * The open indices by their source; '' is the embedded corpus.
 * @type {Map<string | Uint8Array, Shelf>}
 */
const shelves = new Map();

/**
 * The wasm of this page, once somebody has asked for it.
 * @type {Promise<unknown> | null}
 */
let running = null;

/**
 * @param {string | Uint8Array} source
 * @param {OpenOptions} options
 * @returns {Promise<Index>}
 */
async function load(source, { wasm, memory }) {
  // Both downloads are under way at once.
  const ready = run(wasm);
  if (typeof source === 'string' && source.endsWith('/')) {
    ready.catch(() => {});
    return Folder.open(source, async (entry) => {
      await ready;
      return Core.fromEntry(entry);
    }, memory);
  }
  const bytes = typeof source === 'string' && source !== '' ? fetchBytes(source) : source;
  const [shelf] = await Promise.all([bytes, ready]);
  return new Whole(typeof shelf === 'string' ? Core.embedded() : Core.fromBytes(shelf));
}

/**
 * Runs the wasm, once for the page.
 * @param {OpenOptions['wasm']} wasm
 */
function run(wasm) {
  running ??= compile(wasm).then((module) => init({ module_or_path: module })).catch((error) => {
    running = null;
    throw error;
  });
  return running;
}

/**
 * @param {string | Uint8Array} key
 * @param {Shelf} shelf
 */
function release(key, shelf) {
  shelf.users -= 1;
  if (shelf.users > 0) return;
  if (shelves.get(key) === shelf) shelves.delete(key);
  shelf.index.then((index) => index.free());
}

/**
 * @param {OpenOptions['wasm']} wasm
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(wasm = new URL('./xunzhang_wasm_bg.wasm', import.meta.url)) {
  if (wasm instanceof WebAssembly.Module) return wasm;
  if (typeof wasm !== 'string' && !(wasm instanceof URL)) return WebAssembly.compile(wasm);
  const response = await get(wasm, 'wasm/fetch');
  // Streaming is refused for any other type, and many a static host does not know the right one.
  if (response.headers.get('content-type')?.startsWith('application/wasm')) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** @param {string} address */
async function fetchBytes(address) {
  const response = await get(address, 'source/fetch');
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * @param {string | URL} address
 * @param {string} code
 */
async function get(address, code) {
  let response;
  try {
    response = await fetch(address);
  } catch (cause) {
    throw new XunzhangError(code, `${address} could not be reached: check the address and the connection.`, cause);
  }
  if (!response.ok) throw new XunzhangError(code, `${address} answered ${response.status} instead of the file.`);
  return response;
}

/**
 * The address in full; that of a folder ends in `/`.
 * @param {string | URL} address
 */
function absolute(address) {
  const { href } = new URL(address, globalThis.document?.baseURI ?? globalThis.location?.href);
  return href.replace(/^([^?#]*\/[^/.?#]+)$/, '$1/');
}

function closed() {
  return new XunzhangError('library/closed', 'This library has been closed; open it again.');
}
