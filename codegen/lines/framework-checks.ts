import type { Problem } from '../common/problem.js';
import { memberAt } from '../frameworks/reading/member-at.js';
import type { EmittedLine } from './emitted-line.js';
import type { LineCheck, LineFault } from './line-check.js';
import type { LineCompiler } from './line-compiler.js';
import type { CompilerError } from './type-check.js';

/**
 * A column for each framework: whether it can be generated for a release without manual edits, and compiles with it.
 */
export function frameworkChecks(names: readonly string[], compiler: LineCompiler): LineCheck[] {
  return names.map((name) => ({
    name,
    async look(release) {
      const { files, refused } = compiler.emitted(release);
      const problems = refused.get(name);
      if (problems !== undefined) return problems.map(problemFault);
      const errors = await compiler.errors(release, release);
      const { version } = release;
      return errors.filter((each) => isAbout(each, name)).map((each) => errorFault(each, files, { name, version }));
    },
  }));
}

/** Whether an error concerns a framework. The shared modules concern every one. */
function isAbout({ path }: CompilerError, name: string): boolean {
  return [name, 'internal', 'mongodb'].some((folder) => path.startsWith(`${folder}/`));
}

function problemFault({ rule, subject, message, fix }: Problem): LineFault {
  return { rule, subject, isAbsent: false, message, fix };
}

/** An error with its framework and release. */
interface Told {
  readonly name: string;
  readonly version: string;
}

function errorFault(error: CompilerError, files: EmittedLine['files'], { name, version }: Told): LineFault {
  const { path, line, column, code, text } = error;
  const emitted = files.get(path);
  const member = emitted === undefined ? undefined : memberAt(emitted, error);
  const shown = `motorized generate --driver ${version} --framework ${name} --out <folder>`;
  return {
    rule: code,
    subject: [path, member ?? []].flat().join(' '),
    isAbsent: false,
    message: `${path}:${line}:${column} ${member === undefined ? '' : `${member}: `}${text}`,
    fix:
      emitted === undefined
        ? 'the declarations of the release do not compile on their own'
        : `run \`${shown}\` to see the code, and fix the spec, the plan or the runtime that it comes from`,
  };
}
