/** The command `xunzhang serve`, run for a test. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Serves the trial page of an index folder on any free port, with the widget's files of another folder. The command comes from
 * XUNZHANG, or cargo builds it.
 * @param {string} index
 * @param {string} widget
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function trial(index, widget) {
  const [command, ...words] = process.env.XUNZHANG ? [process.env.XUNZHANG] : ['cargo', 'run', '--quiet', '--package', 'xunzhang-cli', '--'];
  const child = spawn(command, [...words, 'serve', index, '--widget', widget, '--port', '0'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const close = async () => {
    child.kill();
    await ended;
  };
  for await (const line of createInterface(child.stdout)) {
    const [, url] = /^serving (.*)$/.exec(line) ?? [];
    if (url) return { url, close };
  }
  throw new Error('xunzhang serve has ended without an address.');
}
