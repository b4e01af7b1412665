/**
 * The one kind of error that leaves these modules.
 *
 * @module
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
 * The code of an error of ours, or ''.
 * @param {unknown} error
 */
export function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * Makes anything that was thrown an error with a code.
 * @param {unknown} error
 * @returns {Error & { code: unknown }}
 */
export function withCode(error) {
  // What a browser throws by itself may have a code too, but a number.
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error;
  const told = error instanceof Error ? error.message : String(error);
  return new XunzhangError('core/failed', `The search failed: ${told}`, error);
}

/**
 * Why a question was given up: its library was closed, or its caller wants it no more.
 * @param {AbortSignal} signal
 */
export function givenUp(signal) {
  const { reason } = signal;
  return reason instanceof XunzhangError ? reason
    : new XunzhangError('search/superseded', 'The question was given up before its answer came: its caller aborted it.', reason);
}
