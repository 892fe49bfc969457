import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { shownPath } from '../../common/files/shown-path.js';
import { installedPackage } from '../../common/installed-package.js';
import { CannotRunError } from '../../common/problem.js';
import { readManifest } from '../../driver/find/manifest.js';
import { builtInFrameworks } from '../../frameworks/load/load-framework.js';
import { loadFrameworks } from '../../frameworks/load/load-frameworks.js';
import type { Answers, Known } from '../../setup/answers.js';
import { projectFiles, type ProjectFiles } from '../../setup/project-files.js';
import { PACKAGED } from '../../spec/parse/spec-folder.js';
import { writeTree } from '../../write/write-tree.js';
import { exitCode, type Report } from '../report.js';

/** The options on the command line. Undefined if they were not given. */
export interface InitProjectOptions {
  readonly frameworks: readonly string[];
  readonly spec: string | undefined;
  readonly out: string | undefined;
  readonly typescript: boolean;
  readonly script: boolean;
  readonly workflow: boolean;
  /** Whether to use the suggested answers for options that are not given. */
  readonly yes: boolean;
  /** Asks a person. Undefined without a terminal. */
  readonly ask: Ask | undefined;
}

/** Asks the questions. */
export interface Ask {
  /** Asks whether a project that has the ready-made package still wants its own wrapper classes. */
  own(): Promise<boolean>;
  /** Asks for the answers that were not given as options. */
  answers(said: Partial<Answers>, known: Known): Promise<Answers>;
  /** Asks whether to write these files. */
  confirm(lines: readonly string[]): Promise<boolean>;
}

/** `motorized init`: sets a project up for its own wrapper classes. It overwrites nothing. */
export async function runInitProject(options: InitProjectOptions): Promise<Report> {
  const ready = installedVersion('motorized');
  if (ready !== undefined && options.frameworks.length === 0 && !((await options.ask?.own()) ?? false))
    return readyMade(ready);
  const known = await whatIsKnown();
  const given = await answersOf(options, known);
  // Check the frameworks here, since the config would only be refused later.
  await loadFrameworks(given.frameworks, []);
  const answers = asInConfig(given, known);
  const planned = projectFiles(process.cwd(), answers);
  const report = { problems: planned.problems, sources: new Map<string, string>() };
  if (exitCode(planned.problems) === 1)
    return { ...report, code: 1, lines: ['', 'nothing is written'], json: { files: [] } };
  const files = linesOf(planned, answers);
  const isAgreed = files.length === 0 || options.yes || ((await options.ask?.confirm(files)) ?? true);
  if (!isAgreed) return { ...report, code: 0, lines: ['nothing is written'], json: { files: [] } };
  await write(planned);
  const wrote = files.length === 0 ? ['everything is there already'] : files.map((line) => `wrote ${line}`);
  const next = ['', 'next:', ...nextSteps(answers).map((step) => `  ${step}`)];
  return { ...report, code: 0, lines: [...wrote, ...next], json: { files: [...planned.files.keys()] } };
}

async function answersOf(options: InitProjectOptions, known: Known): Promise<Answers> {
  const { frameworks, yes, ask, spec, out, typescript, script, workflow } = options;
  const said = {
    ...(frameworks.length > 0 && { frameworks }),
    ...(spec !== undefined && { spec }),
    ...(out !== undefined && { out }),
    typescript,
    ...(!script && { script }),
    ...(!workflow && { workflow }),
  };
  if (ask !== undefined && !yes) return ask.answers(said, known);
  if (frameworks.length === 0 && !yes)
    throw new CannotRunError(
      'it is not said for which frameworks the wrapper classes are, and there is no terminal to ask on',
      `name one by --framework, repeatable: ${known.frameworks.join(', ')}, or the path of your own; or pass --yes to take ${known.suggested.join(' and ')}`,
    );
  return { frameworks: known.suggested, spec: PACKAGED, out: 'generated', script: true, workflow: true, ...said };
}

/**
 * The answers as the config needs them: there, a path has a `/`, and any other word is the name of a built-in
 * framework.
 */
function asInConfig(answers: Answers, known: Known): Answers {
  const isName = (each: string): boolean => each.includes('/') || known.frameworks.includes(each);
  return { ...answers, frameworks: answers.frameworks.map((each) => (isName(each) ? each : `./${each}`)) };
}

/** What is known about the project. Suggests the frameworks whose packages it has, or else promises. */
async function whatIsKnown(): Promise<Known> {
  const frameworks = await builtInFrameworks();
  const own = frameworks.filter((name) => installedVersion(name) !== undefined);
  return { frameworks, suggested: own.length > 0 ? own : ['promise'] };
}

function installedVersion(name: string): string | undefined {
  const folder = installedPackage(name, process.cwd(), existsSync);
  return folder && readManifest(join(folder, 'package.json')).version;
}

/** The report that there is nothing to set up. */
function readyMade(version: string): Report {
  const lines = [
    `motorized ${version} is installed, and ready to use: nothing is written`,
    '',
    "  import { MongoClient } from 'motorized/promise';",
    '',
    '`npx motorized doctor` says whether what is installed fits together.',
    'For wrapper classes of your own, name a framework: `npx motorized init --framework ./my-framework`.',
  ];
  return { code: 0, lines, problems: [], sources: new Map(), json: { ready: version, files: [] } };
}

function linesOf({ files, changed }: ProjectFiles, { spec }: Answers): string[] {
  const ofSpec = [...files.keys()].filter((path) => path.startsWith(`${shownPath(spec)}/`));
  const others = [...files.keys()].filter((path) => !ofSpec.includes(path));
  const shown = others.map((path) => (changed.includes(path) ? `${path} (scripts)` : path));
  return ofSpec.length === 0 ? shown : [...shown, `${shownPath(spec)}/ (${ofSpec.length} files)`];
}

/** Writes all files, or none. */
async function write({ files, changed }: ProjectFiles): Promise<void> {
  const missing = [...files.keys()].filter((path) => !changed.includes(path));
  await writeTree(process.cwd(), files, { missing, changed, extra: [], edited: [], foreign: [] });
}

function nextSteps({ spec, out }: Answers): string[] {
  const missing = ['@motorized/codegen', 'mongodb'].filter((name) => installedVersion(name) === undefined);
  const install = missing.map((name) =>
    name === 'mongodb' ? 'npm install mongodb' : `npm install --save-dev ${name}`,
  );
  return [
    ...install,
    `npx motorized generate    # writes ${shownPath(out)}/`,
    ...(spec === PACKAGED
      ? []
      : [`npx motorized accept      # writes ${shownPath(spec)}/surface/, with which drift compares`]),
    'npx motorized drift       # what of the driver is not wrapped',
  ];
}
