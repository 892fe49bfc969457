import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { packageRoot } from '../codegen/common/package-root.js';
import { type Moved, movedLock, movedPackage, movedVersion } from '../codegen/lines/package/moved-package.js';
import { parsePublishedLines } from '../codegen/spec/published-lines.js';
import { withNextPatches } from './next-patches.js';
import { lineOf, namedPackages } from './packages.js';

// `node next-patch.js NAME...`: the next patch version for packages whose own content has changed, but not their
// driver. Run `make generate` afterwards.

const PROBLEMS = 1;
const COULD_NOT_RUN = 2;
const LINES = join('spec', 'lines.yaml');
const LOCK = 'package-lock.json';
const VERSION = join('codegen', 'frameworks', 'internal', 'version.ts');

process.chdir(packageRoot());
try {
  process.exitCode = await move(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = COULD_NOT_RUN;
}

async function move(words: readonly string[]): Promise<number> {
  const before = await readFile(LINES, 'utf8');
  const versions = namedPackages(words).flatMap((each) => lineOf(each) ?? []);
  if (versions.length === 0) throw new Error('changesets move the generator\n  fix: make version');
  const after = withNextPatches(before, new Set(versions));
  const [newest] = parsePublishedLines(LINES, before).lines;
  const [line] = parsePublishedLines(LINES, after).lines;
  if (newest === undefined || line === undefined) throw new Error(`${LINES} has no lines`);
  const moves: Moved[] = [
    movedPackage('generated', line, newest),
    movedLock(LOCK, await readFile(LOCK, 'utf8'), 'generated', line),
    movedVersion(VERSION, await readFile(VERSION, 'utf8'), { line, newest }),
  ];
  const problems = moves.flatMap((each) => each.problems);
  for (const { subject, message, fix } of problems) process.stderr.write(`${subject}: ${message}\n  fix: ${fix}\n`);
  if (problems.length > 0) return PROBLEMS;
  for (const [file, text] of moves.flatMap(({ files }) => [...files])) await writeFile(file, text);
  // Last, so that running it again after an interruption finds the old versions.
  await writeFile(LINES, after);
  process.stdout.write(`next patch: ${versions.map((each) => `motorized@${each}`).join(', ')}\n`);
  return 0;
}
