import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { satisfies } from 'semver';

import { shownPath } from '../../common/files/shown-path.js';
import type { Problem } from '../../common/problem.js';
import { isPlugAndPlay, LEAVE_PLUG_AND_PLAY } from '../../common/project/installed-package.js';
import { inRange, packageManager } from '../../common/project/package-manager.js';
import { lineOf } from '../../model/releases/release.js';
import { type Check, type Diagnosis, finding, type Patient } from '../check.js';
import { type Copy, dependentsOf, importedCopy, installedCopies } from '../installed-copies.js';

/** An importer of a package, with the copy that it imports. */
interface Importer {
  readonly name: string;
  readonly copy: Copy;
}

/** Objects of one copy of the driver are no instances of the classes of another. */
export const driverCopies: Check = {
  name: 'driver',
  look: async (patient) => {
    const { root } = patient;
    const own = importedCopy('mongodb', root);
    if (own === undefined) return { found: 'not installed', problems: [notInstalled(root)] };
    const others = importersOf('mongodb', patient).filter(({ copy }) => copy.folder !== own.folder);
    const problems = others.map(({ name, copy }) =>
      finding(
        'error',
        'driver-copies',
        'mongodb',
        `${name} import ${shown(copy)}, but the project imports ${shown(own)}: objects of one are not instances of the other's classes`,
        toOne('mongodb', copy, patient),
      ),
    );
    return diagnosis('mongodb', own, root, [...tooOld(own, root), ...problems]);
  },
};

/**
 * Checks the copies of bson. The driver refuses values of another major version, and values of another copy are not
 * instances of its classes.
 */
export const bsonCopies: Check = {
  name: 'bson',
  look: async ({ root }) => {
    const driver = importedCopy('mongodb', root);
    const used = driver && importedCopy('bson', driver.folder);
    if (used === undefined) return undefined;
    const own = importedCopy('bson', root);
    // A copy that only other packages depend on may be where the project would find it.
    const isOther = own !== undefined && own.folder !== used.folder && isAskedFor('bson', root);
    return diagnosis('bson', used, root, isOther ? [otherBson(own, used)] : []);
  },
};

function otherBson(own: Copy, used: Copy): Problem {
  const isRefused = lineOf(own.version) !== lineOf(used.version);
  const what = isRefused
    ? 'the driver refuses its values (BSONVersionError)'
    : "its values are not instances of the driver's classes";
  return finding(
    isRefused ? 'error' : 'warning',
    'bson-copies',
    'bson',
    `the project imports ${shown(own)}, but the driver imports ${shown(used)}: ${what}`,
    'import ObjectId and the other types from the wrapper classes, or from mongodb, and remove bson from your dependencies',
  );
}

/** How many copies there are. Those of other packages are harmless as long as nothing goes from one to another. */
function diagnosis(name: string, own: Copy, root: string, problems: readonly Problem[]): Diagnosis {
  const others = installedCopies(name, root).filter(({ folder }) => folder !== own.folder);
  const found = others.length === 0 ? `${own.version}, one copy` : `${own.version}, one of ${others.length + 1} copies`;
  if (others.length === 0 || problems.length > 0) return { found, problems };
  const dependents = dependentsOf(name, root).filter(({ copy }) => copy.folder !== own.folder);
  const rule = `${name === 'bson' ? name : 'driver'}-copies`;
  const message = `the project uses ${shown(own)}, but there ${others.length === 1 ? 'is' : 'are'} also ${listed(others)}: objects of one do not work with the other`;
  const apart = dependents.filter(({ range }) => !satisfies(own.version, range));
  const asked = [...new Set(apart.map((each) => `${each.name} asks for ${each.range}`))].join(', ');
  if (asked !== '')
    return {
      found,
      problems: [
        finding(
          'info',
          rule,
          name,
          `${message}; ${asked}`,
          'nothing, as long as no object is passed from one to the other',
        ),
      ],
    };
  const { why, dedupe } = packageManager(root);
  const fix = `run \`${dedupe}\`; \`${why} ${name}\` shows which package asks for which copy`;
  return { found, problems: [finding('warning', rule, name, message, fix)] };
}

/** A copy that only the wrapper classes find is in the way. Other copies come from ranges that do not agree. */
function toOne(name: string, copy: Copy, { root, out }: Patient): string {
  const { why, dedupe } = packageManager(root);
  const own = out === undefined ? undefined : shownPath(relative('', join(out, 'node_modules', name)));
  if (copy.folder === own) return `delete ${own}`;
  return `make all packages that \`${why} ${name}\` lists agree on one range, then run \`${dedupe}\``;
}

/** Whether the `package.json` of the project asks for a package. */
function isAskedFor(name: string, root: string): boolean {
  const manifest = manifestOf(root);
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
  return kinds.some((kind) => Object.hasOwn(manifest?.[kind] ?? {}, name));
}

/** Another check reports one that is not JSON. */
function manifestOf(root: string): Readonly<Record<string, object | undefined>> | undefined {
  try {
    return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, object>;
  } catch {
    return undefined;
  }
}

/** The first release that is wrapped. */
export const OLDEST_DRIVER = '5.0.0';

function tooOld({ version }: Copy, root: string): Problem[] {
  const range = `>=${OLDEST_DRIVER}`;
  if (satisfies(version, range, { includePrerelease: true })) return [];
  const fix = `run \`${packageManager(root).add} ${inRange('mongodb', range)}\``;
  return [finding('error', 'driver-version', 'mongodb', `${version} is installed, expected ${range}`, fix)];
}

/** The importers that need the same copy as the project: its own wrapper classes, and the ready-made package. */
function importersOf(name: string, { root, out }: Patient): Importer[] {
  const ready = importedCopy('motorized', root);
  const folders = [['the wrapper classes', out] as const, ['the wrapper classes of motorized', ready?.folder] as const];
  return folders.flatMap(([importer, folder]) => {
    const copy = folder === undefined ? undefined : importedCopy(name, folder);
    return copy === undefined ? [] : [{ name: importer, copy }];
  });
}

function notInstalled(root: string): Problem {
  if (isPlugAndPlay(root)) {
    const message = "it is not in node_modules, and packages that Yarn installs as Plug'n'Play are not checked";
    return finding('error', 'driver-copies', 'mongodb', message, LEAVE_PLUG_AND_PLAY);
  }
  const fix = `run \`${packageManager(root).add} mongodb\``;
  return finding('error', 'driver-copies', 'mongodb', 'it is not installed', fix);
}

/** How many copies are named. The rest is only counted. */
const NAMED = 3;

function listed(copies: readonly Copy[]): string {
  const named = copies.slice(0, NAMED).map(shown).join(', ');
  return copies.length > NAMED ? `${named} and ${copies.length - NAMED} more` : named;
}

function shown({ folder, version }: Copy): string {
  return `${version} (${folder})`;
}
