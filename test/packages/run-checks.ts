import { apiReports, compareReport, staleReports } from './api-reports.js';
import { tarballOf } from './packed.js';
import { runSteps, type Step } from './steps.js';
import { complaintsOf, TOOLS } from './tools.js';

// `node run-checks.js`: what tools say of the packed packages and of their surface, without installing them. With
// --update the reports in api/ become what they are to be, and nothing else is looked at. Exit 0 where nothing is said, 1 where something
// is, 2 where a tool could not run.

const MOTORIZED = tarballOf('motorized');
const CODEGEN = tarballOf('@motorized/codegen');
const RESOLUTIONS = ['--format', 'table-flipped', '--no-definitely-typed', '--profile'];

const CHECKS: readonly Step[] = [
  { name: 'publint motorized', problem: () => complaintsOf('publint', ['run', MOTORIZED, '--strict']) },
  { name: 'publint @motorized/codegen', problem: () => complaintsOf('publint', ['run', CODEGEN, '--strict']) },
  // It has a CommonJS build, so that every way to resolve it has to find types that are true.
  { name: 'attw motorized', problem: () => complaintsOf('attw', [MOTORIZED, ...RESOLUTIONS, 'strict']) },
  // What programs of one's own call is ES modules only; Node 20.19 loads these by `require` as well.
  { name: 'attw @motorized/codegen', problem: () => complaintsOf('attw', [CODEGEN, ...RESOLUTIONS, 'esm-only']) },
  { name: 'size-limit', problem: () => complaintsOf('size-limit', [], TOOLS) },
  { name: 'knip', problem: () => complaintsOf('knip', ['--config', 'knip.jsonc', '--no-progress']) },
];

function reports(update: boolean): Step[] {
  const all = apiReports();
  const compared = all.map((report) => ({
    name: `api/${report.path}`,
    problem: async () => compareReport(report, update),
  }));
  return [...compared, { name: 'api/ has no other', problem: async () => staleReports(all, update) }];
}

const update = process.argv.includes('--update');
process.exitCode = await runSteps(update ? reports(true) : [...CHECKS, ...reports(false)]);
