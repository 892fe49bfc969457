import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { packageRoot } from '../common/package-root.js';
import type { Templates } from './render.js';

/** Reads `codegen/templates/*.hbs`. */
export async function readTemplates(): Promise<Templates> {
  const folder = join(packageRoot(), 'codegen', 'templates');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.hbs')).sort();
  return new Map(
    await Promise.all(
      names.map(async (name) => [basename(name, '.hbs'), await readFile(join(folder, name), 'utf8')] as const),
    ),
  );
}
