/**
 * A proxy that puts a script before all others of a page. WebDriver has no command for it, and a script that is run as soon as a page has
 * begun to load may come after the page's own. What a page is given otherwise, and under which policy, stays as it is.
 */
import { createServer, request } from 'node:http';
import { once } from 'node:events';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

/** The script's address on every host: of the page's own origin, so that a policy with `script-src 'self'` lets it through. */
const PATH = '/script-of-the-tests.js';

/** What has to come before the script: in `<head>`, or else before it the browser makes up a head itself. */
const BEGINNING = /^\s*<!doctype[^>]*>\s*(<html[^>]*>\s*)?(<head[^>]*>)?/i;

/**
 * A document with an element that comes before all others but the document's own.
 * @param {string} document
 * @param {string} element
 */
export function precede(document, element) {
  const beginning = BEGINNING.exec(document)?.[0] ?? '';
  return beginning + element + document.slice(beginning.length);
}

/**
 * Starts the proxy.
 * @param {() => string} script Gives the script for the page that loads.
 * @returns {Promise<{ address: string, close: () => Promise<void> }>} Its host and port.
 */
export async function proxy(script) {
  const server = createServer((asked, response) => {
    if (new URL(asked.url ?? '/', 'http://localhost').pathname === PATH) {
      response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' }).end(script());
      return;
    }
    pass(asked, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    address: `127.0.0.1:${address.port}`,
    close: () => new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    }),
  };
}

/**
 * Passes a question on and the answer back; where one side breaks off, so does the other.
 * @param {IncomingMessage} asked
 * @param {ServerResponse} response
 */
function pass(asked, response) {
  const upstream = request(asked.url ?? '', { method: asked.method, headers: asked.headers, agent: false }, (answer) => {
    const broken = () => response.destroy();
    answer.on('error', broken).on('aborted', broken);
    if (!answer.headers['content-type']?.startsWith('text/html')) {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      return;
    }
    const pieces = /** @type {Buffer[]} */ ([]);
    answer.on('data', (piece) => pieces.push(piece));
    answer.on('end', () => {
      const document = precede(Buffer.concat(pieces).toString(), `<script src="${PATH}"></script>`);
      const { 'content-length': _, 'transfer-encoding': __, ...headers } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': Buffer.byteLength(document) }).end(document);
    });
  });
  upstream.on('error', () => response.destroy());
  response.on('close', () => upstream.destroy());
  asked.pipe(upstream);
}
