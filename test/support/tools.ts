import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { output } from './processes.js';
import { inProject } from './project-root.js';

/**
 * Packages that users test and compile with, in a folder of their own that is kept in the cache of the project: as
 * packages of the project itself they would take the place of its compiler.
 *
 * @returns the folder that holds the packages
 */
export function installTools(
  name: string,
  dependencies: Readonly<Record<string, string>>,
  overrides: Readonly<Record<string, string>> = {},
): string {
  const folder = inProject('.cache', 'tools', name);
  const packages = join(folder, 'node_modules');
  if (existsSync(join(packages, '.package-lock.json'))) return packages;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, private: true, dependencies, overrides }));
  const flags = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  output('npm', ['install', ...flags], { cwd: folder });
  return packages;
}
