/**
 * The module that an embedder imports.
 *
 *     import { open } from './xunzhang.js';
 *     const library = await open();
 *     const page = await library.search('智能网联汽车', { limit: 10, filters: { author: ['夏元'] } });
 *     library.close();
 *
 * Everything that fails, fails with an `Error` that has a `code`, such as `article/unknown` or `wasm/fetch`.
 *
 * @module
 */
import init, { Library as Core } from './xunzhang_wasm.js';

/** @typedef {import('./types.js').ArticleView} ArticleView */
/** @typedef {import('./types.js').LibraryInfo} LibraryInfo */
/** @typedef {import('./types.js').Page} Page */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */
/** @typedef {import('./types.js').Suggestion} Suggestion */

/**
 * @typedef {object} OpenOptions
 * @property {BufferSource | WebAssembly.Module | URL | string} [wasm] The code itself, or where it is, when it is not
 *   beside this module. Only the first call on a page decides: the code is loaded once.
 */

/** An error with a code that a program can tell apart; the message is for people. */
export class XunzhangError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {unknown} [cause]
   */
  constructor(code, message, cause) {
    super(message, { cause });
    this.name = 'XunzhangError';
    /** @readonly */
    this.code = code;
  }
}

/**
 * Opens a library of articles.
 *
 * Libraries of the same source share one index in memory, which goes when the last of them is closed.
 *
 * @param {string | URL | Uint8Array} [source] The address of an index file, or its bytes. Without it, the corpus that
 *   is inside the wasm.
 * @param {OpenOptions} [options]
 * @returns {Promise<Library>}
 */
export async function open(source, options = {}) {
  const key = source instanceof Uint8Array ? source : source === undefined ? '' : absolute(source);
  const shelf = shelves.get(key) ?? { users: 0, core: load(key, options.wasm) };
  shelves.set(key, shelf);
  shelf.users += 1;
  try {
    return new Library(await shelf.core, () => release(key, shelf));
  } catch (error) {
    // The next call tries again instead of meeting the same failure for ever.
    if (shelves.get(key) === shelf) shelves.delete(key);
    throw withCode(error);
  }
}

/** An open library. Made by {@link open}. */
export class Library {
  /** @type {Core | null} */
  #core;
  #release;

  /**
   * @param {Core} core
   * @param {() => void} release
   */
  constructor(core, release) {
    this.#core = core;
    this.#release = release;
  }

  /**
   * What the library holds.
   * @returns {Promise<LibraryInfo>}
   */
  async info() {
    return this.#ask((core) => core.info());
  }

  /**
   * Finds articles. Any query gives a page, perhaps an empty one; the empty query gives all articles.
   * @param {string} query
   * @param {SearchOptions} [options]
   * @returns {Promise<Page>}
   */
  async search(query, options = {}) {
    return this.#ask((core) => {
      // The clock inside the wasm counts whole milliseconds; most searches take less.
      const start = performance.now();
      const page = core.search(query, options);
      return { ...page, tookMs: performance.now() - start };
    });
  }

  /**
   * Gives a whole article, with the words of a query marked in it.
   * @param {string} id
   * @param {{ highlight?: string }} [options]
   * @returns {Promise<ArticleView>}
   */
  async article(id, options = {}) {
    return this.#ask((core) => core.article(id, options));
  }

  /**
   * Words and headlines that go on from what is typed.
   * @param {string} text
   * @param {{ limit?: number }} [options]
   * @returns {Promise<Suggestion[]>}
   */
  async suggest(text, options = {}) {
    return this.#ask((core) => core.suggest(text, options));
  }

  /** Gives the memory back. Closing twice does no harm; every other call afterwards fails with `library/closed`. */
  close() {
    if (this.#core === null) return;
    this.#core = null;
    this.#release();
  }

  /**
   * @template T
   * @param {(core: Core) => T} question
   * @returns {T}
   */
  #ask(question) {
    if (this.#core === null) throw new XunzhangError('library/closed', 'This library has been closed; open it again.');
    try {
      return question(this.#core);
    } catch (error) {
      throw withCode(error);
    }
  }
}

/** @typedef {{ users: number, core: Promise<Core> }} Shelf */

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
 * @param {OpenOptions['wasm']} wasm
 */
async function load(source, wasm) {
  const bytes = typeof source === 'string' && source !== '' ? fetchBytes(source) : source;
  // Both downloads are under way at once; this handler only keeps an early failure of the first from being reported
  // as unhandled while the second is awaited.
  if (bytes instanceof Promise) bytes.catch(() => {});
  running ??= compile(wasm).then((module) => init({ module_or_path: module }));
  try {
    await running;
  } catch (error) {
    running = null;
    throw error;
  }
  const shelf = await bytes;
  return typeof shelf === 'string' ? Core.embedded() : Core.fromBytes(shelf);
}

/**
 * @param {string | Uint8Array} key
 * @param {Shelf} shelf
 */
function release(key, shelf) {
  shelf.users -= 1;
  if (shelf.users > 0) return;
  if (shelves.get(key) === shelf) shelves.delete(key);
  shelf.core.then((core) => core.free());
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

/** @param {string | URL} address */
function absolute(address) {
  return new URL(address, globalThis.document?.baseURI ?? globalThis.location?.href).href;
}

/** @param {unknown} error */
function withCode(error) {
  if (error instanceof Error && 'code' in error) return error;
  const told = error instanceof Error ? error.message : String(error);
  return new XunzhangError('core/failed', `The search failed: ${told}`, error);
}
