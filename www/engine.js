/**
 * Opens indices and asks them. It runs in the worker that `worker.js` is, or on the page where there is none.
 *
 * @module
 */
import { XunzhangError, withCode } from './error.js';
import { Folder } from './folder.js';
import init, { Library as Core } from './xunzhang_wasm.js';

/** @import { How, Index } from './types.js' */

/**
 * Opens an index, or several as one.
 *
 * Whoever opens the same address gets the same index, which goes when the last of them frees it.
 *
 * @param {string | Uint8Array | string[] | undefined} source
 * @param {How} how
 * @returns {Promise<Index>}
 */
export async function open(source, how) {
  if (Array.isArray(source)) {
    const { Union } = await import('./union.js');
    return Union.open(source, (address) => open(address, how));
  }
  const key = typeof source === 'string' ? absolute(source, how.base) : source ?? '';
  const shelf = shelves.get(key) ?? { users: 0, index: load(key, how) };
  shelves.set(key, shelf);
  shelf.users += 1;
  try {
    const index = await shelf.index;
    return { ask: (...asked) => index.ask(...asked), free: () => release(key, shelf) };
  } catch (error) {
    // The next call tries again instead of meeting the same failure for ever.
    if (shelves.get(key) === shelf) shelves.delete(key);
    throw error;
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
 * The wasm, once somebody has asked for it.
 * @type {Promise<unknown> | null}
 */
let running = null;

/**
 * @param {string | Uint8Array} source
 * @param {How} how
 * @returns {Promise<Index>}
 */
async function load(source, { base, wasm, memory }) {
  // Both downloads are under way at once.
  const ready = run(typeof wasm === 'string' ? new URL(wasm, base).href : wasm);
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
 * Runs the wasm, once.
 * @param {How['wasm']} wasm
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
 * @param {How['wasm']} wasm
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
 * @param {string} address
 * @param {string | undefined} base
 */
function absolute(address, base) {
  const { href } = new URL(address, base);
  return href.replace(/^([^?#]*\/[^/.?#]+)$/, '$1/');
}
