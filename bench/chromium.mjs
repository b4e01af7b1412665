// Headless Chromium with everything off that talks to anything but the page.

import { launch } from 'puppeteer-core';

/**
 * Starts Chromium: the one that the environment variable CHROMIUM names, else `/usr/bin/chromium`.
 *
 * @returns {Promise<import('puppeteer-core').Browser>}
 */
export function startChromium() {
  return launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    protocolTimeout: 600_000,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--enable-precise-memory-info',
      '--js-flags=--expose-gc',
    ],
  });
}
