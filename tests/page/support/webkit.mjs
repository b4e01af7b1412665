/**
 * WebKit, with so much of puppeteer's interface as the scenarios use that run in all browsers.
 *
 * What WebDriver has no way for is done otherwise: a script before the page's own comes through a proxy (see `webkit-proxy.mjs`), and
 * such a script hears the console, errors that nobody catches and refused promises. So what a worker says is not heard, nor what WebKit
 * itself says in the console; breaches of a policy are, as in other browsers, events of the document. What was said comes with the answer
 * of each `evaluate`, so what is said between the last one and the end of a page is lost.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { precede, proxy } from './webkit-proxy.mjs';
import { Session } from './webkit-session.mjs';

/** @import { EvaluateFunc, KeyInput } from 'puppeteer-core' */

/** The keys without a character, as WebDriver writes them. @type {Record<string, string>} */
const KEYS = {
  Backspace: '\uE003', Tab: '\uE004', Enter: '\uE007', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A', Escape: '\uE00C', PageUp: '\uE00E',
  PageDown: '\uE00F', End: '\uE010', Home: '\uE011', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Delete: '\uE017',
  Meta: '\uE03D',
};

/** The buttons of the mouse by their numbers. */
const BUTTONS = ['left', 'middle', 'right'];

/** How often a window is told its size before it counts as one that cannot have it. */
const RESIZES = 20;

/** Runs in each page before its own scripts, and leaves no element behind. */
function listen() {
  document.currentScript?.remove();
  const said = /** @type {string[]} */ ([]);
  Object.defineProperty(globalThis, 'saidToTheTests', { value: said });
  for (const type of /** @type {const} */ (['debug', 'log', 'info', 'warn', 'error'])) {
    const speak = console[type];
    console[type] = (...words) => {
      said.push(`${type}: ${words.map(String).join(' ')}`);
      speak.apply(console, words);
    };
  }
  addEventListener('error', ({ message }) => said.push(`uncaught: ${message}`));
  addEventListener('unhandledrejection', ({ reason }) => said.push(`uncaught: ${reason?.message ?? reason}`));
}

/**
 * Runs in the page: calls a function and answers with what it gives as JSON, in which, unlike in WebDriver's own form, nothing that is
 * undefined becomes null.
 * @param {(...words: any[]) => unknown} call
 * @param {unknown[]} words
 * @param {(answer: { value?: string, error?: string, said: string[] }) => void} done
 */
async function answer(call, words, done) {
  const said = () => /** @type {any} */ (globalThis).saidToTheTests?.splice(0) ?? [];
  try {
    const value = await call(...words);
    done({ value: JSON.stringify(value), said: said() });
  } catch (error) {
    done({ error: String(error), said: said() });
  }
}

/**
 * A piece of code as a function: of an expression, what it comes to; of statements, nothing.
 * @param {string} code
 */
function wrapped(code) {
  try {
    const expression = `() => (${code}\n)`;
    new Script(expression);
    return expression;
  } catch {
    return `() => {${code}\n}`;
  }
}

/** A window of WebKit. */
export class WebKitPage {
  /** The scripts that go before the page's own. */
  scripts = [`(${listen})();`];
  /** Who wants to know what was said. @type {((message: string) => void)[]} */
  listeners = [];
  #browser;
  #handle;

  /** @param {WebKitBrowser} browser @param {string} handle */
  constructor(browser, handle) {
    this.#browser = browser;
    this.#handle = handle;
  }

  browser() {
    return this.#browser;
  }

  /** The workers that the driver sees: none. */
  workers() {
    return [];
  }

