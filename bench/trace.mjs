// What Chromium's trace says of a page's main thread and of its frames.

/**
 * @typedef {object} TraceEvent
 * @property {string} cat
 * @property {string} name
 * @property {string} ph the phase: X for a span, b and e for the ends of one that other spans may cross, n for a moment
 * @property {number} pid
 * @property {number} tid
 * @property {number} ts in microseconds, as all times of a trace
 * @property {number} [dur]
 * @property {number} [tdur] how long the thread was at work within the span
 * @property {any} [args]
 */

/**
 * A task of the main thread; times in milliseconds.
 * @typedef {{ ms: number, cpuMs: number, most: string }} Task `most`: what took the most of it
 */

/**
 * @param {Uint8Array} bytes the trace, JSON
 * @param {string} name what the page's marks are called
 * @returns {{ tasks: Task[], shown: Map<string, number> }} The tasks of the thread that set the marks; by the details of
 *   the marks, when the frame in which each was set was put out, on the page's clock
 */
export function readTrace(bytes, name) {
  /** @type {{ traceEvents: TraceEvent[] }} */
  const { traceEvents } = JSON.parse(new TextDecoder().decode(bytes));
  const marks = traceEvents.filter((event) => event.cat === 'blink.user_timing' && event.name === name);
  if (marks.length === 0) throw new Error('the trace holds no mark of the page; no result has been painted');
  const own = traceEvents.filter(({ pid, tid }) => pid === marks[0].pid && tid === marks[0].tid).sort((a, b) => a.ts - b.ts);
  return { tasks: tasksOf(own), shown: shownOf(own, marks) };
}

/** @param {TraceEvent[]} events in the order of time */
function tasksOf(events) {
  /** @type {Task[]} */
  const tasks = [];
  let end = -Infinity;
  let longest = 0;
  for (const { name, ph, ts, dur = 0, tdur = 0 } of events) {
    if (ph !== 'X') continue;
    if (name === 'RunTask' && ts >= end) {
      tasks.push({ ms: dur / 1000, cpuMs: tdur / 1000, most: '' });
      end = ts + dur;
      longest = 0;
    } else if (ts < end && dur > longest) {
      longest = dur;
      tasks[tasks.length - 1].most = name;
    }
  }
  return tasks;
}

/**
 * @param {TraceEvent[]} events in the order of time
 * @param {TraceEvent[]} marks
 */
function shownOf(events, marks) {
  const begins = events.filter(({ name, ph }) => name === 'AnimationFrame' && ph === 'b');
  const put = new Map(events.filter(({ name }) => name === 'AnimationFrame::Presentation').map(({ args, ts }) => [args.id, ts]));
  /** @type {Map<string, number>} */
  const shown = new Map();
  for (const { args, ts } of marks) {
    const frame = begins.findLast((begin) => begin.ts <= ts);
    const at = put.get(frame?.args.id);
    if (at !== undefined) shown.set(args.data.detail, args.data.startTime + (at - ts) / 1000);
  }
  return shown;
}
