import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { endOf, outputOf } from './child.js';
import { idOf, PACKED_FOLDER, type PackedPackage, readPacked } from './packed.js';

// `node publish.js [--dry-run] [--no-provenance] [FOLDER]`: publishes what is packed and not on the registry yet. It can be run again:
// what is there is left, and has to be what is packed. Between two releases it need not: then changesets tell of what is to come.

const PROBLEMS = 1;
const COULD_NOT_RUN = 2;

/** What became of a package. */
interface Published {
  readonly packed: PackedPackage;
  readonly outcome: 'published' | 'there' | 'changed' | 'differs' | 'failed';
  /** What npm said, or the files that differ. */
  readonly said: string;
}

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
  const wrong: Published[] = [];
  for (const packed of readPacked(folder)) {
    const result = await publish(packed);
    process.stdout.write(`${lineOf(result)}\n`);
    if (result.outcome === 'differs' || result.outcome === 'failed') wrong.push(result);
    // What comes after the newest package would be the latest one.
    if (result.outcome === 'failed') break;
  }
  for (const each of wrong) process.stderr.write(`\n${complaint(each)}\n`);
  return wrong.length === 0 ? 0 : PROBLEMS;
}

async function publish(packed: PackedPackage): Promise<Published> {
  if (await isThere(packed)) {
    const files = await differingFiles(packed);
    const differs = flags['dry-run'] && hasChangesets() ? 'changed' : 'differs';
    return { packed, outcome: files === '' ? 'there' : differs, said: files };
  }
  const how = flags['dry-run'] ? ['--dry-run'] : flags['no-provenance'] ? [] : ['--provenance'];
  const args = ['publish', packed.tarball, '--tag', packed.tag, '--access', 'public', ...how];
  const { code, stdout, stderr } = await endOf('npm', args, process.cwd());
  return { packed, outcome: code === 0 ? 'published' : 'failed', said: `${stdout}${stderr}` };
}

/** Whether something is waiting for the next release. */
function hasChangesets(): boolean {
  const names = existsSync('.changeset') ? readdirSync('.changeset') : [];
  return names.some((name) => name.endsWith('.md') && name !== 'README.md');
}

/**
 * Whether the registry has this version.
 *
 * @throws where it cannot be asked: nothing is published then
 */
async function isThere(packed: PackedPackage): Promise<boolean> {
  const { code, stdout, stderr } = await endOf('npm', ['view', idOf(packed), 'version', '--json'], process.cwd());
  // npm says nothing where the name is there, and not the version.
  if (code === 0) return stdout.trim() !== '';
  const { error } = JSON.parse(stdout || '{}') as { readonly error?: { readonly code?: string } };
  if (error?.code === 'E404') return false;
  throw new Error(
    `the registry cannot be asked for ${idOf(packed)}:\n${stderr}  fix: see that it can be reached, and run the same again`,
  );
}

/** The names of the files in which what is packed differs from what was published. */
async function differingFiles(packed: PackedPackage): Promise<string> {
  const args = ['diff', `--diff=${idOf(packed)}`, `--diff=file:${packed.tarball}`, '--diff-name-only'];
  return (await outputOf('npm', args, process.cwd())).trim();
}

function lineOf({ packed, outcome }: Published): string {
  const words = {
    published: flags['dry-run'] ? 'would be published' : 'published',
    there: 'is there already',
    changed: 'is there, and has changed since: changesets tell of it',
    differs: 'is there with other content',
    failed: 'could not be published',
  };
  return `${idOf(packed)}  ${packed.tag}  ${words[outcome]}`;
}

function complaint({ packed, outcome, said }: Published): string {
  if (outcome === 'failed') return `${idOf(packed)} could not be published:\n${said}`;
  const where = packed.name === 'motorized' ? 'spec/lines.yaml' : 'package.json, by a changeset';
  return `${idOf(packed)} is on the registry, and what is packed differs in\n${said}\n  fix: give it its next version in ${where}`;
}
