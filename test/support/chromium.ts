import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser of this machine: `CHROMIUM`, or what the PATH has under its usual names. */
function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [env['CHROMIUM'] ?? [], onPath].flat().find((each) => existsSync(each));
}

/** Starts it; skips the running test where there is none, and says so. */
export async function openChromium(context: Mocha.Context): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath !== undefined) {
    // Root, as in a container, has no sandbox.
    return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  }
  process.stdout.write('\n  skipped, needs Chromium: install it, or set CHROMIUM to its path\n');
  return context.skip();
}
