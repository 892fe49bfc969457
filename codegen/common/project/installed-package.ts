import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { foldersUp } from '../files/folders-up.js';

/** The folder of a package, resolved from another folder as Node does. Undefined if it is not installed. */
export function installedPackage(name: string, from: string, isFile: (path: string) => boolean): string | undefined {
  return foldersUp(from)
    .map((folder) => join(folder, 'node_modules', name))
    .find((candidate) => isFile(join(candidate, 'package.json')));
}

/** Whether the packages of a project are where only Yarn finds them (Plug'n'Play). */
export function isPlugAndPlay(from: string): boolean {
  return foldersUp(from).some((folder) => existsSync(join(folder, '.pnp.cjs')));
}

/** The fix for a project whose packages only Yarn finds. */
export const LEAVE_PLUG_AND_PLAY = 'write `nodeLinker: node-modules` into .yarnrc.yml, and run `yarn install`';

/** The command that runs the generator in a project. If it is not installed there, npx needs its full name. */
export function generatorCommand(root: string): string {
  return installedPackage('@motorized/codegen', root, existsSync) === undefined
    ? 'npx @motorized/codegen'
    : 'npx motorized';
}
