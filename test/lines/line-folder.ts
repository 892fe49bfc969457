import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { installedRelease } from '../../codegen/driver/find/installed-release.js';
import { output } from '../support/processes.js';
import { inProject } from '../support/project-root.js';

/** What stands in a line's folder as it stands in the project. Copies: Node and TypeScript go on from where links lead. */
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

/** What goes with the emitted code into the package. */
const PUBLISHED = [
  'package.json',
  'README.md',
  'LICENSE',
  'NOTICE',
  'tsconfig.json',
  'tsconfig.commonjs.json',
  'rollup.config.js',
];

/** What is the driver's in the project's packages, or stands for what is emitted. */
const REPLACED = new Set(['mongodb', 'motorized']);

/**
 * Prepares a folder in which everything is as in the project, but for the driver: that is another release, and
 * `motorized` is what is generated from its declarations and compiled against it.
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

/** The release and what it depends on as they are, and links to whatever else the project has. */
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

/** As `make generate` and `make build` do. */
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

/** What is there already is the release's own. */
function link(target: string, at: string): void {
  mkdirSync(dirname(at), { recursive: true });
  if (existsSync(target) && !existsSync(at)) symlinkSync(target, at, 'junction');
}
