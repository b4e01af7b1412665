/**
 * Index folders as the command writes them, and a host that serves them badly when it is told to.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { DIST } from './browsers.mjs';
import { POLICY, TYPES } from './server.mjs';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const run = promisify(execFile);

/** A manual whose sections have anchors, and what stands beside it. @type {Record<string, string>} */
const MANUAL = {
  'guide.md': `---
title: 使用手册
url: https://docs.example/guide/
---

开头几句，说这本手册讲什么。

## 安装

先下载安装包，再运行安装程序。安装完成以后重新启动。

## 配置

配置文件写在主目录里，安装之后才有。

## 常见问题

安装失败怎么办？看看磁盘还有没有空间，再安装一次。
`,
  'changes.md': `---
title: 更新日志
---

这一版改了不少地方，升级重庆的机器之前请先备份。
`,
};

/**
 * Builds an index folder. The command comes from XUNZHANG, or cargo builds it.
 * @param {string} out
 * @param {...string} sources
 */
export async function index(out, ...sources) {
  const words = ['index', ...sources, '--out', out];
  const command = process.env.XUNZHANG;
  if (command) await run(command, words, { cwd: ROOT });
  else await run('cargo', ['run', '--quiet', '--package', 'xunzhang-cli', '--', ...words], { cwd: ROOT });
}

/**
 * Makes the folders that the tests search: `seeds`, the repository's own corpus; `manual`, with sections; `renewed`, the seeds with
 * one article more, as a later build has them; `late`, that article alone; and `many`, with so much text that it is written in the words of the book.
 */
export async function folders() {
  const scratch = await mkdtemp(join(tmpdir(), 'xunzhang-folders-'));
  const path = (/** @type {string} */ name) => join(scratch, name);
  for (const name of ['sources', 'later', 'records']) await mkdir(path(name));
  for (const [name, text] of Object.entries(MANUAL)) await writeFile(join(path('sources'), name), text);
  await writeFile(join(path('later'), 'late.md'), '---\ntitle: 晚来的文章\n---\n\n智能网联汽车又有了新的消息，这一篇是后来加上的。\n');
  const [seed] = (await readdir(join(ROOT, 'seeds'))).filter((name) => name.endsWith('.txt'));
  const page = await readFile(join(ROOT, 'seeds', seed), 'utf8');
  const records = Array.from({ length: 40 }, (_, number) => JSON.stringify({ _id: `r${number}`, title: `第${number}份`, text: page.slice(number * 20) }));
  await writeFile(join(path('records'), 'many.jsonl'), records.join('\n'));
  await index(path('seeds'), 'seeds');
  await index(path('manual'), path('sources'));
  await index(path('renewed'), 'seeds', path('later'));
  await index(path('late'), path('later'));
  await index(path('many'), path('records'));
  return {
    seeds: path('seeds'),
    manual: path('manual'),
    renewed: path('renewed'),
    late: path('late'),
    many: path('many'),
    remove: () => rm(scratch, { recursive: true, force: true }),
  };
}

/**
 * A way to answer badly. It gives whether it has answered; if not, the file is given as it is.
 * @typedef {(response: ServerResponse, body: Buffer, folder: string) => void | Promise<void>} Fault
 */

/** What caches may do with a part, good or bad. */
const FOREVER = { 'cache-control': 'public, max-age=31536000, immutable' };

/**
 * The bytes of a packed file with the last byte of what is in it changed.
 * @param {Buffer} body
 */
function damaged(body) {
  const packed = body[0] === 0x1f;
  const bytes = packed ? gunzipSync(body) : Buffer.from(body);
  bytes[bytes.length - 1] ^= 0x55;
  return packed ? gzipSync(bytes) : bytes;
}

/** Ways to answer badly. */
export const FAULTS = {
  /** @type {Fault} */
  missing: (response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>'),
  /** @type {Fault} */
  refused: (response) => void response.writeHead(500).end(),
  /** @type {Fault} The file itself is too short: nothing in the answer tells. */
  short: (response, body) => void response.writeHead(200, FOREVER).end(body.subarray(0, body.length >> 1)),
  /** @type {Fault} */
  damaged: (response, body) => void response.writeHead(200, FOREVER).end(damaged(body)),
  /** @type {Fault} */
  page: (response) => void response.writeHead(200, { ...FOREVER, 'content-type': 'text/html' }).end('<!doctype html><title>404</title>'),
  /** @type {Fault} */
  text: (response) => void response.writeHead(200, FOREVER).end('not found'),
  /** @type {Fault} Another part of its kind. */
  other: async (response, body, folder) => {
    const kind = (/** @type {Buffer} */ bytes) => gunzipSync(bytes).subarray(0, 5).toString('hex');
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.part'))) {
      const bytes = await readFile(join(folder, name));
      if (kind(bytes) === kind(body) && !bytes.equals(body)) {
        response.writeHead(200, FOREVER).end(bytes);
        return;
      }
    }
    throw new Error('There is no other part of the kind.');
  },
  /** @type {Fault} The connection ends before the answer does. */
  cut: (response, body) => void response.writeHead(200, { 'content-length': body.length }).write(body.subarray(0, body.length >> 1), () => response.destroy()),
  /** @type {Fault} */
  gone: (response) => void response.destroy(),
  /** @type {Fault} Something comes, and then nothing. */
  silent: (response, body) => void response.writeHead(200, { 'content-length': body.length }).write(body.subarray(0, 1)),
};

