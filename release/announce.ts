import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { endOf, outputOf } from './child.js';
import { notesOf } from './notes.js';
import { PACKED_FOLDER, readPacked } from './packed.js';

// `node announce.js [--dry-run] [FOLDER]`: creates the release on GitHub for what was published, with its part of the
// changelog, the tarballs and their SBOMs. It is named after the version of the generator, whose tag already exists. It
// can be run again: an existing release gets what it lacks.

const COULD_NOT_RUN = 2;

const {
  values,
  positionals: [folder = PACKED_FOLDER],
} = parseArgs({ allowPositionals: true, options: { 'dry-run': { type: 'boolean', default: false } } });

try {
  await announce(announced());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = COULD_NOT_RUN;
}

/** A release to create on GitHub. */
interface Announced {
  readonly tag: string;
  /** The file of the notes. */
  readonly notes: string;
  readonly assets: readonly string[];
  /** Whether GitHub does not show it as the latest one. */
  readonly isPrerelease: boolean;
}

async function announce({ tag, notes, assets, isPrerelease }: Announced): Promise<void> {
  const kind = isPrerelease ? ['--prerelease'] : [];
  // GitHub would create a missing tag at the newest commit.
  const create = ['release', 'create', tag, '--verify-tag', '--title', tag, '--notes-file', notes, ...kind, ...assets];
  if (values['dry-run']) return void process.stdout.write(`gh ${create.join(' ')}\n`);
  const { code } = await endOf('gh', ['release', 'view', tag], process.cwd());
  const again = [
    ['release', 'upload', tag, '--clobber', ...assets],
    ['release', 'edit', tag, '--draft=false', '--notes-file', notes, ...kind],
  ];
  for (const args of code === 0 ? again : [create]) process.stdout.write(await outputOf('gh', args, process.cwd()));
}

/** The notes are written beside the packed files. */
function announced(): Announced {
  const packed = readPacked(folder);
  const generator = packed.find(({ name }) => name === '@motorized/codegen');
  if (generator === undefined)
    throw new Error('the generator is not packed, but the release has its version\n  fix: make release-pack');
  const notes = notesOf(readFileSync('CHANGELOG.md', 'utf8'), generator.version);
  if (notes === undefined) throw new Error(`CHANGELOG.md has no section for ${generator.version}\n  fix: make version`);
  const file = join(folder, 'notes.md');
  writeFileSync(file, `${notes}\n`);
  const tag = `v${generator.version}`;
  const { GITHUB_REF_TYPE: type, GITHUB_REF_NAME: pushed } = process.env;
  if (type === 'tag' && pushed !== tag)
    throw new Error(`the tag ${pushed} was pushed, expected ${tag}, the version of the generator\n  fix: push ${tag}`);
  const assets = packed.flatMap(({ tarball, sbom }) => [tarball, sbom]);
  return { tag, notes: file, assets, isPrerelease: generator.version.includes('-') };
}
