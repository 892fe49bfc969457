import { openDriver } from '../driver/find/open-driver.js';
import { builtInFrameworks, readInternal } from '../frameworks/load/load-framework.js';
import { loadFrameworks } from '../frameworks/load/load-frameworks.js';
import { peerProblems } from '../frameworks/load/peer-problems.js';
import { generate } from '../generate.js';
import type { DocsMode } from '../plan/text/docs.js';
import { unknownFrameworks } from '../reconcile/unknown-frameworks.js';
import { readTemplates } from '../render/read-templates.js';
import { loadSpec } from '../spec/load-spec.js';
import { compareTree, type Difference, editedProblems } from '../write/tree.js';
import { writeTree } from '../write/write-tree.js';
import { exitCode, type Report } from './report.js';

export interface GenerateOptions {
  /** Version, folder or file of the driver; the installed one where it is undefined. */
  readonly driver: string | undefined;
  readonly spec: string;
  /** Names and paths; all that come with the generator where it is empty. */
  readonly frameworks: readonly string[];
  readonly out: string;
  readonly docs: DocsMode;
  readonly check: boolean;
  readonly dryRun: boolean;
  readonly force: boolean;
}

/**
 * `motorized generate`: makes `out` what the driver's declarations and the spec say.
 *
 * With a problem that is an error nothing is written. `--check` writes nothing and fails when something would be.
 */
export async function runGenerate(options: GenerateOptions): Promise<Report> {
  const [frameworks, internal, templates] = await Promise.all([
    loadFrameworks(options.frameworks),
    readInternal(),
    readTemplates(),
  ]);
  const { spec, problems: specProblems, sources } = loadSpec(options.spec);
  const declarations = await openDriver({ driver: options.driver, from: process.cwd() });
  const texts = frameworks.flatMap((each) => [...each.texts]);
  const report = { sources: new Map([...sources, [declarations.file, declarations.text], ...texts]) };
  if (exitCode(specProblems) === 1) return { ...report, code: 1, lines: [], problems: specProblems, json: {} };

  const result = generate({ declarations, spec, frameworks, internal, templates, docs: options.docs });
  const known = [...new Set([...(await builtInFrameworks()), ...frameworks.map((each) => each.framework.name)])];
  const problems = [...specProblems, ...unknownFrameworks(spec, known), ...result.problems];
  if (exitCode(problems) === 1) return { ...report, code: 1, lines: [], problems, json: {} };
  problems.push(...frameworks.flatMap((each) => peerProblems(each, options.out)));
  if (exitCode(problems) === 1) return { ...report, code: 1, lines: [], problems, json: {} };

  const owned = [...frameworks.map(({ framework }) => framework.name), 'internal'];
  const difference = await compareTree(options.out, result.files, owned);
  const edited = options.force || options.check ? [] : editedProblems(options.out, difference);
  if (edited.length > 0) return { ...report, code: 1, lines: [], problems: [...problems, ...edited], json: {} };

  const isCurrent = describeDifference(difference).length === 0;
  if (!options.check && !options.dryRun) await writeTree(options.out, result.files, difference);
  const code = options.check && !isCurrent ? 1 : 0;
  return {
    ...report,
    code,
    lines: summary(options, difference, result.files.size),
    problems,
    json: { files: result.files.size, ...difference },
  };
}

function describeDifference({ changed, missing, extra }: Difference): string[] {
  return [
    ...changed.map((path) => `  changed ${path}`),
    ...missing.map((path) => `  missing ${path}`),
    ...extra.map((path) => `  extra   ${path}`),
  ];
}

function summary(options: GenerateOptions, difference: Difference, count: number): string[] {
  const lines = describeDifference(difference);
  if (options.check) {
    if (lines.length === 0) return [`${options.out} is what the generator writes: ${count} files`];
    return [
      `${options.out} is not what the generator writes:`,
      ...lines,
      '  fix: run `motorized generate` and commit the result',
    ];
  }
  if (lines.length === 0) return [`${options.out}: ${count} files, all unchanged`];
  const verb = options.dryRun ? 'would write' : 'wrote';
  const written = difference.changed.length + difference.missing.length;
  const deleted =
    difference.extra.length === 0 ? '' : `, ${options.dryRun ? 'would delete' : 'deleted'} ${difference.extra.length}`;
  return [`${options.out}: ${verb} ${written} of ${count} files${deleted}`, ...(options.dryRun ? lines : [])];
}
