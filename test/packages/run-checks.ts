import { inProject } from '../support/project-root.js';
import { apiReports, compareReport, staleReports } from './api-reports.js';
import { type PackageName, tarballOf } from './packed.js';
import { runSteps, type Step } from './steps.js';
import { complaintsOf, TOOLS } from './tools.js';

// `node run-checks.js`: checks the packed packages and their surface with several tools, without installing them. With
// --update, it only updates the reports in api/. Exits with 0 if nothing is found, 1 if something is, 2 if a tool could
// not run.

const RESOLUTIONS = ['--format', 'table-flipped', '--no-definitely-typed', '--profile'];

const publint = (name: PackageName): Step => ({
  name: `publint ${name}`,
  problem: async () => complaintsOf('publint', ['run', tarballOf(name), '--strict']),
});

const attw = (name: PackageName, profile: string): Step => ({
  name: `attw ${name}, ${profile}`,
  problem: async () => complaintsOf('attw', [tarballOf(name), ...RESOLUTIONS, profile]),
});

const CHECKS: readonly Step[] = [
  publint('motorized'),
  publint('@motorized/codegen'),
  // It has a CommonJS build, so every module resolution has to find the right types.
  attw('motorized', 'strict'),
  // The API for programs has only ES modules, which Node 20.19 also loads by `require`.
  attw('@motorized/codegen', 'esm-only'),
  { name: 'size-limit', problem: async () => complaintsOf('size-limit', [], TOOLS) },
  { name: 'knip', problem: async () => complaintsOf('knip', ['--config', 'knip.jsonc', '--no-progress']) },
];

function reports(update: boolean): Step[] {
  const committed = { folder: inProject('api'), update };
  const all = apiReports();
  const compared = all.map((report) => ({
    name: `api/${report.path}`,
    problem: async () => compareReport(report, committed),
  }));
  return [...compared, { name: 'api/ has no other', problem: async () => staleReports(all, committed) }];
}

const update = process.argv.includes('--update');
process.exitCode = await runSteps(update ? reports(true) : [...CHECKS, ...reports(false)]);
