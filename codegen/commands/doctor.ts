import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';

import { foldersUp } from '../common/files/folders-up.js';
import { kindOf } from '../common/files/read-file.js';
import { shownPath } from '../common/files/shown-path.js';
import type { CannotRunError, Problem } from '../common/problem.js';
import { generatorCommand } from '../common/project/installed-package.js';
import { type Check, finding } from '../doctor/check.js';
import { CHECKS, examine, examinedLines, type Examined } from '../doctor/doctor.js';
import { readText } from '../driver/find/manifest.js';
import { releaseOf } from '../model/releases/release.js';
import type { Difference } from '../write/tree.js';
import { type GenerateOptions, type GenerateReport, runGenerate } from './generate.js';
import { exitCode, type Report } from './report.js';

export interface DoctorOptions extends Omit<GenerateOptions, 'check' | 'dryRun' | 'force'> {
  /** The config file. Undefined if there is none. */
  readonly config: string | undefined;
  /** The error, if the config could not be read. */
  readonly fault: CannotRunError | undefined;
}

/** `motorized doctor`: finds what is wrong with an installation, each with a fix. */
export async function runDoctor(options: DoctorOptions): Promise<Report> {
  const isOwn = options.config !== undefined || existsSync(options.out);
  const version = options.driver?.replace(/^mongodb@/, '');
  const patient = {
    root: projectFolder(process.cwd()),
    out: isOwn && options.fault === undefined ? options.out : undefined,
    driver: version !== undefined && releaseOf(version) !== undefined ? version : undefined,
  };
  const sources = new Map<string, string>();
  const checks = [manifestCheck, configCheck(options), ...CHECKS, outputCheck(options, sources)];
  const all = await examine(checks, patient);
  const problems = all.flatMap((each) => each.problems);
  const json = { checks: all.map(({ name, outcome, found }) => ({ name, outcome, found })) };
  return { code: exitCode(problems), lines: linesOf(all), problems, sources, json, isAsked: true };
}

function linesOf(all: readonly Examined[]): string[] {
  const wrong = all.filter(({ outcome }) => outcome === 'error' || outcome === 'warning').length;
  const closing = wrong === 0 ? 'nothing is wrong' : `${wrong} of ${all.length} checks found something`;
  const begin = all.some(({ problems }) => problems.length > 0) ? [''] : [];
  return [...begin, ...examinedLines(all), '', closing];
}

/** The folder of the nearest `package.json`. */
function projectFolder(from: string): string {
  return foldersUp(from).find((folder) => existsSync(join(folder, 'package.json'))) ?? from;
}

/** npm does nothing in a project whose `package.json` it cannot read. */
const manifestCheck: Check = {
  name: 'package.json',
  look: async ({ root }) => {
    const file = join(root, 'package.json');
    if (kindOf(file) === 'nothing') return undefined;
    const found = shownPath(relative('', file));
    try {
      JSON.parse(readText(file).replace(/^\uFEFF/, ''));
      return { found, problems: [] };
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      const message = `it is not JSON: ${cause.message}`;
      return { found: 'cannot be read', problems: [finding('error', 'cannot-look', found, message, 'correct it')] };
    }
  },
};

function configCheck({ config, fault }: DoctorOptions): Check {
  return {
    name: 'config',
    look: async () => {
      if (fault !== undefined) throw fault;
      return config === undefined ? undefined : { found: shownPath(config), problems: [] };
    },
  };
}

/** Checks that the wrapper classes are up to date and have not been edited by hand. */
function outputCheck(options: DoctorOptions, sources: Map<string, string>): Check {
  return {
    name: 'wrapper classes',
    look: async ({ out, root }) => {
      if (out === undefined) return undefined;
      if (kindOf(out) !== 'folder') return { found: 'none yet', problems: [notGenerated(out, root)] };
      const report = await runGenerate({ ...options, check: true, dryRun: false, force: false });
      for (const [file, text] of report.sources) sources.set(file, text);
      return { found: shownPath(out), problems: [...report.problems, ...differences(out, root, report)] };
    },
  };
}

function notGenerated(out: string, root: string): Problem {
  const fix = `run \`${generatorCommand(root)} generate\``;
  return finding('error', 'stale-output', shownPath(out), 'nothing has been generated yet', fix);
}

function differences(out: string, root: string, { difference }: GenerateReport): Problem[] {
  if (difference === undefined) return [];
  const generate = `${generatorCommand(root)} generate`;
  const inTheWay = (rule: string, path: string, message: string, save: string): Problem =>
    finding(
      'error',
      rule,
      shownPath(join(out, path)),
      message,
      `${save} run \`${generate}\`; or lose it with \`${generate} --force\``,
    );
  const edited = difference.edited.map((path) =>
    inTheWay(
      'edited-by-hand',
      path,
      'it was edited by hand: the next `generate` refuses to overwrite it',
      'move the edit to the spec or the framework, delete the file and',
    ),
  );
  const foreign = difference.foreign.map((path) =>
    inTheWay(
      'foreign-file',
      path,
      'the generator did not write it, and the next `generate` refuses to touch it',
      'move the file to another folder and',
    ),
  );
  const [first, ...others] = staleFiles(difference);
  if (first === undefined) return [...edited, ...foreign];
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const message = `it is not what would be generated now: ${first}${more}`;
  const stale = finding('error', 'stale-output', shownPath(out), message, `run \`${generate}\` and commit the result`);
  return [...edited, ...foreign, stale];
}

function staleFiles({ changed, missing, extra, edited, foreign }: Difference): string[] {
  const others = (paths: readonly string[]): string[] =>
    paths.filter((path) => !edited.includes(path) && !foreign.includes(path));
  return [
    ...others(changed).map((path) => `${path} changes`),
    ...missing.map((path) => `${path} is missing`),
    ...others(extra).map((path) => `${path} is left over`),
  ];
}
