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

export { XunzhangError };

/** @typedef {import('./types.js').Answers} Answers */
/** @typedef {import('./types.js').ArticleView} ArticleView */
/** @typedef {import('./types.js').Asking} Asking */
/** @typedef {import('./types.js').Hit} Hit */
/** @typedef {import('./types.js').Index} Index */
/** @typedef {import('./types.js').LibraryInfo} LibraryInfo */
/** @typedef {import('./types.js').Message} Message */
/** @typedef {import('./types.js').Opening} Opening */
/** @typedef {import('./types.js').Page} Page */
/** @typedef {import('./types.js').Question} Question */
/** @typedef {import('./types.js').Reply} Reply */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */
/** @typedef {import('./types.js').Suggestion} Suggestion */

/**
 * @typedef {object} OpenOptions
 * @property {BufferSource | WebAssembly.Module | URL | string} [wasm] The code itself, or where it is, when it is not
 *   beside this module. The first library decides: the code is loaded once for all that are open.
 * @property {number} [memory] How much memory the parts of an index folder may take, in bytes; 24 MB unless told. The first
 *   library of a folder decides.
 * @property {boolean} [worker] Whether a worker does the work, `true` unless told. Where none can start, and with `false`, the page does it.
 *   A policy that names `trusted-types` has to name `xunzhang` for the worker.
 */

/**
 * Opens a library of articles.
 *
 * Libraries of the same address share one index in memory, which goes when the last of them is closed. All libraries share one worker, which
 * ends when the last of all is closed.
 *
 * Several addresses are searched as one library; `union.js` says how their answers are put together.
 *
 * @param {string | URL | Uint8Array | (string | URL)[]} [source] The address of an index folder (it ends in `/`, or its
 *   last part has no dot), that of a shelf file, or the bytes of one. Without it, the corpus that is inside the wasm.
 * @param {OpenOptions} [options]
 * @returns {Promise<Library>}
 */
export async function open(source, { wasm, memory, worker = true } = {}) {
  // Addresses are meant from the page, wherever they are read.
  const base = globalThis.document?.baseURI ?? globalThis.location?.href;
  /** @type {Opening} */
  const opening = [
    Array.isArray(source) ? source.map(String) : plain(source),
    { base, memory, wasm: plain(wasm) },
  ];
  try {
    return new Library((worker && await openRemote(opening)) || await openHere(opening));
  } catch (error) {
    throw withCode(error);
  }
}

/** An open library. Made by {@link open}. */
export class Library {
  /** @type {Index | null} */
  #index;
  #stop = new AbortController();

  /** @param {Index} index */
  constructor(index) {
    this.#index = index;
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

  /**
   * The articles that are most like one, as it was found when the index was built: at most six, the nearest first. None where nothing is like it.
   * @param {string} id
   * @param {{ limit?: number, index?: string } & Asking} [options] `index`: that of the article, where several are open.
   * @returns {Promise<Hit[]>}
   */
  async related(id, options) {
    return this.#ask('related', [id, options]);
  }

  /** Gives the memory back. Closing twice does no harm; every other call, also one under way, then fails with `library/closed`. */
  close() {
    const index = this.#index;
    if (index === null) return;
    this.#index = null;
    this.#stop.abort(closed());
    index.free();
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

/** @param {Opening} opening */
async function openHere(opening) {
  const engine = await import('./engine.js').catch(async (cause) => {
    // A page without a connection has no worker either. Some browsers never fetch again what they could not, but a worker of their own may.
    if (await hired === null) hired = undefined;
    throw new XunzhangError('wasm/fetch', `The code could not be fetched: ${cause.message}`, cause);
  });
  return engine.open(...opening);
}

/**
 * The worker of this page, from the first library on; null where none can start, which is found out once, unless the page cannot search either.
 * @type {Promise<Worker | null> | undefined}
 */
let hired;

/** How many libraries the worker has, with those that are being opened. */
let users = 0;

/** What takes the reply to each question that the worker has. @type {Map<number, (reply: Reply) => void>} */
const waiting = new Map();

/** The id of the newest question. */
let newest = 0;

/** @type {{ createScriptURL: (address: string) => any } | undefined} */
let policy;

/**
 * Opens an index in the worker.
 * @param {Opening} opening
 * @returns {Promise<Index | null>} Null where there is no worker.
 */
async function openRemote(opening) {
  users += 1;
  const worker = await (hired ??= hire());
  if (!worker) {
    users -= 1;
    return null;
  }
  try {
    const at = await ask(worker, 'open', opening);
    return {
      ask: (question, words, signal) => ask(worker, question, [at, ...words], signal),
      free() {
        if (users > 1) ask(worker, 'free', [at]);
        leave(worker);
      },
    };
  } catch (error) {
    leave(worker);
    throw error;
  }
}

/** @param {Worker} worker */
function leave(worker) {
  users -= 1;
  if (users > 0) return;
  hired = undefined;
  worker.terminate();
  // Of libraries closed one after another, those before the last have no reply yet.
  waiting.clear();
}

/**
 * Starts the worker and waits for its first word.
 * @returns {Promise<Worker | null>}
 */
async function hire() {
  try {
    const address = new URL('./worker.js', import.meta.url);
    // The script of another origin is refused in any case; asking would be reported where a policy names the origins of workers.
    if (address.origin !== globalThis.origin) return null;
    // Where Trusted Types hold, no text may become a worker. This policy can vouch for the one address only.
    policy ??= /** @type {any} */ (globalThis).trustedTypes?.createPolicy('xunzhang', { createScriptURL: () => address.href });
    const worker = new Worker(policy?.createScriptURL('') ?? address, { type: 'module' });
    await new Promise((done, fail) => {
      worker.onmessage = done;
      worker.onerror = (event) => {
        event.preventDefault();
        worker.terminate();
        fail();
      };
    });
    worker.onerror = null;
    worker.onmessage = ({ data }) => waiting.get(data.id)?.(data);
    return worker;
  } catch {
    return null;
  }
}

/**
 * Asks the worker.
 * @param {Worker} worker
 * @param {Message['question']} question
 * @param {unknown[]} words
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
function ask(worker, question, words, signal) {
  return new Promise((done, fail) => {
    const id = newest += 1;
    const message = { id, question, words };
    try {
      worker.postMessage(message);
    } catch {
      // The proxies of a framework cannot be copied, but what they say can.
      worker.postMessage(JSON.parse(JSON.stringify(message)));
    }
    const settle = (/** @type {Reply} */ { answer, error }) => {
      waiting.delete(id);
      signal?.removeEventListener('abort', stop);
      if (error) fail(new XunzhangError(error.code, error.message, error.cause));
      else done(answer);
    };
    const stop = () => {
      worker.postMessage({ id, question: 'stop' });
      settle({ error: givenUp(/** @type {AbortSignal} */ (signal)) });
    };
    signal?.addEventListener('abort', stop);
    waiting.set(id, settle);
  });
}

/**
 * An address as text, which can be sent to a worker, and anything else as it is.
 * @template T
 * @param {T | URL} given
 */
function plain(given) {
  return given instanceof URL ? given.href : given;
}

function closed() {
  return new XunzhangError('library/closed', 'This library has been closed; open it again.');
}
