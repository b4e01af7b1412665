/**
 * The worker that answers for the page, so that no search holds up what a reader types or scrolls.
 *
 * Each message of the page is a question, `{ id, question, words }`, and is answered with `{ id, answer }` or `{ id, error }`. Besides those of a
 * library there are `open`, whose id names the index from then on, `free`, and `stop`, which has the id of the question that it ends and no reply.
 *
 * @module
 */
import { open } from './engine.js';
import { withCode } from './error.js';

/** @import { Index, Message, Opening, Question } from './types.js' */

/** The open indices, by the question that opened each. @type {Map<number, Index>} */
const indices = new Map();

/** The questions that wait for their turn. @type {Set<number>} */
const waiting = new Set();

/** How to end those that have begun. @type {Map<number, AbortController>} */
const begun = new Map();

addEventListener('message', async ({ data }) => {
  const { id, question, words } = /** @type {Message} */ (data);
  if (question === 'stop') {
    if (waiting.delete(id)) return;
    // A newer question that has come before this begins before it too, for it often wants the same parts.
    await turn();
    begun.get(id)?.abort();
    return;
  }
  waiting.add(id);
  // While the worker was busy others may have come, and one of them may say that this one is wanted no more.
  await turn();
  if (!waiting.delete(id)) return;
  const stop = new AbortController();
  begun.set(id, stop);
  try {
    postMessage({ id, answer: await answer(id, question, words, stop.signal) });
  } catch (error) {
    const { code, message } = withCode(error);
    postMessage({ id, error: { code, message } });
  }
  begun.delete(id);
});

// The page waits for a first word, by which it knows that a worker can start here.
postMessage({});

/**
 * @param {number} id
 * @param {Message['question']} question
 * @param {any} words
 * @param {AbortSignal} signal
 */
async function answer(id, question, words, signal) {
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
