import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import getReleasePlan from '@changesets/get-release-plan';

import { packageRoot } from '../codegen/common/package-root.js';
import { outputOf } from './child.js';
import { withChanges, withRelease } from './changelog.js';

// `node version.js`: makes a release of the changesets: the version of the generator moves as far as they say, and what they tell
// goes to CHANGELOG.md. A person reads the difference, and commits it.

const PROBLEMS = 1;
const COULD_NOT_RUN = 2;
const ROOT = packageRoot();
const CHANGELOG = join(ROOT, 'CHANGELOG.md');
const LOCK = join(ROOT, 'package-lock.json');

try {
  process.exitCode = await version();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = COULD_NOT_RUN;
}

async function version(): Promise<number> {
  const { changesets, releases } = await getReleasePlan(ROOT);
  const [release] = releases;
  if (release === undefined) {
    process.stderr.write('there is no changeset, so that there is nothing to release\n  fix: make changeset\n');
    return PROBLEMS;
  }
  const changes = changesets.map(({ summary, releases: [own] }) => ({ summary, bump: own?.type ?? 'none' }));
  const text = withChanges(await readFile(CHANGELOG, 'utf8'), changes);
  const date = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const changelog = withRelease(text, { version: release.newVersion, date });
  await outputOf(join(ROOT, 'node_modules', '.bin', 'changeset'), ['version'], ROOT);
  await writeFile(CHANGELOG, changelog);
  await moveLock(release.newVersion);
  process.stdout.write(`${release.name} ${release.oldVersion} -> ${release.newVersion}\n`);
  return 0;
}

/** npm keeps there what the manifest of the project says of itself. */
async function moveLock(version: string): Promise<void> {
  const lock = JSON.parse(await readFile(LOCK, 'utf8')) as { readonly packages: Readonly<Record<string, object>> };
  const packages = { ...lock.packages, '': { ...lock.packages[''], version } };
  await writeFile(LOCK, `${JSON.stringify({ ...lock, version, packages }, undefined, 2)}\n`);
}
