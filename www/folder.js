/**
 * An index that lies in a folder of a static host: the entry is fetched at once, the other parts when a question lacks
 * them. Whatever fails is fetched a second time where that can help, and what has come already stays usable.
 *
 * @module
 */
import { XunzhangError, codeOf, givenUp } from './error.js';

/** @import { Core, Index, Lack } from './types.js' */

/** The one file of a folder whose content changes. */
const ENTRY = 'index.entry';

/** How much memory parts may take, in bytes, when the caller does not say. */
const MEMORY = 24 * 2 ** 20;

/** How long no byte may come before a file counts as out of reach, and how long to wait before it is asked for again; in milliseconds. */
const PATIENCE = 15_000;
const PAUSE = 300;

/** How often one question may lack parts. The words, then their postings, then the articles are a handful of rounds. */
const ROUNDS = 32;

/** After how many rounds a question is given more room, in bytes at least so much, and each time twice as much. */
const PATIENT_ROUNDS = 6;
const LEAST_ROOM = 2 ** 16;

/** Where the payload of the entry begins; before it stands, among other things, its checksum. */
const HEADER = 13;

/** @typedef {{ users: number, stop: AbortController, done: Promise<void> }} Flight */

/**
 * How the folder makes of an entry what can be asked.
 * @typedef {(entry: Uint8Array) => Core | Promise<Core>} Opener
 */

/** An index folder. Made by {@link Folder.open}. */
export class Folder {
  #address;
  #opener;
  #memory;
  /** @type {Core | null} */
  #core = null;
  /** The header of the entry, by which one build is told from another. */
  #build = '';
  /** What is being fetched, by the name of the file: whoever wants the same waits for the same. @type {Map<string, Flight>} */
  #flights = new Map();
  /** Files that came wrong: the HTTP cache is not believed about them. @type {Set<string>} */
  #doubtful = new Set();
  /** @type {Promise<void> | null} */
  #renewing = null;
  #stop = new AbortController();

  /**
   * @param {string} address Ends in `/`.
   * @param {Opener} opener
   * @param {number} memory
   */
  constructor(address, opener, memory) {
    this.#address = address;
    this.#opener = opener;
    this.#memory = Math.min(memory, 2 ** 32 - 1);
  }

  /**
   * Fetches the entry and opens it.
   * @param {string} address
   * @param {Opener} opener
   * @param {number} [memory]
   */
  static async open(address, opener, memory = MEMORY) {
    const folder = new Folder(address, opener, memory);
    await folder.#enter('no-cache');
    return folder;
  }

