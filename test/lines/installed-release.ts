import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ownPath, removeLeftOvers } from '../../codegen/common/files/own-path.js';
import { defaultCache } from '../../codegen/driver/find/package-cache.js';
import { output } from '../support/processes.js';

const STAGING = '.install';
const QUIET = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

/** A folder of packages with a release of the driver and what it depends on: installed with npm once, then kept. */
export async function installedRelease(version: string, cache = defaultCache()): Promise<string> {
  const folder = join(cache, `mongodb@${version}-installed`);
  if (!existsSync(folder)) await install(version, cache, folder);
  return join(folder, 'node_modules');
}

async function install(version: string, cache: string, folder: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  await removeLeftOvers(cache, STAGING);
  const staging = ownPath(cache, STAGING);
  mkdirSync(staging);
  try {
    writeFileSync(join(staging, 'package.json'), '{ "private": true }\n');
    output('npm', ['install', ...QUIET, '--save-exact', `mongodb@${version}`], { cwd: staging });
    // Nobody sees half an installation.
    if (!existsSync(folder)) renameSync(staging, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