  /** @param {Parameters<Session['command']>} command */
  #command(...command) {
    return this.#browser.command(this, this.#handle, ...command);
  }

  /**
   * @template {unknown[]} Params
   * @template {EvaluateFunc<Params>} [Func=EvaluateFunc<Params>]
   * @param {Func | string} code
   * @param {Params} words What JSON can say.
   * @returns {Promise<Awaited<ReturnType<Func>>>}
   */
  async evaluate(code, ...words) {
    const call = typeof code === 'string' ? wrapped(code) : String(code);
    const { value, error, said } = await this.#command('POST', '/execute/async', {
      script: `(${answer})(${call}, ${JSON.stringify(words)}, arguments[0]);`, args: [],
    });
    for (const message of said) for (const listener of this.listeners) listener(message);
    if (error) throw new Error(error);
    return /** @type {any} */ (typeof value === 'string' ? JSON.parse(value) : undefined);
  }

  /** @param {() => void} script */
  async evaluateOnNewDocument(script) {
    this.scripts.push(`(${script})();`);
  }

  /** @param {string} address */
  async goto(address) {
    await this.#command('POST', '/url', { url: address.startsWith('file:') ? await this.#browser.copied(this, address) : address });
    return null;
  }

  async reload() {
    await this.evaluate(() => {});
    await this.#command('POST', '/refresh');
    return null;
  }

  async goBack() {
    await this.evaluate(() => {});
    await this.#command('POST', '/back');
    return null;
  }

  async goForward() {
    await this.evaluate(() => {});
    await this.#command('POST', '/forward');
    return null;
  }

  /** Gives the page this room, which a window has besides its bars. @param {{ width: number, height: number }} room */
  async setViewport({ width, height }) {
    // A window that has only just opened may still take its own size after it was told ours.
    for (let tries = 0; ; tries += 1) {
      const [wide, high] = await this.evaluate(() => [innerWidth, innerHeight]);
      if (wide === width && high === height) return;
      if (tries === RESIZES) throw new Error(`A window of WebKit has ${wide} × ${high} px instead of ${width} × ${height}: none is narrower than its bar.`);
      const outer = await this.#command('GET', '/window/rect');
      // Both sizes may be of different moments then, and their difference nonsense.
      const [outerWidth, outerHeight] = [width + outer.width - wide, height + outer.height - high].map((size) => Math.max(1, size));
      await this.#command('POST', '/window/rect', { width: outerWidth, height: outerHeight });
    }
  }

  /** @param {string} selector */
  focus(selector) {
    return this.evaluate((wanted) => {
      const element = document.querySelector(wanted);
      if (!(element instanceof HTMLElement)) throw new Error(`Nothing can have the focus that is ${wanted}.`);
      element.focus();
    }, selector);
  }

  /** @param {string} selector */
  async click(selector) {
    const { x, y } = await this.evaluate((wanted) => {
      const element = document.querySelector(wanted);
      if (!element) throw new Error(`There is no ${wanted}.`);
      element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }, selector);
    await this.mouse.click(x, y);
  }

  mouse = {
    /** @param {number} x @param {number} y @param {{ button?: string }} [options] */
    click: async (x, y, { button = 'left' } = {}) => {
      const number = BUTTONS.indexOf(button);
      await this.#act('pointer', [
        { type: 'pointerMove', x: Math.round(x), y: Math.round(y) }, { type: 'pointerDown', button: number }, { type: 'pointerUp', button: number },
      ]);
    },
    /** @param {[number, number]} from @param {[number, number]} to */
    drag: async (from, to) => {
      const move = (/** @type {number[]} */ [x, y]) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y) });
      await this.#act('pointer', [move(from), { type: 'pointerDown', button: 0 }, move(to), { type: 'pointerUp', button: 0 }]);
    },
  };

  keyboard = {
    /** @param {KeyInput} key */
    down: (key) => this.#act('key', [{ type: 'keyDown', value: KEYS[key] ?? key }]),
    /** @param {KeyInput} key */
    up: (key) => this.#act('key', [{ type: 'keyUp', value: KEYS[key] ?? key }]),
    /** @param {KeyInput} key */
    press: (key) => this.keyboard.type([KEYS[key] ?? key]),
    /** @param {Iterable<string>} keys */
    type: (keys) => this.#act('key', [...keys].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }])),
  };

  /** @param {'key' | 'pointer'} type @param {object[]} actions @returns {Promise<void>} */
  #act(type, actions) {
    return this.#command('POST', '/actions', { actions: [{ type, id: type, actions }] });
  }

  bringToFront() {
    return this.evaluate(() => {});
  }

  /** @returns {Promise<Uint8Array>} A PNG. */
  async screenshot() {
    return Buffer.from(await this.#command('GET', '/screenshot'), 'base64');
  }

  async close() {
    await this.#command('DELETE', '/window');
    await this.#browser.forget(this.#handle);
  }
}

/** A running WebKit. */
export class WebKitBrowser {
  #session;
  #proxy;
  /** The handle of the first window, which stays: the session would end with the last. */
  #first;
  #folder;
  /** @type {Map<string, WebKitPage>} */
  #pages = new Map();
  /** The page that commands go to. @type {WebKitPage | null} */
  #current = null;

  /** @param {Session} session @param {Awaited<ReturnType<typeof proxy>>} through @param {string} first @param {string} folder */
  constructor(session, through, first, folder) {
    this.#session = session;
    this.#proxy = through;
    this.#first = first;
    this.#folder = folder;
  }

  static async launch() {
    const folder = await mkdtemp(join(tmpdir(), 'xunzhang-webkit-'));
    /** @type {WebKitBrowser | undefined} */
    let browser;
    const through = await proxy(() => browser?.scripts() ?? '');
    const session = await Session.open(through.address);
    browser = new WebKitBrowser(session, through, await session.command('GET', '/window'), folder);
    return browser;
  }

  async version() {
    return `WebKitGTK/${this.#session.version}`;
  }

  /** The scripts for what loads, which the page does that commands go to. */
  scripts() {
    return this.#current?.scripts.join('\n') ?? '';
  }

  /**
   * A command to one of the pages.
   * @param {WebKitPage} page
   * @param {string} handle
   * @param {Parameters<Session['command']>} command
   */
  async command(page, handle, ...command) {
    if (this.#current !== page) {
      await this.#session.command('POST', '/window', { handle });
      this.#current = page;
    }
    return this.#session.command(...command);
  }

  /** @param {string} handle */
  #page(handle) {
    const page = this.#pages.get(handle) ?? new WebKitPage(this, handle);
    this.#pages.set(handle, page);
    return page;
  }

  async newPage() {
    // A window of its own, for a tab would stay hidden behind the first.
    const { handle } = await this.#session.command('POST', '/window/new', { type: 'window' });
    return this.#page(handle);
  }

  /** All pages, the newest last. */
  async pages() {
    const handles = /** @type {string[]} */ (await this.#session.command('GET', '/window/handles'));
    for (const handle of handles) if (handle !== this.#first) this.#page(handle);
    return [...this.#pages.values()];
  }

  /** Goes on without a page, whose window has been closed. @param {string} handle */
  async forget(handle) {
    this.#pages.delete(handle);
    this.#current = null;
    // Without a window to go to, the driver does not even open another one.
    await this.#session.command('POST', '/window', { handle: this.#first });
  }

  /**
   * The address of a copy of a file that has the scripts of a page before its own, where no proxy stands between.
   * @param {WebKitPage} page
   * @param {string} address
   */
  async copied(page, address) {
    const { search, hash } = new URL(address);
    const document = await readFile(fileURLToPath(new URL(address)), 'utf8');
    const copy = join(this.#folder, 'page.html');
    await writeFile(copy, precede(document, `<script>${page.scripts.join('\n')}</script>`));
    return `file://${copy}${search}${hash}`;
  }

  async close() {
    await this.#session.close();
    await this.#proxy.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
