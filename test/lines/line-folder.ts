import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { installedRelease } from '../../codegen/driver/find/installed-release.js';
import { output } from '../support/processes.js';
import { inProject } from '../support/project-root.js';

/** Copied unchanged into the folder of a line, since Node and TypeScript resolve links to their targets. */
export const COPIED: readonly string[] = [
  'package.json',
  'tsconfig.json',
  '.mocharc.json',
  'codegen',
  'spec',
  'docs',
  'examples',
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'test',
  'build/codegen',
  'build/site',
  'build/test',
];

/** The files of the package beside the emitted code. */
const PUBLISHED = [
  'package.json',
  'README.md',
  'LICENSE',
  'NOTICE',
  'tsconfig.json',
  'tsconfig.commonjs.json',
  'rollup.config.js',
];

/** Packages of the project that the folder replaces: the driver and the emitted one. */
const REPLACED = new Set(['mongodb', 'motorized']);

/**
 * Prepares a folder that is like the project, except for two packages: the driver, which is another release, and
 * `motorized`, which is generated from its declarations and compiled against it.
 */
export async function prepareLine(version: string): Promise<string> {
  const folder = inProject('build', 'lines', version);
  const packages = await installedRelease(version);
  rmSync(folder, { recursive: true, force: true });
  for (const name of COPIED) copy(inProject(name), join(folder, name));
  link(inProject('.venv'), join(folder, '.venv'));
  linkPackages(packages, join(folder, 'node_modules'));
  for (const name of PUBLISHED) copy(inProject('generated', name), join(folder, 'generated', name));
  link(join(folder, 'generated'), join(folder, 'node_modules', 'motorized'));
  generate(folder);
  compile(version);
  return folder;
}

/** Copies the release with its dependencies, and links the other packages of the project. */
function linkPackages(release: string, into: string): void {
  cpSync(release, into, { recursive: true });
  for (const name of packagesIn(inProject('node_modules'))) {
    if (!REPLACED.has(name)) link(inProject('node_modules', name), join(into, name));
  }
}

function packagesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(folder, name)).map((each) => `${name}/${each}`) : [name],
    );
}

/** Does what `make generate` and `make build` do. */
function generate(folder: string): void {
  const motorized = join(folder, 'build', 'codegen', 'cli.js');
  output(process.execPath, [motorized, 'generate'], { cwd: folder });
  output(process.execPath, [motorized, 'generate', '--docs', 'full', '--out', 'generated/src'], { cwd: folder });
}

function compile(version: string): void {
  output('make', ['compile-package', `PACKAGE=build/lines/${version}/generated`], { cwd: inProject() });
}

function copy(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('node_modules') });
}

/** Keeps existing packages, which come with the release. */
function link(target: string, at: string): void {
  mkdirSync(dirname(at), { recursive: true });
  if (existsSync(target) && !existsSync(at)) symlinkSync(target, at, 'junction');
}
