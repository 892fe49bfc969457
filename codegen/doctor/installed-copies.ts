import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { shownPath } from '../common/files/shown-path.js';
import { installedPackage } from '../common/installed-package.js';
import { byCodeUnit } from '../common/order.js';
import { readManifest } from '../driver/find/manifest.js';

/** A copy of a package somewhere below `node_modules`. */
export interface Copy {
  /** Its folder, for messages. Links are followed, since Node distinguishes copies by their real paths. */
  readonly folder: string;
  readonly version: string;
}

/** The copy of a package that a module in a folder would import. Undefined if it is not installed. */
export function importedCopy(name: string, from: string): Copy | undefined {
  const folder = installedPackage(name, existsSync(from) ? realpathSync(from) : from, existsSync);
  return folder === undefined ? undefined : copyAt(folder);
}

/**
 * All installed copies of a package for a project: in its `node_modules`, in those above it, and in those of other
 * packages.
 */
export function installedCopies(name: string, root: string): Copy[] {
  const found = new Map<string, Copy>();
  const seen = new Set<string>();
  for (let folder = resolve(root); ; folder = dirname(folder)) {
    for (const each of packagesIn(join(folder, 'node_modules'), seen)) {
      if (!each.path.endsWith(join('node_modules', name))) continue;
      const copy = copyAt(each.path);
      found.set(copy.folder, copy);
    }
    if (dirname(folder) === folder) break;
  }
  return [...found.values()].sort((a, b) => byCodeUnit(a.folder, b.folder));
}

function copyAt(folder: string): Copy {
  const real = realpathSync(folder);
  const { version = 'an unknown version' } = readManifest(join(real, 'package.json'));
  return { folder: shownPath(relative('', real)), version };
}

/**
 * The packages in a `node_modules` folder, and in those of these packages. Each once, even if several links lead to it.
 */
function packagesIn(modules: string, seen: Set<string>): { readonly path: string }[] {
  if (!existsSync(modules) || seen.has(realpathSync(modules))) return [];
  seen.add(realpathSync(modules));
  return foldersIn(modules).flatMap((name) => {
    const path = join(modules, name);
    // pnpm keeps every package here, each in its own `node_modules`.
    if (name === '.pnpm') return foldersIn(path).flatMap((each) => packagesIn(join(path, each, 'node_modules'), seen));
    if (name.startsWith('.')) return [];
    const packages = name.startsWith('@') ? foldersIn(path).map((each) => join(path, each)) : [path];
    const whole = packages.filter((each) => existsSync(join(each, 'package.json')));
    return whole.flatMap((each) => [{ path: each }, ...packagesIn(join(realpathSync(each), 'node_modules'), seen)]);
  });
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.isDirectory() || each.isSymbolicLink())
    .map(({ name }) => name);
}
