import { existsSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';

import { shownPath } from '../../common/files/shown-path.js';
import { generatorCommand, installedPackage } from '../../common/project/installed-package.js';
import { CannotRunError } from '../../common/problem.js';
import { packageManager } from '../../common/project/package-manager.js';
import { readManifest } from '../../driver/find/manifest.js';
import { builtInFrameworks } from '../../frameworks/load/load-framework.js';
import { loadFrameworks } from '../../frameworks/load/load-frameworks.js';
import type { Answers, Known } from '../../setup/answers.js';
import { type ExistingConfig, existingConfig } from '../../setup/existing-config.js';
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
  const known = await whatIsKnown();
  const existing = await existingConfig(known.frameworks);
  const ready = existing === undefined ? installedVersion('motorized') : undefined;
  if (ready !== undefined && options.frameworks.length === 0 && !((await options.ask?.own()) ?? false))
    return readyMade(ready);
  const given = await answersOf(options, known, existing);
  // Checked here, since the config would only be refused later.
  const [framework] = await loadFrameworks(given.frameworks, []);
  const answers = asInConfig(given, known);
  const planned = projectFiles(process.cwd(), answers, existing);
  const report = { problems: planned.problems, sources: new Map<string, string>() };
  if (exitCode(planned.problems) === 1)
    return { ...report, code: 1, lines: ['', 'nothing was written'], json: { files: [] } };
  const files = linesOf(planned, answers);
  const isAgreed = files.length === 0 || options.yes || ((await options.ask?.confirm(files)) ?? true);
  if (!isAgreed) return { ...report, code: 0, lines: ['nothing was written'], json: { files: [] } };
  await write(planned);
  const wrote = files.length === 0 ? ['everything is there already'] : files.map((line) => `wrote ${line}`);
  const kept = existing === undefined ? [] : [`kept ${existing.file}, which has the other settings`];
  const next = [
    '',
    'next:',
    ...nextSteps(answers, framework?.framework.name).map((step) => (step === '' ? '' : `  ${step}`)),
  ];
  return { ...report, code: 0, lines: [...wrote, ...kept, ...next], json: { files: [...planned.files.keys()] } };
}

async function answersOf(
  options: InitProjectOptions,
  known: Known,
  existing: ExistingConfig | undefined,
): Promise<Answers> {
  const { frameworks, yes, ask, spec, out, typescript, script, workflow } = options;
  const said = {
    ...existing?.answers,
    ...(frameworks.length > 0 && { frameworks }),
    ...(spec !== undefined && { spec }),
    ...(out !== undefined && { out }),
    typescript,
    ...(!script && { script }),
    ...(!workflow && { workflow }),
  };
  if (ask !== undefined && !yes) return ask.answers(said, known);
  if (said.frameworks === undefined && !yes)
    throw new CannotRunError(
      'no framework is named, and there is no terminal to ask on',
      `name one with --framework, repeatable: ${known.frameworks.join(', ')}, or the path of your own; or pass --yes to take ${known.suggested.join(' and ')}`,
    );
  return { frameworks: known.suggested, spec: PACKAGED, out: 'generated', script: true, workflow: true, ...said };
}

/**
 * The answers as a config has them. A path is relative to the config and contains a `/`. Any other word is the name of
 * a built-in framework. A framework that is named twice is listed once.
 */
function asInConfig(answers: Answers, known: Known): Answers {
  const frameworks = answers.frameworks.map((each) => (known.frameworks.includes(each) ? each : dotted(each)));
  const spec = answers.spec === PACKAGED ? PACKAGED : fromHere(answers.spec);
  return { ...answers, frameworks: [...new Set(frameworks)], spec, out: fromHere(answers.out) };
}

function dotted(path: string): string {
  const shown = fromHere(path);
  return shown.startsWith('.') || isAbsolute(shown) ? shown : `./${shown}`;
}

/** A path relative to the project, the same on every machine. On Windows, a path on another drive stays as it is. */
function fromHere(path: string): string {
  return shownPath(relative('', path)) || '.';
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
  const command = generatorCommand(process.cwd());
  const lines = [
    `motorized ${version} is installed and ready to use, so nothing was written`,
    '',
    "  import { MongoClient } from 'motorized/promise';",
    '',
    `\`${command} doctor\` checks that the installed packages fit together.`,
    `For wrapper classes of your own, name a framework: \`${command} init --framework promise\`.`,
    `For a framework of your own, begin with \`${command} init framework my-framework --eager\`, or \`--lazy\`.`,
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
  const fix = 'let this user write there, or leave it out: --no-script, --no-workflow';
  await writeTree(process.cwd(), files, { missing, changed, extra: [], edited: [], foreign: [] }, fix);
}

function nextSteps({ spec, out }: Answers, framework = 'promise'): string[] {
  const { add, addDev } = packageManager(process.cwd());
  const isMissing = (name: string): boolean => installedVersion(name) === undefined;
  return [
    ...(isMissing('@motorized/codegen') ? [`${addDev} @motorized/codegen`] : []),
    ...(isMissing('mongodb') ? [`${add} mongodb`] : []),
    `npx motorized generate    # writes ${shownPath(out)}/`,
    ...(spec === PACKAGED
      ? []
      : [`npx motorized accept      # writes ${shownPath(spec)}/surface/, which drift compares with`]),
    'npx motorized drift       # finds what is not wrapped',
    '',
    `import { MongoClient } from '${dotted(join(out, framework, 'index.js'))}';`,
  ];
}
