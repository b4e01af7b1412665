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

/** Isolated pages have a clock of 5 microseconds; the others' of 100 would hide a fast search. */
const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/**
 * Serves folders under prefixes of the path: `{ '/': '/tmp/site' }`. The longest prefix that fits is taken.
 * `/blank.html` is an empty page at every server.
 *
 * @param {Record<string, string>} folders
 * @returns {Promise<{ address: string, close(): void }>}
 */
export async function serve(folders) {
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (path === '/blank.html') {
      response.writeHead(200, { 'content-type': TYPES['.html'], ...ISOLATION }).end('<!doctype html><html lang="zh"><title>bench</title>');
      return;
    }
    const prefix = prefixes.find((candidate) => path.startsWith(candidate));
    const inside = normalize(path.slice(prefix?.length ?? 0));
    const file = prefix && !inside.startsWith(`..${sep}`) && join(folders[prefix], inside);
    const size = file ? await stat(file).then((found) => (found.isFile() ? found.size : null), () => null) : null;
    if (!file || size === null) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-length': size, ...ISOLATION });
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
