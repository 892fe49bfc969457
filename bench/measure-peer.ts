import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { publishedManifest } from '../test/support/consumer.js';
import { output, run } from '../test/support/processes.js';
import { inProject } from '../test/support/project-root.js';

// Compiles generated/src against the first release of each minor of the driver's major, and compares the lowest one that
// fits with `peerDependencies.mongodb`. It needs `make build` and the registry: exit 0 as declared, 1 not, 2 offline.

const COULD_NOT_RUN = 2;
const QUIET = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

/** The first release of each minor of a major, pre-releases left out, in order. */
function firstOfEachMinor(major: number): string[] {
  const versions = JSON.parse(output('npm', ['view', 'mongodb', 'versions', '--json', '--loglevel=error'])) as string[];
  const minors = new Map<number, string>();
  for (const version of versions) {
    const [, ofMajor, minor] = /^(\d+)\.(\d+)\.\d+$/.exec(version) ?? [];
    if (Number(ofMajor) === major && !minors.has(Number(minor))) minors.set(Number(minor), version);
  }
  return [...minors].sort(([a], [b]) => a - b).map(([, version]) => version);
}

/** The compiler's errors for what is published beside one release of the driver. */
function errorsWith(version: string, folder: string): string[] {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  output('npm', ['install', ...QUIET, `mongodb@${version}`], { cwd: folder });
  cpSync(inProject('generated', 'src'), join(folder, 'src'), { recursive: true });
  cpSync(inProject('generated', 'tsconfig.json'), join(folder, 'tsconfig.json'));
  for (const name of ['@types/node', ...Object.keys(publishedManifest().peerDependencies)]) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(join(link, '..'), { recursive: true });
    if (!existsSync(link)) symlinkSync(inProject('node_modules', name), link, 'junction');
  }
  const tsc = inProject('node_modules', 'typescript', 'bin', 'tsc');
  const { stdout } = run(process.execPath, [tsc, '-p', '.', '--noEmit'], { cwd: folder });
  return stdout.split('\n').filter((line) => line.includes(': error '));
}

function measure(versions: readonly string[], folder: string): string | undefined {
  let lowest: string | undefined;
  for (const version of versions) {
    const errors = errorsWith(version, join(folder, version));
    if (errors.length > 0) lowest = undefined;
    else lowest ??= version;
    console.log(
      `mongodb ${version}: ${errors.length === 0 ? 'compiles' : `${errors.length} errors, first ${errors[0]}`}`,
    );
  }
  return lowest;
}

const folder = mkdtempSync(join(tmpdir(), 'motorized-peer-'));
try {
  const installed = JSON.parse(readFileSync(inProject('node_modules', 'mongodb', 'package.json'), 'utf8')) as {
    version: string;
  };
  const major = Number.parseInt(installed.version, 10);
  const lowest = measure(firstOfEachMinor(major), folder);
  const measured = `>=${lowest ?? 'none'} <${major + 1}`;
  const declared = publishedManifest().peerDependencies['mongodb'];
  console.log(`measured: ${measured}\ndeclared: ${declared}`);
  if (measured !== declared) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = COULD_NOT_RUN;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
