import { relative, resolve } from 'node:path';

import { shownPath } from '../../common/files/shown-path.js';
import type { Problem } from '../../common/problem.js';
import { compile, type CompilerFault } from '../../conformance/subject/compile.js';
import { acceptedMajors } from '../../drift/accepted-surface.js';
import { lookForDrift } from '../../drift/look-for-drift.js';
import type { Driver } from '../../model/driver.js';
import { changeLines, claimsLeft, counted } from './left-to-people.js';
import type { Step, StepResult } from '../step.js';

/** The report of a command that writes files. */
export interface Reported {
  readonly code: 0 | 1;
  readonly lines: readonly string[];
  readonly problems: readonly Problem[];
}

/** What to wrap, and the commands for it. */
export interface WrapRequest {
  /** The version, folder or file of the driver. Default: the installed one. */
  readonly driver: string | undefined;
  readonly spec: string;
  readonly frameworks: readonly string[];
  readonly options: readonly string[];
  /** The folder of the emitted classes. */
  readonly out: string;
  /** The driver that the spec was written for, if no surface of it is accepted. */
  readonly before: () => Driver | undefined;
  /** Writes the classes. Returns the paths of the modules below `out`. */
  readonly generate: () => Promise<Reported & { readonly emitted: readonly string[] }>;
  readonly accept: () => Promise<Reported>;
}

/** The steps that update the spec, the classes and the accepted surface to a release, and compile the result. */
export interface WrapSteps {
  readonly spec: Step;
  readonly generate: Step;
  readonly accept: Step;
  readonly compile: Step;
}

export function wrapSteps(request: WrapRequest): WrapSteps {
  let changes: readonly string[] = [];
  let emitted: readonly string[] = [];
  return {
    spec: {
      name: 'spec',
      take: async () => {
        const { result, changed } = await mendSpec(request);
        changes = changed;
        return result;
      },
    },
    generate: {
      name: 'generate',
      take: async () => {
        const report = await request.generate();
        emitted = report.emitted;
        return reported(report);
      },
    },
    accept: { name: 'accept', take: async () => acceptChanges(request, changes) },
    compile: { name: 'compile', take: async () => compileEmitted(request.out, emitted) },
  };
}

const FIXED = 'fixed: ';

async function mendSpec({ driver, spec, frameworks, options, before }: WrapRequest) {
  const base = { driver, spec, frameworks, options, against: undefined, before: before() } as const;
  const { report, fixed, questions } = await lookForDrift({ ...base, preset: 'strict', failOn: 'error', fix: true });
  const left = claimsLeft(report);
  const problems = [...left, ...questions];
  const details = fixed.filter((line) => line.startsWith(FIXED)).map((line) => line.slice(FIXED.length));
  const done = details.length === 0 ? 'no edit' : counted(details.length, 'edit');
  const result: StepResult = {
    outcome: report.exit === 2 ? 'failed' : left.length > 0 ? 'stops' : wellDone(questions, details),
    summary: problems.length === 0 ? done : `${done}, ${counted(problems.length, 'question')}`,
    details,
    problems,
  };
  return { result, changed: changeLines(report) };
}

function wellDone(questions: readonly Problem[], details: readonly string[]): StepResult['outcome'] {
  if (questions.length > 0) return 'asks';
  return details.length > 0 ? 'done' : 'unchanged';
}

function reported({ code, lines, problems }: Reported): StepResult {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first = counted(errors.length, 'problem')] = lines;
  if (code === 1) return { outcome: 'stops', summary: counted(errors.length, 'problem'), problems: errors };
  return { outcome: 'done', summary: first };
}

/** Accepts the changes of the release. A person sees them on the branch and in the report. */
async function acceptChanges({ spec, accept }: WrapRequest, changes: readonly string[]): Promise<StepResult> {
  const isKept = acceptedMajors(spec).length > 0;
  const told = changes.length === 0 ? 'nothing else changed' : counted(changes.length, 'change');
  if (!isKept) return { outcome: 'skipped', summary: `no surface is accepted in ${spec}; ${told}`, details: changes };
  const { lines } = await accept();
  return { outcome: 'done', summary: [...lines, told].join('; '), details: changes };
}

function compileEmitted(out: string, emitted: readonly string[]): StepResult {
  const folder = resolve(out);
  const { errors } = compile(
    emitted.map((path) => resolve(folder, path)),
    folder,
    undefined,
  );
  if (errors.length === 0) return { outcome: 'done', summary: `${counted(emitted.length, 'module')} compile` };
  return { outcome: 'stops', summary: counted(errors.length, 'error'), problems: errors.map(compilerProblem) };
}

function compilerProblem({ text, path, at }: CompilerFault): Problem {
  const base = { rule: 'does-not-compile', severity: 'error', fix: COMPILER_FIX } as const;
  if (at === undefined) return { ...base, subject: 'the emitted modules', message: text, at };
  const file = shownPath(relative('', at.file));
  const message = text.slice(`${path ?? at.file}:${at.line}:${at.column} `.length);
  return { ...base, subject: file, message, at: { ...at, file } };
}

const COMPILER_FIX = 'look at what the release changed there, then correct the spec or the framework';
