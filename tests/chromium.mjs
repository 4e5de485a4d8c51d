/** The browser that tests open pages in. */
import { chromium } from 'playwright-core';

/** Starts a Chromium that asks the network for nothing of its own; `CHROMIUM` names another one than Debian's. */
export const launchChromium = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
