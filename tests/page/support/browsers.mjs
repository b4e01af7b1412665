/**
 * Browsers and pages for the tests. Every page is watched: a console message, an uncaught error, a breach of the
 * Content Security Policy or of Trusted Types, or a shift of the layout is noted and can be asked for.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { serve } from './server.mjs';
import { WebKitBrowser, WebKitPage } from './webkit.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */

/** Where the built page is. */
export const DIST = resolve(process.env.XUNZHANG_DIST ?? new URL('../../../dist', import.meta.url).pathname);

/** The address of the one-file page, from disk. */
export const STANDALONE = pathToFileURL(`${DIST}/standalone.html`).href;

const CHROMIUM_ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** The browsers in which the scenarios of the element and the page run. */
export const BROWSERS = /** @type {const} */ (['chromium', 'firefox', 'webkit']);

/**
 * The browsers that puppeteer drives, for scenarios that need more of a page than {@link AnyPage} has. The types know of one, for a page of either is puppeteer's.
 */
export const PUPPETS = /** @type {readonly 'chromium'[]} */ (/** @type {readonly string[]} */ (['chromium', 'firefox']));

/** @typedef {typeof BROWSERS[number]} BrowserName */

/** The scenarios that a browser's driver cannot express, or the browser cannot do, each with the reason. @type {Partial<Record<BrowserName, Record<string, string>>>} */
const LEFT_OUT = {
  webkit: {
    'opens a result in a new tab with the middle button, and says so': 'WebKitWebDriver presses the middle button and lets go of the left one',
    'says what to do on a page that is opened from disk': 'the copy of a file that the driver opens has no script beside it',
    'has the next Tab go on from the passage': 'WebKit goes on from what had the focus, wherever the selection is',
  },
};

/**
 * Why a scenario is left out in a browser, for `skip` of a test; false where it runs.
 * @param {BrowserName} name
 * @param {string} scenario
 */
export const leftOut = (name, scenario) => LEFT_OUT[name]?.[scenario] ?? false;

/**
 * What a scenario that runs in all browsers may use of a page.
 * @typedef {Pick<Page, 'evaluate' | 'focus' | 'click' | 'reload' | 'goBack' | 'goForward' | 'bringToFront' | 'close'> & {
 *   goto: (address: string) => Promise<unknown>,
 *   evaluateOnNewDocument: (script: () => void) => Promise<unknown>,
 *   keyboard: Pick<Page['keyboard'], 'down' | 'up' | 'press' | 'type'>,
 *   mouse: { click: (x: number, y: number, options?: { button?: 'left' | 'middle' | 'right' }) => Promise<void> },
 *   workers: () => { evaluate: Page['evaluate'] }[],
 *   browser: () => { pages: () => Promise<AnyPage[]> },
 * }} AnyPage
 */

/** @typedef {Browser | WebKitBrowser} AnyBrowser */

/**
 * Starts a browser. One that is missing is an error, never a test that is left out.
 * @template {BrowserName} Name
 * @param {Name} name
 * @returns {Promise<Name extends 'chromium' ? Browser : AnyBrowser>}
 */
export async function launch(name) {
  if (name === 'webkit') return /** @type {any} */ (await WebKitBrowser.launch());
  const path = name === 'chromium' ? process.env.CHROMIUM ?? '/usr/bin/chromium' : process.env.FIREFOX ?? '/usr/bin/firefox-esr';
  if (!existsSync(path)) throw new Error(`There is no ${name} at ${path}; set ${name === 'chromium' ? 'CHROMIUM' : 'FIREFOX'}.`);
  return puppeteer.launch({
    browser: name === 'chromium' ? 'chrome' : 'firefox',
    executablePath: path,
    headless: true,
    args: name === 'chromium' ? CHROMIUM_ARGS : [],
  });
}

/**
 * The address of the served page: the one given from outside, or a server of our own.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function served() {
  const given = process.env.XUNZHANG_URL;
  if (given) return { url: given.endsWith('/') ? given : `${given}/`, close: async () => {} };
  if (!existsSync(`${DIST}/xunzhang_wasm_bg.wasm`)) throw new Error(`There is no built page in ${DIST}; build it, or set XUNZHANG_DIST.`);
  return serve(DIST);
}

/**
 * @template [Kind=AnyPage]
 * @typedef {object} Watched
 * @property {Kind} page
 * @property {string[]} messages What the console said, and errors that nobody caught.
 * @property {() => Promise<{ violations: string[], shift: number }>} breaches
 */

/**
 * Opens a watched page.
 *
 * @template {AnyBrowser} Opener
 * @param {Opener} browser
 * @param {string} address
 * @param {{ width?: number, height?: number, dark?: boolean }} [look]
 * @returns {Promise<Watched<Opener extends Browser ? Page : AnyPage>>}
 */
export async function visit(browser, address, { width = 1200, height = 800, dark = false } = {}) {
  const page = /** @type {Page | WebKitPage} */ (await browser.newPage());
  /** @type {string[]} */
  const messages = [];
  const note = (/** @type {string} */ message) => { messages.push(message); };
  if (page instanceof WebKitPage) {
    if (dark) throw new Error('The driver of WebKit cannot ask for the dark look.');
    page.listeners.push(note);
  } else {
    page.on('console', (message) => note(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => note(`uncaught: ${error instanceof Error ? error.message : String(error)}`));
    if (dark) await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  }
  await page.setViewport({ width, height }).catch((error) => {
    // Sent beside the size of the window, which is all that is wanted; Firefox 140, a long-term release, does not know it.
    if (!String(error).includes('unknown command emulation.setScreenOrientationOverride')) throw error;
  });
  await /** @type {AnyPage} */ (page).evaluateOnNewDocument(() => {
    const seen = { violations: /** @type {string[]} */ ([]), shift: 0 };
    Object.assign(globalThis, { seen });
    document.addEventListener('securitypolicyviolation', (event) => {
      seen.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
    if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.shift += /** @type {any} */ (entry).value;
      }).observe({ type: 'layout-shift', buffered: true });
    }
  });
  await page.goto(address);
  return { page: /** @type {any} */ (page), messages, breaches: () => until(() => /** @type {AnyPage} */ (page).evaluate(() => /** @type {any} */ (globalThis).seen), 'the page that notes them') };
}

/**
 * Asks the page again and again until the answer is true enough, and gives it. A page that gives way to another may answer with an error,
 * or, in WebKit, not at all until the driver's time is up; it is asked again.
 *
 * Not `page.waitForFunction`: that evaluates a string, which the policy under test forbids.
 *
 * @template T
 * @param {() => Promise<T>} question
 * @param {string} what For the message when it never comes.
 * @param {number} [patience] Milliseconds; long, for a busy machine.
 * @returns {Promise<Exclude<T, false | null | undefined>>}
 */
export async function until(question, what, patience = 30_000) {
  const end = Date.now() + patience;
  for (;;) {
    /** @type {unknown} */
    let error;
    try {
      const answer = await question();
      if (answer) return /** @type {any} */ (answer);
    } catch (reason) {
      error = reason;
    }
    if (Date.now() > end) throw new Error(`Waited ${patience} ms in vain for: ${what}${error ? `, last with ${error}` : ''}`, { cause: error });
    await new Promise((done) => setTimeout(done, 20));
  }
}
