// Draws the pictures of docs/benchmarks.md from the runs in docs/benchmarks/.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { draw } from './draw.js';
import { readRun } from './read-run.js';

/** The sections whose comparisons are drawn. */
const SECTIONS = ['promise', 'callback', 'rxjs', 'effect'];

/** Every picture by the name of its file. */
export function pictures(docs: string): ReadonlyMap<string, string> {
  return new Map(
    SECTIONS.flatMap((section) =>
      readRun(readFileSync(join(docs, 'benchmarks', `${section}.txt`), 'utf8')).map((chart) => [
        `${section}-${chart.title.replaceAll(' ', '-').toLowerCase()}.svg`,
        draw(chart, `motorized/${section}`),
      ]),
    ),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join('docs', 'pictures');
  mkdirSync(folder, { recursive: true });
  for (const [name, svg] of pictures('docs')) writeFileSync(join(folder, name), svg);
}
