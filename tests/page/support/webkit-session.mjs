/**
 * One session of WebKit: MiniBrowser of WebKitGTK, its driver WebKitWebDriver, and a display of memory alone, Xvfb, for it has no
 * headless mode.
 *
 * The driver speaks WebDriver over HTTP and no WebDriver BiDi, so puppeteer cannot drive it. `selenium-webdriver` could, but knows neither
 * how to find and start MiniBrowser nor more than WebDriver itself can: what it would save is a `fetch`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';

/** @import { ChildProcess } from 'node:child_process' */

/** Longer than anything that a test waits for: what takes longer hangs. In milliseconds. */
const PATIENCE = 60_000;

/**
 * How long a script in a page may take, in milliseconds: one whose page gives way to another never answers, and is waited for so long.
 * Well below what tests wait for something, so that it can be asked anew.
 */
const SCRIPT = 10_000;

/**
 * The display is smaller than every window on it, and its pointer rests in its middle: without a window manager the window below the
 * pointer has the focus.
 */
const SCREEN = '400x300x24';

/** Where Debian's package `webkit2gtk-driver` and what it depends on put the browser: below the libraries of the architecture. */
function miniBrowser() {
  const places = readdirSync('/usr/lib').map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`);
  return places.find((path) => existsSync(path)) ?? '/usr/lib/webkit2gtk-4.1/MiniBrowser';
}

/** The programs, by the variables that name others. */
function programs() {
  const found = {
    WEBKIT: process.env.WEBKIT || miniBrowser(),
    WEBKITDRIVER: process.env.WEBKITDRIVER || '/usr/bin/WebKitWebDriver',
    XVFB: process.env.XVFB || '/usr/bin/Xvfb',
  };
  for (const [variable, path] of Object.entries(found)) {
    if (!existsSync(path)) throw new Error(`There is no program at ${path}, which the tests in WebKit need; set ${variable}.`);
  }
  return found;
}

/** A port of loopback that nobody listens on. */
async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

/** A driver with its browser. */
export class Session {
  /** Of WebKit, as in `2.50.6`. */
  version = '';
  #address;
  #path = '';
  /** What ends with the session, the last first. */
  #children;

  /** @param {string} address @param {ChildProcess[]} children */
  constructor(address, children) {
    this.#address = address;
    this.#children = children;
    // Whatever ends the tests, nothing is to be left behind.
    process.once('exit', this.#kill);
  }

  #kill = () => {
    for (const child of this.#children) child.kill();
  };

  /**
   * Starts the three programs.
   * @param {string} proxy Host and port of the proxy that all requests go through.
   */
  static async open(proxy) {
    const { WEBKIT, WEBKITDRIVER, XVFB } = programs();
    const display = spawn(XVFB, ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const [number] = await once(/** @type {NodeJS.ReadableStream} */ (display.stdio[3]), 'data');
    const port = await freePort();
    const driver = spawn(WEBKITDRIVER, [`--port=${port}`], {
      stdio: 'ignore',
      // WebKit's sandbox does not start for root, and what is shown here is our own.
      env: { ...process.env, DISPLAY: `:${String(number).trim()}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LANG: 'C.UTF-8' },
    });
    const session = new Session(`http://127.0.0.1:${port}`, [driver, display]);
    try {
      await session.#begin(WEBKIT, proxy);
    } catch (error) {
      session.#kill();
      throw error;
    }
    return session;
  }

  /** @param {string} browser @param {string} proxy */
  async #begin(browser, proxy) {
    for (const end = Date.now() + PATIENCE; ;) {
      const status = await this.command('GET', '/status').catch(() => null);
      if (status?.ready) break;
      if (Date.now() > end) throw new Error('WebKitWebDriver does not answer.');
      await new Promise((done) => setTimeout(done, 20));
    }
    const { sessionId, capabilities } = await this.command('POST', '/session', {
      capabilities: { alwaysMatch: { timeouts: { script: SCRIPT }, proxy: { proxyType: 'manual', httpProxy: proxy }, 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } } },
    });
    this.version = capabilities.browserVersion;
    this.#path = `/session/${sessionId}`;
  }

  /**
   * A command of WebDriver.
   * @param {'GET' | 'POST' | 'DELETE'} method
   * @param {string} path After the session.
   * @param {object} [body]
   * @returns {Promise<any>} Its value.
   */
  async command(method, path, body) {
    const response = await fetch(`${this.#address}${this.#path}${path}`, {
      method, body: method === 'POST' ? JSON.stringify(body ?? {}) : null, signal: AbortSignal.timeout(PATIENCE),
    });
    const { value } = /** @type {any} */ (await response.json());
    if (!response.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  }

  /** Ends the browser, the driver and the display. */
  async close() {
    await this.command('DELETE', '').catch(() => {});
    const ends = this.#children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null).map((child) => once(child, 'exit'));
    this.#kill();
    await Promise.all(ends);
    process.off('exit', this.#kill);
  }
}
