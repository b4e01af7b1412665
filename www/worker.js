/**
 * The worker that answers for the page, so that no search holds up what a reader types or scrolls.
 *
 * Each message of the page is a question, `{ id, question, words }`, and is answered with `{ id, answer }` or `{ id, error }`. Besides those of a
 * library there are `open`, whose id names the index from then on, `free`, and `stop`, which has the id of the question that it ends and no answer.
 *
 * @module
 */
import { open } from './engine.js';
import { givenUp, withCode } from './error.js';
// The engine's own modules, named here so that they are fetched beside it and not after it.
import './folder.js';
import './xunzhang_wasm.js';

/** @import { Index, Message, Opening, Question } from './types.js' */

/** The open indices, by the question that opened each. @type {Map<number, Index>} */
const indices = new Map();

/** What waits for its turn or is being answered. @type {Map<number, { begun: boolean, stop: AbortController }>} */
const asked = new Map();

addEventListener('message', async ({ data }) => {
  const { id, question } = /** @type {Message} */ (data);
  if (question === 'stop') {
    const older = asked.get(id);
    // A newer question that came first begins first, for both often want the same parts.
    if (older?.begun) await turn();
    older?.stop.abort();
    return;
  }
  const mine = { begun: false, stop: new AbortController() };
  asked.set(id, mine);
  // While the worker was busy, others may have come, and one of them may say that this one is wanted no more.
  await turn();
  mine.begun = true;
  try {
    postMessage({ id, answer: await answer(data, mine.stop.signal) });
  } catch (error) {
    const { code, message } = withCode(error);
    postMessage({ id, error: { code, message } });
  }
  asked.delete(id);
});

// The page waits for a first word, by which it knows that a worker can start here.
postMessage({});

/**
 * @param {Message} message
 * @param {AbortSignal} signal
 */
async function answer({ id, question, words }, signal) {
  if (signal.aborted) throw givenUp(signal);
  if (question === 'open') {
    indices.set(id, await open(.../** @type {Opening} */ (words)));
    return id;
  }
  const [at, ...others] = words;
  const index = /** @type {Index} */ (indices.get(at));
  if (question !== 'free') return index.ask(/** @type {Question} */ (question), others, signal);
  indices.delete(at);
  return index.free();
}

/** Resolves when all messages that have come already are heard. */
function turn() {
  return new Promise((done) => { setTimeout(done); });
}
