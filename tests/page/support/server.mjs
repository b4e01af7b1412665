/**
 * A small static server for the tests, with the strict policy that the page promises to live under. It stands in when
 * no address is given from outside.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** The strict policy. */
export const POLICY = [
  "default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data:",
  "connect-src 'self'", "object-src 'none'", "base-uri 'none'", "require-trusted-types-for 'script'",
].join('; ');

/** MIME types by the end of a name. @type {Record<string, string>} */
export const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm', '.json': 'application/json',
};

/**
 * How a server answers; may be changed at any time. `types`: MIME types to give instead of the right ones. `headers`: headers besides.
 * `policy`: another than the strict one. `pages`: pages by their paths, besides the files. `folders`: other folders to
 * serve files from, by the path of their address. `refused`: paths that are answered with 404.
 * @typedef {{ types?: Record<string, string>, headers?: Record<string, string>, policy?: string, pages?: Record<string, string>, folders?: Record<string, string>, refused?: RegExp }} Manner
 */

/**
 * Serves a folder on a free loopback port.
 *
 * @param {string} folder
 * @param {Manner} [manner]
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(folder, manner = {}) {
  const server = createServer(async (request, response) => {
    const { types = {}, headers = {}, policy = POLICY, pages = {}, folders = {}, refused } = manner;
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const beside = Object.keys(folders).find((prefix) => path.startsWith(prefix));
    const file = beside ? join(folders[beside], normalize(path.slice(beside.length))) : join(folder, normalize(path), path.endsWith('/') ? 'index.html' : '');
    try {
      if (refused?.test(path)) throw new Error('refused');
      const body = pages[path] ?? await readFile(file);
      const type = types[extname(file)] ?? TYPES[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy, 'cache-control': 'no-cache', ...headers });
      response.end(body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('not found');
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The test server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    }),
  };
}
