/** A real browser for tests and pictures: the one that is installed, or none. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Path of an installed Chromium: `CHROMIUM_BIN`, or where systems put it. Null: there is none. */
export function findBrowser(): string | null {
  const named = process.env.CHROMIUM_BIN ?? '';
  const places = named === '' ? USUAL_PLACES : [named];
  return places.find((place) => existsSync(place)) ?? null;
}

/** Starts it without any traffic of its own. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      // Containers and CI run as root and without user namespaces; nothing but files of ours is opened.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-default-apps',
      '--disable-extensions',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
