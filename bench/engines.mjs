// The engines of `browser.mjs`, as they open in a page of its server.

/**
 * @typedef {{ search(query: string): unknown, bytes(): number }} Opened `bytes` is the memory that the engine holds
 * @type {Record<string, () => Promise<Opened>>}
 */
export const ENGINES = {
  async xunzhang() {
    const glue = '/wasm/xunzhang_wasm.js';
    const { default: init, Library } = await import(glue);
    const { memory } = await init({ module_or_path: '/wasm/xunzhang_wasm_bg.wasm' });
    const shelf = await fetch('/data/shelf').then((response) => response.arrayBuffer());
    const library = Library.fromBytes(new Uint8Array(shelf));
    return {
      search: (query) => library.search(query, { limit: 10 }),
      bytes: () => memory.buffer.byteLength,
    };
  },
  async 'minisearch-words'() {
    const { openMiniSearch } = await import('./peers/minisearch.mjs');
    const { words } = await import('./tokenize.mjs');
    return inHeap((docs) => openMiniSearch(docs, words));
  },
  async flexsearch() {
    const { openFlexSearch } = await import('./peers/flexsearch.mjs');
    return inHeap(openFlexSearch);
  },
};

/**
 * Opens an engine that keeps its index on the heap of JavaScript, and measures by how much the heap grew. The
 * articles themselves were there before, and are not counted.
 *
 * @param {(docs: import('./sets.mjs').Doc[]) => { search(query: string, limit: number): unknown }} open
 * @returns {Promise<Opened>}
 */
async function inHeap(open) {
  const docs = await fetch('/data/docs.json').then((response) => response.json());
  const heap = () => /** @type {any} */ (performance).memory.usedJSHeapSize;
  collectGarbage();
  const before = heap();
  const opened = open(docs);
  return {
    search: (query) => opened.search(query, 10),
    bytes() {
      collectGarbage();
      return heap() - before;
    },
  };
}

/** Chromium is started so that a page may ask for this. */
function collectGarbage() {
  /** @type {any} */ (globalThis).gc();
}
