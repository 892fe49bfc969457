import { CannotRunError, type Problem } from '../common/problem.js';
import { type Check, finding, type Patient } from './check.js';
import { bsonCopies, driverCopies } from './checks/copies.js';
import { nodeVersion, ownDriver, readyPackage, typescriptVersion } from './checks/versions.js';

/** What became of a check. */
export interface Examined {
  readonly name: string;
  readonly outcome: 'ok' | 'warning' | 'error' | 'skipped';
  readonly found: string;
  readonly problems: readonly Problem[];
}

/** What is looked at in every project. */
export const CHECKS: readonly Check[] = [
  nodeVersion,
  driverCopies,
  bsonCopies,
  typescriptVersion,
  readyPackage,
  ownDriver,
];

/** Makes every check. One that cannot look has found something too. */
export async function examine(checks: readonly Check[], patient: Patient): Promise<Examined[]> {
  const all: Examined[] = [];
  for (const check of checks) all.push(await examineOne(check, patient));
  return all;
}

async function examineOne({ name, look }: Check, patient: Patient): Promise<Examined> {
  const diagnosis = await look(patient).catch((error: unknown) => {
    if (!(error instanceof CannotRunError)) throw error;
    const problem = finding('error', 'cannot-look', name, error.message, error.fix);
    return { found: 'cannot be looked at', problems: [problem] };
  });
  if (diagnosis === undefined) return { name, outcome: 'skipped', found: 'not there', problems: [] };
  return { name, outcome: worst(diagnosis.problems), ...diagnosis };
}

function worst(problems: readonly Problem[]): Examined['outcome'] {
  if (problems.some(({ severity }) => severity === 'error')) return 'error';
  return problems.some(({ severity }) => severity === 'warning') ? 'warning' : 'ok';
}

/** What was found, a line for each check. */
export function examinedLines(all: readonly Examined[]): string[] {
  const width = Math.max(...all.map(({ name }) => name.length));
  return all.map(({ name, outcome, found }) => `${outcome.padEnd('skipped'.length)}  ${name.padEnd(width)}  ${found}`);
}
