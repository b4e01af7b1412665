// Stands in the place of the element's `worker.js` at the bench's server: a worker whose wasm takes four times as long.
// DevTools slow down the main thread of a page alone and refuse a worker, so the worker does it to itself: after each call
// into the wasm it is busy for three times as long again. What is left at full speed is its own script, the copying of
// messages and the fetching.

/** How many times as long a call takes; that of the page's main thread is the same. */
const RATE = 4;

/** Calls shorter than this, in milliseconds, are the handing over of bytes, of which the clock would be the larger part. */
const SHORT = 0.02;

/** How deep calls lie within each other: only the outermost is slowed. */
let depth = 0;

/**
 * @param {Function} call
 * @returns {Function}
 */
function slowed(call) {
  return (/** @type {unknown[]} */ ...given) => {
    depth += 1;
    const start = performance.now();
    try {
      return call(...given);
    } finally {
      depth -= 1;
      const took = performance.now() - start;
      if (depth === 0 && took > SHORT) while (performance.now() - start < took * RATE);
    }
  };
}

const instantiate = WebAssembly.instantiate;
Object.assign(WebAssembly, {
  /** @param {WebAssembly.Module} module @param {WebAssembly.Imports} imports */
  async instantiate(module, imports) {
    const { exports } = await instantiate(module, imports);
    const named = Object.entries(exports).map(([name, value]) => [name, typeof value === 'function' ? slowed(value) : value]);
    // The glue asks whether it is given an instance.
    return Object.create(WebAssembly.Instance.prototype, { exports: { value: Object.fromEntries(named) } });
  },
});

// The page asks nothing before the worker's first word, so that no question is lost while this is waited for.
const original = '/code/worker.js';
await import(original);
