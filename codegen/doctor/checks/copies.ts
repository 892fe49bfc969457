import type { Problem } from '../../common/problem.js';
import { lineOf } from '../../model/releases/release.js';
import { type Check, type Diagnosis, finding, type Patient } from '../check.js';
import { type Copy, importedCopy, installedCopies } from '../installed-copies.js';

/** An importer of a package, with the copy that it imports. */
interface Importer {
  readonly name: string;
  readonly copy: Copy;
}

const TO_ONE = (name: string): string =>
  `see by \`npm ls ${name}\` who asks for which, let them agree on one range, and run \`npm dedupe\``;

/** Checks that there is one copy of the driver, since objects of one copy are not instances of another's classes. */
export const driverCopies: Check = {
  name: 'driver',
  look: async (patient) => {
    const own = importedCopy('mongodb', patient.root);
    if (own === undefined) return { found: 'not installed', problems: [notInstalled()] };
    const importers = importersOf('mongodb', patient);
    const others = importers.filter(({ copy }) => copy.folder !== own.folder);
    const problems = others.map(({ name, copy }) =>
      finding(
        'error',
        'driver-copies',
        'mongodb',
        `${name} import ${shown(copy)}, and the project imports ${shown(own)}: objects of one are no instances of the other's classes`,
        TO_ONE('mongodb'),
      ),
    );
    return diagnosis('mongodb', own, installedCopies('mongodb', patient.root), problems);
  },
};

/**
 * Checks the copies of bson. The driver refuses values of another major version, and values of another copy are not
 * instances of its classes.
 */
export const bsonCopies: Check = {
  name: 'bson',
  look: async (patient) => {
    const driver = importedCopy('mongodb', patient.root);
    const used = driver && importedCopy('bson', driver.folder);
    if (used === undefined) return undefined;
    const own = importedCopy('bson', patient.root);
    const problems = own === undefined || own.folder === used.folder ? [] : [otherBson(own, used)];
    return diagnosis('bson', used, installedCopies('bson', patient.root), problems);
  },
};

function otherBson(own: Copy, used: Copy): Problem {
  const isRefused = lineOf(own.version) !== lineOf(used.version);
  const what = isRefused
    ? 'the driver refuses its values (BSONVersionError)'
    : "its values are no instances of the driver's classes";
  return finding(
    isRefused ? 'error' : 'warning',
    'bson-copies',
    'bson',
    `the project imports ${shown(own)}, and the driver ${shown(used)}: ${what}`,
    'import ObjectId and the other types from the wrapper classes, or from mongodb, and remove bson from your dependencies',
  );
}

function diagnosis(name: string, own: Copy, copies: readonly Copy[], problems: readonly Problem[]): Diagnosis {
  const others = copies.filter(({ folder }) => folder !== own.folder);
  const found = others.length === 0 ? `${own.version}, one copy` : `${own.version}, one of ${copies.length} copies`;
  if (others.length === 0 || problems.length > 0) return { found, problems };
  const message = `${shown(own)} is what the project uses, and there ${others.length === 1 ? 'is' : 'are'} also ${listed(others)}: what is handed from one to the other does not fit`;
  return {
    found,
    problems: [finding('warning', `${name === 'bson' ? name : 'driver'}-copies`, name, message, TO_ONE(name))],
  };
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

function notInstalled(): Problem {
  return finding('error', 'driver-copies', 'mongodb', 'mongodb is not installed', 'run `npm install mongodb`');
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
