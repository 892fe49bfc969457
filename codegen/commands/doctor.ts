import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { kindOf } from '../common/files/read-file.js';
import { shownPath } from '../common/files/shown-path.js';
import type { CannotRunError, Problem } from '../common/problem.js';
import { type Check, finding } from '../doctor/check.js';
import { CHECKS, examine, examinedLines, type Examined } from '../doctor/doctor.js';
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
  const all = await examine([configCheck(options), ...CHECKS, outputCheck(options, sources)], patient);
  const problems = all.flatMap((each) => each.problems);
  const json = { checks: all.map(({ name, outcome, found }) => ({ name, outcome, found })) };
  return { code: exitCode(problems), lines: linesOf(all), problems, sources, json };
}

function linesOf(all: readonly Examined[]): string[] {
  const wrong = all.filter(({ outcome }) => outcome === 'error' || outcome === 'warning').length;
  const closing = wrong === 0 ? 'nothing is wrong' : `${wrong} of ${all.length} checks found something`;
  return [...examinedLines(all), '', closing];
}

/** The folder of the nearest `package.json`. */
function projectFolder(from: string): string {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) return from;
  }
}

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
    look: async ({ out }) => {
      if (out === undefined) return undefined;
      if (kindOf(out) !== 'folder') return { found: 'none yet', problems: [notGenerated(out)] };
      const report = await runGenerate({ ...options, check: true, dryRun: false, force: false });
      for (const [file, text] of report.sources) sources.set(file, text);
      return { found: shownPath(out), problems: [...report.problems, ...differences(out, report)] };
    },
  };
}

function notGenerated(out: string): Problem {
  const message = `${shownPath(out)} does not exist: nothing has been generated yet`;
  return finding('error', 'stale-output', shownPath(out), message, 'run `npx motorized generate`');
}

function differences(out: string, { difference }: GenerateReport): Problem[] {
  if (difference === undefined) return [];
  const { edited } = difference;
  const byHand = edited.map((path) => {
    const message = `${shownPath(join(out, path))} was edited by hand: the next \`motorized generate\` refuses to overwrite it`;
    const fix =
      'move the edit to the spec or the framework and delete the file, or run `npx motorized generate --force` to lose it';
    return finding('error', 'edited-by-hand', shownPath(join(out, path)), message, fix);
  });
  const stale = staleFiles(difference);
  if (stale.length === 0) return byHand;
  const [first = ''] = stale;
  const others = stale.length === 1 ? '' : ` and ${stale.length - 1} more`;
  const message = `${shownPath(out)} is not what would be generated now: ${first}${others}`;
  return [
    ...byHand,
    finding('error', 'stale-output', shownPath(out), message, 'run `npx motorized generate` and commit the result'),
  ];
}

function staleFiles({ changed, missing, extra, edited }: Difference): string[] {
  return [
    ...changed.filter((path) => !edited.includes(path)).map((path) => `${path} changes`),
    ...missing.map((path) => `${path} is missing`),
    ...extra.filter((path) => !edited.includes(path)).map((path) => `${path} is left over`),
  ];
}
