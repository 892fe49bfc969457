import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { endOf, outputOf } from './child.js';
import { idOf, PACKED_FOLDER, type PackedPackage, readPacked } from './packed.js';
import { askFor, type Known } from './registry/known.js';
import { checkNpm } from './registry/npm-version.js';
import { refusalOf, wrongTag } from './registry/refusal.js';

// `node publish.js [--dry-run] [--no-provenance] [FOLDER]`: publishes the packed packages that are not on the registry
// yet. It can be run again: packages that are already there are skipped, if they have the same content. Between two
// releases the content may differ, as long as changesets describe the changes.

const PROBLEMS = 1;
const COULD_NOT_RUN = 2;

/** The outcome for a package. */
interface Published {
  readonly packed: PackedPackage;
  readonly outcome: 'published' | 'there' | 'changed' | 'differs' | 'refused' | 'failed';
  /** What npm printed, the files that differ, or what to do. */
  readonly said: string;
}

const WRONG: ReadonlySet<Published['outcome']> = new Set(['differs', 'refused', 'failed']);

const {
  values: flags,
  positionals: [folder = PACKED_FOLDER],
} = parseArgs({
  allowPositionals: true,
  options: { 'dry-run': { type: 'boolean', default: false }, 'no-provenance': { type: 'boolean', default: false } },
});

try {
  process.exitCode = await publishAll();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = COULD_NOT_RUN;
}

async function publishAll(): Promise<number> {
  const results: Published[] = [];
  if (!flags['dry-run'] && !flags['no-provenance']) await checkNpm();
  for (const packed of readPacked(folder)) {
    const isBegun = results.some(({ packed: { name } }) => name === packed.name);
    const result = await publish(packed, isBegun);
    process.stdout.write(`${lineOf(result)}\n`);
    results.push(result);
    // Any package after the newest one would become `latest`.
    if (result.outcome === 'failed' || result.outcome === 'refused') break;
  }
  const told = results.flatMap((each) => complaint(each) ?? []);
  for (const each of told) process.stderr.write(`\n${each}\n`);
  return results.some(({ outcome }) => WRONG.has(outcome)) ? PROBLEMS : 0;
}

/** @param isBegun - whether a package of this name came earlier in the list */
async function publish(packed: PackedPackage, isBegun: boolean): Promise<Published> {
  const known = await askFor(packed.name);
  if (known?.versions.includes(packed.version) === true) return compare(packed, known);
  const refusal = isBegun ? undefined : refusalOf(packed, known);
  if (refusal !== undefined) return { packed, outcome: 'refused', said: refusal };
  const how = flags['dry-run'] ? ['--dry-run'] : flags['no-provenance'] ? [] : ['--provenance'];
  const args = ['publish', packed.tarball, '--tag', packed.tag, '--access', 'public', ...how];
  const { code, stdout, stderr } = await endOf('npm', args, process.cwd());
  return { packed, outcome: code === 0 ? 'published' : 'failed', said: `${stdout}${stderr}` };
}

/** An existing version is left alone, whatever its tag: the workflow may publish, but not move tags. */
async function compare(packed: PackedPackage, known: Known): Promise<Published> {
  const args = ['diff', `--diff=${idOf(packed)}`, `--diff=file:${packed.tarball}`, '--diff-name-only'];
  const files = (await outputOf('npm', args, process.cwd())).trim();
  if (files === '') return { packed, outcome: 'there', said: wrongTag(packed, known) ?? '' };
  return { packed, outcome: flags['dry-run'] && isBetweenReleases() ? 'changed' : 'differs', said: files };
}

/** Whether changes are waiting for the next release. A commit with a tag is that release. */
function isBetweenReleases(): boolean {
  const names = existsSync('.changeset') ? readdirSync('.changeset') : [];
  const isWaiting = names.some((name) => name.endsWith('.md') && name !== 'README.md');
  return isWaiting && process.env['GITHUB_REF_TYPE'] !== 'tag';
}

function lineOf({ packed, outcome, said }: Published): string {
  const words = {
    published: flags['dry-run'] ? 'would be published' : 'published',
    there: said === '' ? 'is there already' : 'is there already, under another tag',
    changed: 'is there, and has changed since, as changesets describe',
    differs: 'is there with other content',
    refused: 'is not published',
    failed: 'could not be published',
  };
  return `${idOf(packed)}  ${packed.tag}  ${words[outcome]}`;
}

/** What a person has to know. Undefined if there is nothing. */
function complaint({ packed, outcome, said }: Published): string | undefined {
  const where = packed.name === 'motorized' ? 'spec/lines.yaml' : 'package.json, by a changeset';
  const words: Partial<Record<Published['outcome'], string>> = {
    there: said,
    refused: `${idOf(packed)} is not published: ${said}`,
    failed: `${idOf(packed)} could not be published:\n${said}`,
    differs: `${idOf(packed)} is on the registry, but the packed one differs in\n${said}\n  fix: give it its next version in ${where}`,
  };
  return words[outcome] || undefined;
}