/**
 * A request that the host has seen.
 * @typedef {{ file: string, aborted: boolean }} Seen
 */

/**
 * Serves the built page, and index folders under names of their own.
 */
export class Host {
  /** Where the folders lie, by the path of their address; may be changed at any time. @type {Record<string, string>} */
  folders;
  /** The requests for files of the folders. @type {Seen[]} */
  seen = [];
  /** How to answer badly, and to what: the first that fits is taken, `times` times. @type {{ file: RegExp, fault: Fault, times: number }[]} */
  faults = [];
  /** How long each answer of a folder waits, in milliseconds. */
  delay = 0;
  /** Headers of the folders' files, besides those of caching. @type {Record<string, string>} */
  headers = { 'content-type': 'application/octet-stream' };
  /** Pages besides the one with a box, by their paths. @type {Record<string, string>} */
  pages = {};
  url = '';
  #server = createServer((request, response) => {
    this.#answer(request, response).catch((error) => response.destroy(error));
  });

  /** @param {Record<string, string>} folders */
  constructor(folders) {
    this.folders = folders;
  }

  /** @param {Record<string, string>} folders */
  static async open(folders) {
    const host = new Host(folders);
    await new Promise((done) => host.#server.listen(0, '127.0.0.1', () => done(undefined)));
    const address = host.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The test server has no port.');
    host.url = `http://127.0.0.1:${address.port}/`;
    return host;
  }

  /** The names of the files that were asked for since the last time, in order. */
  take() {
    return this.seen.splice(0).map(({ file }) => file);
  }

  /**
   * @param {RegExp} file
   * @param {Fault} fault
   * @param {number} [times]
   */
  break(file, fault, times = Infinity) {
    this.faults.push({ file, fault, times });
  }

  async close() {
    await new Promise((done) => {
      this.#server.close(done);
      this.#server.closeAllConnections();
    });
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   */
  async #answer(request, response) {
    const { pathname } = new URL(request.url ?? '/', this.url);
    const [, path, file] = /^(.*\/)([^/]*)$/.exec(pathname) ?? ['', '/', ''];
    const folder = this.folders[path];
    if (folder === undefined) return this.#page(pathname, response);
    const seen = { file, aborted: false };
    this.seen.push(seen);
    response.on('close', () => { seen.aborted = !response.writableFinished; });
    if (this.delay) await new Promise((done) => setTimeout(done, this.delay));
    let body;
    try {
      body = await readFile(join(folder, file));
    } catch {
      response.writeHead(404).end();
      return;
    }
    const fault = this.faults.find((one) => one.times > 0 && one.file.test(file));
    if (fault) {
      fault.times -= 1;
      return fault.fault(response, body, folder);
    }
    // A host that says gzip in the header says so of what is packed.
    const { 'content-encoding': coding, ...others } = this.headers;
    const packed = coding && body[0] === 0x1f ? { 'content-encoding': coding } : {};
    response.writeHead(200, { ...others, ...packed, ...(file.endsWith('.part') ? FOREVER : { 'cache-control': 'no-cache' }) }).end(body);
  }

  /**
   * A page with the element over `/search/`, or a file of `dist/`.
   * @param {string} path
   * @param {ServerResponse} response
   */
  async #page(path, response) {
    const page = '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>页</title><link rel="icon" href="data:,">'
      + '<script type="module" src="xun-zhang.js"></script><p>上面的字</p><xun-zhang src="/search/"></xun-zhang>';
    const own = this.pages[path] ?? (path === '/' ? page : undefined);
    const body = own ?? await readFile(join(DIST, path)).catch(() => null);
    if (body === null) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': own ? TYPES['.html'] : TYPES[extname(path)], 'content-security-policy': POLICY }).end(body);
  }
}
