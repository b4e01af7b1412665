// A static server on the loopback address, for what must run in a browser.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Isolated pages have a clock of 5 microseconds; the others' of 100 would hide a fast search. Data needs no such headers. */
const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** What a page is made of, and so isolates it. */
const CODE = new Set(['.html', '.js', '.mjs']);

/**
 * Serves folders under prefixes of the path: `{ '/': '/tmp/site' }`. The longest prefix that fits is taken.
 * `/blank.html` is an empty page at every server. Like the plainest of hosts it neither compresses nor knows ranges, and
 * lets browsers keep what they have for ten minutes, as GitHub Pages does.
 *
 * @param {Record<string, string>} folders
 * @param {(path: string, bytes: number) => void} [sent] Is told of every response that has gone out, and its bytes on
 *   the wire, headers and body.
 * @returns {Promise<{ address: string, close(): void }>}
 */
export async function serve(folders, sent = () => {}) {
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const before = request.socket.bytesWritten;
    response.on('close', () => sent(path, request.socket.bytesWritten - before));
    if (path === '/blank.html') {
      response.writeHead(200, { 'content-type': TYPES['.html'], ...ISOLATION }).end('<!doctype html><html lang="zh"><title>bench</title>');
      return;
    }
    const prefix = prefixes.find((candidate) => path.startsWith(candidate));
    const inside = normalize(path.slice(prefix?.length ?? 0));
    const file = prefix && !inside.startsWith(`..${sep}`) && join(folders[prefix], inside);
    const found = file ? await stat(file).catch(() => null) : null;
    if (!file || !found?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-length': found.size,
      'last-modified': found.mtime.toUTCString(),
      'cache-control': 'max-age=600',
      ...(CODE.has(extname(file)) && ISOLATION),
    });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    address: `http://127.0.0.1:${address.port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
