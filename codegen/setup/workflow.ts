import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { readRegularFile } from '../common/files/read-file.js';
import { shownPath } from '../common/files/shown-path.js';
import { packageRoot } from '../common/package-root.js';
import { packageManager } from '../common/project/package-manager.js';

/** A workflow, and its path from the project. */
export interface Workflow {
  readonly path: string;
  readonly text: string;
}

/** The workflow of a project. GitHub reads those at the root of the repository only, which several projects may share. */
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

/** The folder that git keeps a project in; undefined where it keeps none. A work tree has a file in place of the folder. */
function repositoryOf(root: string): string | undefined {
  for (let folder = resolve(root); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
