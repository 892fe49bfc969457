import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import getReleasePlan from '@changesets/get-release-plan';

import { packageRoot } from '../codegen/common/package-root.js';
import { outputOf } from './child.js';
import { withChanges, withRelease } from './changelog.js';
import { notesOf } from './notes.js';

// `node version.js`: turns the changesets into a release: moves the version of the generator as far as they say, and
// adds their text to CHANGELOG.md. A person reviews the diff, and commits it.

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
  // An empty changeset, or one with the bump `none`, does not move the version.
  if (release === undefined || release.newVersion === release.oldVersion)
    return refused('no changeset moves the version, so there is nothing to release', 'make changeset');
  const silent = changesets.find(({ summary, releases: moved }) => moved.length > 0 && summary.trim() === '');
  if (silent !== undefined)
    return refused(
      `.changeset/${silent.id}.md has no text for the changelog`,
      'describe below the `---` what changes for users',
    );
  const before = await readFile(CHANGELOG, 'utf8');
  if (notesOf(before, release.newVersion) !== undefined)
    return refused(
      `CHANGELOG.md has ${release.newVersion} already`,
      `check that package.json has the version that was released last`,
    );
  const changes = changesets.map(({ summary, releases: [own] }) => ({ summary, bump: own?.type ?? 'none' }));
  const date = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const changelog = withRelease(withChanges(before, changes), { version: release.newVersion, date });
  await apply(changelog, before);
  await moveLock(release.newVersion);
  process.stdout.write(`${release.name} ${release.oldVersion} -> ${release.newVersion}\n`);
  return 0;
}

function refused(message: string, fix: string): number {
  process.stderr.write(`${message}\n  fix: ${fix}\n`);
  return PROBLEMS;
}

/** The changelog comes first, so that no change is lost when the changesets are deleted. */
async function apply(changelog: string, before: string): Promise<void> {
  await writeFile(CHANGELOG, changelog);
  try {
    await outputOf(join(ROOT, 'node_modules', '.bin', 'changeset'), ['version'], ROOT);
  } catch (error) {
    await writeFile(CHANGELOG, before);
    throw error;
  }
}

/** npm copies parts of the project's manifest there. */
async function moveLock(version: string): Promise<void> {
  const lock = JSON.parse(await readFile(LOCK, 'utf8')) as { readonly packages: Readonly<Record<string, object>> };
  const packages = { ...lock.packages, '': { ...lock.packages[''], version } };
  await writeFile(LOCK, `${JSON.stringify({ ...lock, version, packages }, undefined, 2)}\n`);
}
