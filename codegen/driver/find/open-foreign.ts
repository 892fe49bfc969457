import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';

import { CannotRunError } from '../../common/problem.js';
import { installedPackage } from '../../common/project/installed-package.js';
import { readManifest, readText } from './manifest.js';
import type { OpenedDriver } from './open-driver.js';
import { cachedPackage } from './package-cache.js';

/**
 * The declarations of packages that a driver imports types from, such as bson: those installed beside the driver, or
 * else those of the release that the driver depends on.
 *
 * Packages that cannot be found are left out. A comparison then claims less.
 */
export async function openForeign(
  { folder, dependencies }: Pick<OpenedDriver, 'folder' | 'dependencies'>,
  modules: Iterable<string>,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const module of new Set(modules)) {
    if (isBuiltin(module) || module.startsWith('.')) continue;
    const text = installed(module, folder) ?? (await fetched(module, dependencies.get(module)));
    if (text !== undefined) found.set(module, text);
  }
  return found;
}

function installed(module: string, from: string): string | undefined {
  const folder = installedPackage(module, from, existsSync);
  return folder && declarationsIn(folder);
}

/** Fetches the lowest release in a range such as `^6.10.0`. */
async function fetched(module: string, range: string | undefined): Promise<string | undefined> {
  const version = /^[\^~]?(\d+\.\d+\.\d+)$/.exec(range ?? '')?.[1];
  if (version === undefined) return undefined;
  try {
    return declarationsIn(await cachedPackage(module, version));
  } catch (error) {
    if (error instanceof CannotRunError) return undefined;
    throw error;
  }
}

function declarationsIn(folder: string): string | undefined {
  const { types } = readManifest(join(folder, 'package.json'));
  return types !== undefined && existsSync(join(folder, types)) ? readText(join(folder, types)) : undefined;
}
