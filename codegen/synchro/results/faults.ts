import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import type { WorkerReport } from '../run/run-worker.js';

/** Why a run is unreliable, and what to do about it. */
export interface Fault {
  readonly message: string;
  readonly fix: string;
}

/**
 * Finds the reasons why a run is unreliable.
 *
 * @param known - files that could not be loaded on the raw driver, which have been reported
 */
export function faultsOf(name: string, report: WorkerReport, known: ReadonlySet<string> = new Set()): Fault[] {
  const { death, hooks, copies, log } = report;
  const faults: Fault[] = [];
  if (death !== undefined) {
    faults.push({
      message: `${name} did not finish (${death}); see ${log}`,
      fix: 'fix what the log ends with; a process that is killed may need more memory',
    });
  }
  for (const { error, isLate } of hooks) {
    const what = isLate ? 'had an error after the test that caused it' : 'was stopped by a hook of the suite';
    const fix = isLate
      ? 'find the test that ran before, and handle what it leaves behind'
      : 'check that the server can be reached until the end';
    faults.push({ message: `${name} ${what}: ${firstLine(error)}; see ${log}`, fix });
  }
  if (copies.length > 0) {
    faults.push({
      message: `${name} had two copies of the driver or of bson: ${copies.join(', ')}`,
      fix: "install the driver once, and import the classes of bson from 'mongodb': an `import` of 'bson' loads another copy",
    });
  }
  for (const { file, error } of report.unloadable.filter((each) => !known.has(each.file))) {
    faults.push({
      message: `${name} could not load ${file}: ${firstLine(error)}`,
      fix: fixInGenerator(
        'list it under `unselected` in codegen/synchro/synchro.yaml, with the reason',
        'give it what it needs',
      ),
    });
  }
  return faults;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
