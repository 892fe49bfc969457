import { CannotRunError, type Problem } from '../common/problem.js';
import { type Check, finding, type Patient } from './check.js';
import { bsonCopies, driverCopies } from './checks/copies.js';
import { generatorVersion, nodeVersion, ownDriver, readyPackage, typescriptVersion } from './checks/versions.js';

/** A check with its result. */
export interface Examined {
  readonly name: string;
  readonly outcome: 'ok' | 'warning' | 'error' | 'skipped';
  readonly found: string;
  readonly problems: readonly Problem[];
}

/** The checks of every project. */
export const CHECKS: readonly Check[] = [
  generatorVersion,
  nodeVersion,
  driverCopies,
  bsonCopies,
  typescriptVersion,
  readyPackage,
  ownDriver,
];

/** Runs every check. A check that cannot run is a problem as well. */
export async function examine(checks: readonly Check[], patient: Patient): Promise<Examined[]> {
  const all: Examined[] = [];
  for (const check of checks) all.push(await examineOne(check, patient));
  return all;
}

async function examineOne({ name, look }: Check, patient: Patient): Promise<Examined> {
  const diagnosis = await look(patient).catch((error: unknown) => {
    if (!(error instanceof CannotRunError)) throw error;
    const problem = finding('error', 'cannot-look', name, error.message, error.fix);
    return { found: 'cannot be checked', problems: [problem] };
  });
  if (diagnosis === undefined) return { name, outcome: 'skipped', found: 'not there', problems: [] };
  return { name, outcome: worst(diagnosis.problems), ...diagnosis };
}

function worst(problems: readonly Problem[]): Examined['outcome'] {
  if (problems.some(({ severity }) => severity === 'error')) return 'error';
  return problems.some(({ severity }) => severity === 'warning') ? 'warning' : 'ok';
}

/** The results, one line for each check. */
export function examinedLines(all: readonly Examined[]): string[] {
  const width = Math.max(...all.map(({ name }) => name.length));
  return all.map(({ name, outcome, found }) => `${outcome.padEnd('skipped'.length)}  ${name.padEnd(width)}  ${found}`);
}
