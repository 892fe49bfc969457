import { existsSync, readFileSync } from 'node:fs';

import { inProject } from '../support/project-root.js';
import { CouldNotRun } from './steps.js';

/** The packages that `make pack` packs: the folder of the manifest, by the name of the package. */
const FOLDERS = { motorized: 'generated', '@motorized/codegen': '.' } as const;

export type PackageName = keyof typeof FOLDERS;

/** The tarball that `make pack` has created of a package. * @throws if there is none */
export function tarballOf(name: PackageName): string {
  const manifest = JSON.parse(readFileSync(inProject(FOLDERS[name], 'package.json'), 'utf8')) as { version: string };
  const file = `${name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`;
  const tarball = inProject('build', file);
  if (!existsSync(tarball)) throw new CouldNotRun(`build/${file} is not there\n  fix: make pack`);
  return tarball;
}