  /**
   * Asks until nothing is lacking.
   * @type {Index['ask']}
   */
  async ask(question, words, signal) {
    for (let round = 0; round < ROUNDS; round += 1) {
      if (signal.aborted) throw givenUp(signal);
      const core = this.#core;
      if (!core) throw givenUp(this.#stop.signal);
      const answer = /** @type {any} */ (core)[question](...words);
      if (!answer?.lacking) return answer;
      // Questions that are asked side by side may take each other's parts away: what takes many rounds is given more room.
      const room = round < PATIENT_ROUNDS ? this.#memory : Math.max(this.#memory, LEAST_ROOM) * 2 ** (round - PATIENT_ROUNDS);
      await this.#bring(core, answer.lacking, signal, Math.min(room, 2 ** 32 - 1));
    }
    throw new XunzhangError('part/unreachable', `${this.#address}: the question lacks parts again and again; allow more memory, or ask again.`);
  }

  /** Gives the memory back and lets go of whatever is being fetched. */
  free() {
    this.#stop.abort(new XunzhangError('library/closed', 'This library has been closed; open it again.'));
    this.#core?.free();
    this.#core = null;
  }

  /**
   * Fetches all parts side by side. When one cannot be had, the others are still waited for, to be at hand for the next question.
   * @param {Core} core
   * @param {Lack[]} lacking
   * @param {AbortSignal} signal
   * @param {number} room How much memory parts may take, in bytes.
   */
  async #bring(core, lacking, signal, room) {
    const flights = lacking.map((lack) => this.#fly(core, lack, room));
    const landed = Promise.allSettled(flights.map(({ done }) => done));
    let forget = () => {};
    try {
      await Promise.race([landed, new Promise((_, fail) => {
        const stop = () => fail(givenUp(signal));
        signal.addEventListener('abort', stop);
        forget = () => signal.removeEventListener('abort', stop);
      })]);
    } finally {
      forget();
      for (const [at, flight] of flights.entries()) {
        flight.users -= 1;
        if (flight.users > 0) continue;
        flight.stop.abort();
        this.#land(lacking[at].file, flight);
      }
    }
    const failure = (await landed).find(({ status }) => status === 'rejected');
    // When another question has met a newer build meanwhile, what failed here is of the past.
    if (!failure || core !== this.#core) return;
    const { reason } = /** @type {PromiseRejectedResult} */ (failure);
    if (/^part.(missing|damaged)$/.test(codeOf(reason))) {
      await (this.#renewing ??= this.#enter('reload').catch((error) => {
        // Of an entry that cannot be had now, the part's own failure says more; of one in another format, only it says what is wrong.
        if (codeOf(error) === 'shelf/version') throw error;
      }).finally(() => { this.#renewing = null; }));
      if (core !== this.#core) return;
    }
    throw reason;
  }

  /**
   * @param {Core} core
   * @param {Lack} lack
   * @param {number} room
   */
  #fly(core, { kind, number, file }, room) {
    let flight = this.#flights.get(file);
    if (!flight) {
      const stop = new AbortController();
      const done = this.#load(file, 'default', AbortSignal.any([stop.signal, this.#stop.signal]), (bytes) => {
        if (core === this.#core) core.add(kind, number, bytes, room);
      });
      flight = { users: 0, stop, done };
      this.#flights.set(file, flight);
      const landed = () => this.#land(file, /** @type {Flight} */ (flight));
      done.then(landed, landed);
    }
    flight.users += 1;
    return flight;
  }

  /**
   * @param {string} file
   * @param {Flight} flight
   */
  #land(file, flight) {
    if (this.#flights.get(file) === flight) this.#flights.delete(file);
  }

  /**
   * Fetches the entry; when it is of another build than the one that is open, it takes its place.
   * @param {RequestCache} cache
   */
  #enter(cache) {
    return this.#load(ENTRY, cache, this.#stop.signal, async (bytes) => {
      const build = bytes.subarray(0, HEADER).join();
      if (build === this.#build) return;
      const core = await this.#opener(bytes);
      if (this.#stop.signal.aborted) {
        core.free();
        throw givenUp(this.#stop.signal);
      }
      this.#core?.free();
      this.#core = core;
      this.#build = build;
      this.#flights.clear();
    });
  }

  /**
   * Fetches a file and hands its bytes on; a second time, past the HTTP cache, when the first failed in a way that may pass.
   * @param {string} file
   * @param {RequestCache} cache
   * @param {AbortSignal} signal
   * @param {(bytes: Uint8Array) => void | Promise<void>} use
   */
  async #load(file, cache, signal, use) {
    const address = this.#address + file;
    const what = file === ENTRY ? 'entry' : 'part';
    for (let again = false; ; again = true) {
      /** @type {Uint8Array | undefined} */
      let bytes;
      try {
        bytes = await fetched(address, this.#doubtful.has(file) ? 'reload' : cache, what, signal);
        bytes = await unpacked(address, what, bytes);
        await use(bytes);
        this.#doubtful.delete(file);
        return;
      } catch (error) {
        if (signal.aborted) throw givenUp(signal);
        const told = bytes ? wrong(address, what, bytes, error) : error;
        this.#doubtful.add(file);
        if (again || strange(told) || !/^(part|entry)\//.test(codeOf(told))) throw told;
        await new Promise((done) => setTimeout(done, PAUSE));
      }
    }
  }
}

/**
 * Whether an error means that the host has something else than the index says, perhaps another build by now: asking again would not help.
 * @param {unknown} error
 */
function strange(error) {
  return codeOf(error).endsWith('/missing') || (error instanceof XunzhangError && codeOf(error.cause) === 'shelf/name');
}

/**
 * What is wrong with bytes that came, from what the core says of them.
 * @param {string} address
 * @param {string} what
 * @param {Uint8Array} bytes
 * @param {unknown} error
 */
function wrong(address, what, bytes, error) {
  const code = codeOf(error);
  // A format of another version is whole, and fetching it again makes it no older.
  if (!code.startsWith('shelf/') || code === 'shelf/version') return error;
  const page = bytes[0] === 0x3c;
  const told = page ? `expected the ${what} of an index, found a page of HTML; the host should answer 404 for what it has not. Publish the whole folder again` : error instanceof Error && error.message;
  return new XunzhangError(`${what}/${page ? 'missing' : 'damaged'}`, `${address}: ${told}.`, error);
}

/**
 * The bytes of a file as they come.
 * @param {string} address
 * @param {RequestCache} cache
 * @param {string} what
 * @param {AbortSignal} signal
 */
async function fetched(address, cache, what, signal) {
  const late = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => late.abort(), PATIENCE);
  };
  wait();
  try {
    const response = await fetch(address, { cache, signal: AbortSignal.any([signal, late.signal]) });
    const { ok, status } = response;
    if (!ok) {
      // Stores of objects say 403 of what is not there.
      const missing = [403, 404, 410].includes(status);
      throw new XunzhangError(`${what}/${missing ? 'missing' : 'unreachable'}`, `${address}: expected the ${what} of an index, found the answer ${status}; ${missing ? 'publish the whole folder again.' : 'try again later.'}`);
    }
    return await drained(response.body, wait);
  } catch (cause) {
    if (cause instanceof XunzhangError) throw cause;
    const found = late.signal.aborted ? `no byte for ${PATIENCE / 1000} seconds` : 'no answer, or one that broke off';
    throw new XunzhangError(`${what}/unreachable`, `${address}: expected the ${what} of an index, found ${found}; check the address and the connection, and try again.`, cause);
  } finally {
    clearTimeout(timer);
    // Of a refusal the page that comes with it is not read.
    late.abort();
  }
}

/**
 * The bytes of a file, unpacked. One that packing would not shorten lies as it is, and the browser may have unpacked it already, because the host said so in the
 * header.
 * @param {string} address
 * @param {string} what
 * @param {Uint8Array} bytes
 */
async function unpacked(address, what, bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await drained(new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream('gzip')));
  } catch (cause) {
    throw new XunzhangError(`${what}/damaged`, `${address}: expected the ${what} of an index, found ${bytes.length} bytes that cannot be unpacked; publish the file again.`, cause);
  }
}

/**
 * All bytes of a stream. Not by way of a Response: when the stream breaks off, Firefox would say so in the console.
 * @param {ReadableStream<BlobPart> | null} stream
 * @param {() => void} [each] Called for each piece.
 */
async function drained(stream, each) {
  const pieces = [];
  const reader = stream?.getReader();
  for (let piece; (piece = await reader?.read()) && !piece.done; each?.()) pieces.push(piece.value);
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
