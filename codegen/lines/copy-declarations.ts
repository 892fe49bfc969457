import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { installedPackage } from '../common/project/installed-package.js';
import type { OpenedDriver } from '../driver/find/open-driver.js';

/**
 * Copies the declarations of the driver and its dependencies. Links will not do: the compiler resolves imports from
 * their targets, beside which there may be other declarations of Node.
 */
export async function copyDeclarations(
  { folder, dependencies, package: name }: OpenedDriver,
  into: string,
): Promise<void> {
  const found = [...dependencies.keys()].map((each) => [each, installedPackage(each, folder, existsSync)] as const);
  for (const [each, from] of [[name, folder] as const, ...found]) {
    if (from !== undefined) await cp(from, join(into, each), { recursive: true, filter: isDeclaration });
  }
}

function isDeclaration(path: string): boolean {
  const name = basename(path);
  return !/\.[a-z]+$/.test(name) || name === 'package.json' || /\.d\.[cm]?ts$/.test(name);
}
