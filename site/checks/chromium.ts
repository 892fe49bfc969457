import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// The checks of the site and the tests of the examples both look at pages in a browser: this module imports Node and nothing
// else, so that each compiles it by itself.

/** The more usual before the less. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** What is said where there is none. */
export const NO_CHROMIUM = 'there is no Chromium: install the package chromium, or name one in CHROMIUM';

/** The pages are our own, and root, as in a container, has no sandbox. */
export const CHROMIUM_ARGS: readonly string[] = ['--no-sandbox'];

/**
 * The Chromium of this machine: the one that `CHROMIUM` names, or the first on the PATH.
 *
 * @throws where `CHROMIUM` names no program: another one is not what was asked for
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env['CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named;
    throw new Error(`CHROMIUM is '${named}', which is no program\n  fix: name an executable file, or unset it`);
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/** A folder may be entered by whoever may execute it, so that only files count. */
function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
