import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { foldersUp } from './files/folders-up.js';
import { InternalError } from './problem.js';

/** The folder of the generator's own package, whether it runs from sources or compiled. */
export function packageRoot(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const root = foldersUp(here).find((folder) => existsSync(join(folder, 'package.json')));
  if (root === undefined) throw new InternalError('the generator is not inside a package');
  return root;
}
