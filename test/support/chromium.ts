import { type Browser, chromium } from 'playwright-core';

import { CHROMIUM_ARGS, findChromium, NO_CHROMIUM } from '../../site/checks/chromium.js';

/** Starts the browser of this machine. Skips the running test with a reason if there is none. */
export async function openChromium(context: Mocha.Context): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: [...CHROMIUM_ARGS] });
  process.stdout.write(`\n  skipped: ${NO_CHROMIUM}\n`);
  return context.skip();
}
