import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { output } from './processes.js';
import { inProject } from './project-root.js';

/**
 * Installs packages that users test and compile with into a cached folder. As packages of the project itself, they
 * would replace its compiler.
 *
 * @returns the folder with the packages
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
