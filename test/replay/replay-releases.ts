import { join } from 'node:path';

import { registryReleases } from '../../codegen/driver/find/registry-releases.js';
import { formatProblems } from '../../codegen/common/problem-text.js';
import { firstItem } from '../../codegen/common/first-item.js';
import { inProject } from '../support/project-root.js';
import { messageOf } from '../support/recorded-stream.js';
import { installedRelease } from '../../codegen/driver/find/installed-release.js';
import { differencesIn } from './differences.js';
import { replay, type Release, type ReplayRow } from './replay.js';
import { replayTable, sentenceOf, writePage } from './replay-page.js';

// `node replay-releases.js [FROM [TO]]`: follows every release of the registry from one to another, and writes to
// docs/follow.md what each did alone and what it asked for. Exits with 0 if the resulting spec claims the same as
// today's, 1 if it differs or a release could not be followed, and 2 if there is no release to follow.

const COULD_NOT_RUN = 2;
const [from = '6.0.0', to = '7.9.0'] = process.argv.slice(2);
const versions = await registryReleases('mongodb', { from, to }).catch((error: unknown) => exit(messageOf(error)));
if (versions.length < 2) exit(`from ${from} to ${to} there is no release to follow`);

function exit(problem: string): never {
  process.stderr.write(
    `${problem}\n  fix: make replay RELEASES='6.9.0 6.13.0', where the first is followed by others\n`,
  );
  process.exit(COULD_NOT_RUN);
}

async function* installed(): AsyncIterable<Release> {
  for (const version of versions.slice(1)) yield releaseOf(version);
}

async function releaseOf(version: string): Promise<Release> {
  return { version, folder: join(await installedRelease(version), 'mongodb') };
}

const work = inProject('build', 'replay');
const say = (row: ReplayRow): void => {
  const asks = row.asked.length === 0 ? 'nobody' : `asked ${row.asked.length}`;
  process.stdout.write(`${row.version}  ${asks}, ${row.alone.length} edits\n`);
  if (row.faults.length > 0)
    process.stdout.write(`${formatProblems(row.faults, { sources: new Map(), color: false, frames: false })}\n`);
};
const start = await releaseOf(firstItem(versions));
const rows = await replay({ start, releases: installed(), today: 'spec', work, say });
const isWhole = rows.length === versions.length - 1 && rows.every(({ faults }) => faults.length === 0);
const last = rows.at(-1)?.version ?? start.version;
const differences = differencesIn(join(work, 'spec'), 'spec', last);
const table = replayTable(rows, differences, start.version);
process.stdout.write(`\n${sentenceOf(rows, start.version)}\n`);
for (const each of [...differences.claims, ...differences.errors]) process.stdout.write(`${each}\n`);
// A partial replay is not published.
if (isWhole && process.argv.length <= 2) await writePage(inProject('docs', 'follow.md'), table);
process.exitCode = isWhole && differences.claims.length === 0 ? 0 : 1;
