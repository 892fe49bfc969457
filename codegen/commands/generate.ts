import { byCodeUnit } from '../common/order.js';
import { builtInFrameworks } from '../frameworks/load/load-framework.js';
import { peerProblems } from '../frameworks/load/peer-problems.js';
import type { DocsMode } from '../plan/text/docs.js';
import { unknownFrameworks } from '../reconcile/unknown-frameworks.js';
import { type OtherChoice, otherChoices } from '../write/other-choices.js';
import { compareTree, type Difference, editedProblems } from '../write/tree.js';
import { writeTree } from '../write/write-tree.js';
import { GenerateInputs } from './generate-inputs.js';
import { type PackageManifest, packageManifest } from './package-manifest.js';
import { exitCode, type Report } from './report.js';

export interface GenerateOptions {
  /** The version, folder or file of the driver. Default: the installed one. */
  readonly driver: string | undefined;
  readonly spec: string;
  /** Names and paths. If empty, all built-in frameworks. */
  readonly frameworks: readonly string[];
  /** The choices for their options: `effect.absent=null`. */
  readonly options: readonly string[];
  readonly out: string;
  readonly docs: DocsMode;
  readonly check: boolean;
  readonly dryRun: boolean;
  readonly force: boolean;
}

/** The report, with the modules below `out` after writing. Empty if any problem is an error. */
export interface GenerateReport extends Report {
  /** How the folder differed. Undefined if it was not compared. */
  readonly difference?: Difference;
  readonly emitted: readonly string[];
}

/**
 * `motorized generate`: writes the wrapper classes to `out`, from the driver's declarations and the spec.
 *
 * If any problem is an error, nothing is written. `--check` writes nothing, and fails if something would be written.
 */
export async function runGenerate(options: GenerateOptions, inputs = new GenerateInputs()): Promise<GenerateReport> {
  const [frameworks, internal, templates] = await Promise.all([
    inputs.frameworks(options.frameworks, options.options),
    inputs.internal(),
    inputs.templates(),
  ]);
  const { spec, problems: specProblems, sources } = await inputs.spec(options.spec);
  const declarations = await inputs.driver(options.driver);
  const texts = frameworks.flatMap((each) => [...each.texts]);
  const report = { sources: new Map([...sources, [declarations.file, declarations.text], ...texts]), emitted: [] };
  if (exitCode(specProblems) === 1) return { ...report, code: 1, lines: [], problems: specProblems, json: {} };

  const request = { declarations, spec, frameworks, internal, templates, docs: options.docs };
  const result = inputs.generator.generate(request);
  const known = [...new Set([...(await builtInFrameworks()), ...frameworks.map((each) => each.framework.name)])];
  const problems = [...specProblems, ...unknownFrameworks(spec, known), ...result.problems];
  if (exitCode(problems) === 1) return { ...report, code: 1, lines: [], problems, json: {} };
  const manifest = packageManifest(options.out, frameworks, result.files);
  problems.push(...frameworks.flatMap((each) => peerProblems(each, options.out)), ...manifest.problems);
  if (exitCode(problems) === 1) return { ...report, code: 1, lines: [], problems, json: {} };

  const owned = [...frameworks.map(({ framework }) => framework.name), 'internal'];
  const difference = withManifest(await compareTree(options.out, result.files, owned), manifest);
  const edited = options.force || options.check ? [] : editedProblems(options.out, difference);
  if (edited.length > 0)
    return { ...report, code: 1, lines: [], problems: [...problems, ...edited], difference, json: {} };

  const others = options.check ? otherChoices(options.out, result.files) : [];
  const isCurrent = describeDifference(difference).length === 0;
  const files = new Map([...result.files, ['package.json', manifest.text ?? '']]);
  if (!options.check && !options.dryRun) await writeTree(options.out, files, difference);
  const code = options.check && !isCurrent ? 1 : 0;
  return {
    ...report,
    code,
    lines: summary(options, { difference, count: result.files.size, others }),
    problems,
    difference,
    emitted: [...result.files.keys()],
    json: { files: result.files.size, ...difference },
  };
}

/** Adds the `package.json` to the difference. It belongs to the user; the generator only changes its exports. */
function withManifest(difference: Difference, { text }: PackageManifest): Difference {
  return text === undefined
    ? difference
    : { ...difference, changed: [...difference.changed, 'package.json'].sort(byCodeUnit) };
}

function describeDifference({ changed, missing, extra }: Difference): string[] {
  return [
    ...changed.map((path) => `  changed ${path}`),
    ...missing.map((path) => `  missing ${path}`),
    ...extra.map((path) => `  extra   ${path}`),
  ];
}

interface Outcome {
  readonly difference: Difference;
  readonly count: number;
  readonly others: readonly OtherChoice[];
}

function summary(options: GenerateOptions, { difference, count, others }: Outcome): string[] {
  const lines = describeDifference(difference);
  if (options.check) {
    if (lines.length === 0) return [`${options.out} is what the generator writes: ${count} files`];
    return [`${options.out} is not what the generator writes:`, ...lines, ...others.map(describeOther), fixOf(others)];
  }
  if (lines.length === 0) return [`${options.out}: ${count} files, all unchanged`];
  const verb = options.dryRun ? 'would write' : 'wrote';
  const written = difference.changed.length + difference.missing.length;
  const deleted =
    difference.extra.length === 0 ? '' : `, ${options.dryRun ? 'would delete' : 'deleted'} ${difference.extra.length}`;
  return [`${options.out}: ${verb} ${written} of ${count} files${deleted}`, ...(options.dryRun ? lines : [])];
}

function describeOther({ framework, written, wanted }: OtherChoice): string {
  const said = (choices: readonly string[]): string => (choices.length === 0 ? 'its defaults' : choices.join(' '));
  return `  ${framework} was written with ${said(written)}, and is now asked for with ${said(wanted)}`;
}

function fixOf(others: readonly OtherChoice[]): string {
  if (others.length === 0) return '  fix: run `motorized generate` and commit the result';
  const written = others.flatMap((each) => each.written.map((choice) => `--option ${choice}`));
  const given = written.length === 0 ? 'without --option' : `with ${written.join(' ')}`;
  return `  fix: check it ${given}, or run \`motorized generate\` with the same options as this and commit the result`;
}
