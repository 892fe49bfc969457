import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { packageRoot } from '../codegen/common/package-root.js';
import { CannotRunError } from '../codegen/common/problem.js';
import { outputOf } from './child.js';
import { lineOf, namedPackages } from './packages.js';
import { fileName, idOf, LIST, PACKED_FOLDER, type PackedPackage, type ReleasePackage } from './packed.js';
import { sbomOf } from './sbom.js';

// `node pack.js [--jobs N] NAME...`: packs packages, each with its SBOM, and writes the list that publishing reads.

const COULD_NOT_RUN = 2;
const ROOT = packageRoot();

try {
  const { values, positionals } = parseArgs({
    options: { jobs: { type: 'string', default: '1' } },
    allowPositionals: true,
  });
  await packAll(namedPackages(positionals), jobsOf(values.jobs));
} catch (error) {
  const { message, fix } = error instanceof CannotRunError ? error : { message: String(error), fix: undefined };
  process.stderr.write(`${message}\n${fix === undefined ? '' : `  fix: ${fix}\n`}`);
  process.exitCode = COULD_NOT_RUN;
}

function jobsOf(text: string): number {
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs > 0) return jobs;
  throw new CannotRunError(`--jobs is '${text}', expected a number from 1 on`, 'write it as JOBS=2');
}

async function packAll(packages: readonly ReleasePackage[], jobs: number): Promise<void> {
  await rm(PACKED_FOLDER, { recursive: true, force: true });
  await mkdir(PACKED_FOLDER, { recursive: true });
  const packed = new Map<ReleasePackage, PackedPackage>();
  const queue = [...packages];
  // If one fails, no others are started, since an incomplete set is not released.
  const giveUp = (error: unknown): never => {
    queue.length = 0;
    throw error;
  };
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      packed.set(next, await packOne(next).catch(giveUp));
      process.stderr.write(`${packed.size} of ${packages.length}: ${idOf(next)}\n`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  // In the order of the packages, whichever was packed first.
  const list = packages.flatMap((each) => packed.get(each) ?? []);
  await writeFile(join(PACKED_FOLDER, LIST), `${JSON.stringify(list, undefined, 2)}\n`);
}

async function packOne(each: ReleasePackage): Promise<PackedPackage> {
  const line = lineOf(each);
  const base = fileName(each);
  const [tarball, sbom] = [`${base}.tgz`, `${base}.cdx.json`];
  if (line === undefined)
    await outputOf('npm', ['pack', '--ignore-scripts', '--pack-destination', PACKED_FOLDER], ROOT);
  else await outputOf('make', ['pack-line', `LINE=${line}`, `PACK_TO=${PACKED_FOLDER}`], ROOT);
  const folder = line === undefined ? ROOT : join(ROOT, 'build', 'packages', line);
  const file = join(PACKED_FOLDER, tarball);
  await writeFile(join(PACKED_FOLDER, sbom), await sbomOf(folder, file));
  const hash = createHash('sha512')
    .update(await readFile(file))
    .digest('base64');
  return { ...each, tarball, sbom, integrity: `sha512-${hash}` };
}
