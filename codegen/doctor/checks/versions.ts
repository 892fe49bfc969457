import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { satisfies } from 'semver';

import { packageRoot } from '../../common/package-root.js';
import type { Problem } from '../../common/problem.js';
import { type Check, finding } from '../check.js';
import { importedCopy } from '../installed-copies.js';

interface PackageJson {
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

/** The oldest version of TypeScript that compiles the wrapper classes. */
export const OLDEST_TYPESCRIPT = '5.4.0';

export const typescriptVersion: Check = {
  name: 'TypeScript',
  look: async ({ root }) => {
    const found = importedCopy('typescript', root)?.version;
    if (found === undefined) return undefined;
    const range = `>=${OLDEST_TYPESCRIPT}`;
    if (satisfies(found, range, PRERELEASES)) return { found, problems: [] };
    return { found, problems: [tooOld('TypeScript', found, range, `npm install --save-dev typescript@'${range}'`)] };
  },
};

/** Checks the peers of the ready-made package, since npm only warns, or was run with `--force`. */
export const readyPackage: Check = {
  name: 'motorized',
  look: async ({ root }) => {
    const ready = importedCopy('motorized', root);
    if (ready === undefined) return undefined;
    const peers = Object.entries(manifestIn(ready.folder).peerDependencies ?? {});
    const problems = peers.flatMap(([name, range]) => {
      // A missing peer is optional, or the driver, for which there is another check.
      const found = importedCopy(name, ready.folder)?.version;
      if (found === undefined || satisfies(found, range, PRERELEASES)) return [];
      const fix =
        name === 'mongodb'
          ? `npm install mongodb@'${range}', or the package for ${found}: see docs/lines.md of motorized`
          : `npm install ${name}@'${range}'`;
      const message = `motorized ${ready.version} is for ${name} ${range}, and ${found} is installed`;
      return [finding('error', 'peer-version', name, message, fix)];
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
    const message = `the wrapper classes are generated for mongodb ${driver}, and ${installed.version} is installed for them`;
    const fix = `run \`npm install mongodb@${driver}\`, or let \`driver\` of the config be ${installed.version} and run \`npx motorized generate\``;
    return { found: driver, problems: [finding('error', 'driver-version', 'mongodb', message, fix)] };
  },
};

const PRERELEASES = { includePrerelease: true } as const;

function tooOld(name: string, found: string, range: string, fix: string): Problem {
  const message = `${name} is ${found}, expected ${range}`;
  return finding('error', `${name.toLowerCase()}-version`, name, message, fix);
}

function manifestIn(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
}
