import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { satisfies } from 'semver';

import { packageRoot } from '../../common/package-root.js';
import type { Problem } from '../../common/problem.js';
import { generatorCommand } from '../../common/project/installed-package.js';
import { inRange, packageManager } from '../../common/project/package-manager.js';
import { type Check, finding } from '../check.js';
import { importedCopy } from '../installed-copies.js';

interface PackageJson {
  readonly version?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Checks the version of Node. Assumes that the project runs on the same one. */
export const nodeVersion: Check = {
  name: 'Node',
  look: async () => {
    const range = manifestIn(packageRoot()).engines?.['node'] ?? '*';
    const found = process.versions.node;
    if (satisfies(found, range)) return { found, problems: [] };
    return { found, problems: [tooOld('Node', found, range, 'install a newer Node')] };
  },
};

/** A generator other than the project's own may write other classes. */
export const generatorVersion: Check = {
  name: 'generator',
  look: async ({ root }) => {
    const { version: found = 'an unknown version' } = manifestIn(packageRoot());
    const own = importedCopy('@motorized/codegen', root)?.version;
    if (own === undefined || own === found) return { found, problems: [] };
    const message = `${found} is running, but the project has ${own}`;
    const fix = 'run `npx motorized doctor`, which runs that version';
    return { found, problems: [finding('warning', 'generator-version', '@motorized/codegen', message, fix)] };
  },
};

/** The oldest TypeScript that compiles the wrapper classes. */
export const OLDEST_TYPESCRIPT = '5.4.0';

export const typescriptVersion: Check = {
  name: 'TypeScript',
  look: async ({ root }) => {
    const found = importedCopy('typescript', root)?.version;
    if (found === undefined) return undefined;
    const range = `>=${OLDEST_TYPESCRIPT}`;
    if (satisfies(found, range, PRERELEASES)) return { found, problems: [] };
    const fix = `run \`${packageManager(root).addDev} ${inRange('typescript', range)}\``;
    return { found, problems: [tooOld('TypeScript', found, range, fix)] };
  },
};

/** Checks the peers of the ready-made package, since npm only warns, or was run with `--force`. */
export const readyPackage: Check = {
  name: 'motorized',
  look: async ({ root }) => {
    const ready = importedCopy('motorized', root);
    if (ready === undefined) return undefined;
    const peers = Object.entries(manifestIn(ready.folder).peerDependencies ?? {});
    const wrong = peers.flatMap(([name, range]) => {
      // A missing peer is optional, or is the driver, which another check reports.
      const found = importedCopy(name, ready.folder)?.version;
      return found === undefined || satisfies(found, range, PRERELEASES) ? [] : [{ name, range, found }];
    });
    // All at once: npm refuses to install one as long as another does not fit.
    const install = [packageManager(root).add, ...wrong.map(({ name, range }) => inRange(name, range))].join(' ');
    const problems = wrong.map(({ name, range, found }) => {
      const other = `, or install the motorized for ${found}, which \`${generatorCommand(root)} packages --spec packaged\` lists`;
      const fix = `run \`${install}\`${name === 'mongodb' ? other : ''}`;
      const message = `motorized ${ready.version} is for ${name} ${range}, but ${found} is installed`;
      return finding('error', 'peer-version', name, message, fix);
    });
    return { found: ready.version, problems };
  },
};

/** Checks that the project's own classes were generated for the installed driver. */
export const ownDriver: Check = {
  name: 'driver of the wrapper classes',
  look: async ({ out, driver, root }) => {
    if (out === undefined || driver === undefined) return undefined;
    const installed = importedCopy('mongodb', out) ?? importedCopy('mongodb', root);
    if (installed === undefined || installed.version === driver) return { found: driver, problems: [] };
    const message = `the wrapper classes are generated for mongodb ${driver}, but ${installed.version} is installed for them`;
    const fix = `run \`${packageManager(root).add} mongodb@${driver}\`, or set \`driver\` in the config to ${installed.version} and run \`${generatorCommand(root)} generate\``;
    return { found: driver, problems: [finding('error', 'driver-version', 'mongodb', message, fix)] };
  },
};

const PRERELEASES = { includePrerelease: true } as const;

function tooOld(name: string, found: string, range: string, fix: string): Problem {
  const message = `${found} is installed, expected ${range}`;
  return finding('error', `${name.toLowerCase()}-version`, name, message, fix);
}

function manifestIn(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
}
