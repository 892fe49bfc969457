import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';

import { foldersUp } from '../common/files/folders-up.js';
import { shownPath } from '../common/files/shown-path.js';
import { installedPackage } from '../common/project/installed-package.js';
import { byCodeUnit } from '../common/order.js';
import { readManifest } from '../driver/find/manifest.js';

/** A copy of a package somewhere below `node_modules`. */
export interface Copy {
  /** Its folder, for messages. Links are followed, since Node distinguishes copies by their real paths. */
  readonly folder: string;
  readonly version: string;
}

/** A package that asks for another one, and gets a copy. */
export interface Dependent {
  readonly name: string;
  readonly range: string;
  readonly copy: Copy;
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
  for (const path of installedPackages(root).filter((each) => each.endsWith(join('node_modules', name)))) {
    const copy = copyAt(path);
    found.set(copy.folder, copy);
  }
  return [...found.values()].sort((a, b) => byCodeUnit(a.folder, b.folder));
}

/** The packages that depend on another one, each with the copy that it gets. */
export function dependentsOf(name: string, root: string): Dependent[] {
  return installedPackages(root).flatMap((path) => {
    const manifest = readManifest(join(path, 'package.json'));
    const range = manifest.dependencies.get(name);
    const copy = range === undefined ? undefined : importedCopy(name, path);
    if (range === undefined || copy === undefined) return [];
    return [{ name: `${manifest.name} ${manifest.version}`, range, copy }];
  });
}

/** The folders of the packages that are installed for a project. */
function installedPackages(root: string): string[] {
  const seen = new Set<string>();
  return foldersUp(root).flatMap((folder) => packagesIn(join(folder, 'node_modules'), seen));
}

function copyAt(folder: string): Copy {
  const real = realpathSync(folder);
  const { version = 'an unknown version' } = readManifest(join(real, 'package.json'));
  return { folder: shownPath(relative('', real)), version };
}

/** The packages in a `node_modules` folder, and in those of these packages; each once, whatever links lead to it. */
function packagesIn(modules: string, seen: Set<string>): string[] {
  if (!existsSync(modules) || seen.has(realpathSync(modules))) return [];
  seen.add(realpathSync(modules));
  return foldersIn(modules).flatMap((name) => {
    const path = join(modules, name);
    // pnpm keeps every package here, each in its own `node_modules`.
    if (name === '.pnpm') return foldersIn(path).flatMap((each) => packagesIn(join(path, each, 'node_modules'), seen));
    if (name.startsWith('.')) return [];
    const packages = name.startsWith('@') ? foldersIn(path).map((each) => join(path, each)) : [path];
    const whole = packages.filter((each) => existsSync(join(each, 'package.json')));
    return whole.flatMap((each) => [each, ...packagesIn(join(realpathSync(each), 'node_modules'), seen)]);
  });
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.isDirectory() || each.isSymbolicLink())
    .map(({ name }) => name);
}
