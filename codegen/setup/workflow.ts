import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';

import { foldersUp } from '../common/files/folders-up.js';
import { readRegularFile } from '../common/files/read-file.js';
import { shownPath } from '../common/files/shown-path.js';
import { packageRoot } from '../common/package-root.js';
import { packageManager } from '../common/project/package-manager.js';

/** A workflow, and its path from the project. */
export interface Workflow {
  readonly path: string;
  readonly text: string;
}

/** The workflow of a project. GitHub only reads workflows at the root of the repository, which projects may share. */
export function workflowOf(root: string): Workflow {
  const repository = repositoryOf(root) ?? root;
  const within = shownPath(relative(repository, root));
  const name = within === '' ? 'motorized' : `motorized-${within.replaceAll('/', '-')}`;
  const template = join(packageRoot(), 'codegen', 'starters', 'project', 'motorized.yml.txt');
  const text = readRegularFile(template)
    .toString('utf8')
    .replace('__NAME__', name)
    .replace('__DEFAULTS__', within === '' ? '' : defaultsIn(within))
    .replace('__INSTALL__', packageManager(root).ci);
  const folder = join(repository, '.github', 'workflows');
  return { path: shownPath(relative(root, join(folder, `${name}.yml`))), text };
}

function defaultsIn(folder: string): string {
  return `defaults:\n  run:\n    working-directory: ${JSON.stringify(folder)}\n\n`;
}

/** The root of the project's git repository. Undefined if there is none. In a linked work tree, `.git` is a file. */
function repositoryOf(root: string): string | undefined {
  return foldersUp(root).find((folder) => existsSync(join(folder, '.git')));
}
