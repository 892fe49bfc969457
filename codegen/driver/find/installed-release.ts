import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { keptFolder } from './kept-folder.js';
import { defaultCache, notFetched } from './package-cache.js';

const run = promisify(execFile);

const QUIET = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

/** The `node_modules` of a driver release and its dependencies. Installed with npm once, then cached. */
export async function installedRelease(version: string, cache = defaultCache()): Promise<string> {
  const name = 'mongodb';
  const folder = await keptFolder(cache, `${name}@${version}-installed`, {
    fill: async (staging, signal) => {
      await writeFile(join(staging, 'package.json'), '{ "private": true }\n');
      await run('npm', ['install', ...QUIET, '--save-exact', `${name}@${version}`], { cwd: staging, signal });
      return staging;
    },
    failed: (cause) => notFetched({ name, version, cache }, cause),
  });
  return join(folder, 'node_modules');
}
