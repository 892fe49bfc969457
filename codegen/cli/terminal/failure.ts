import { inspect } from 'node:util';

import { type Command, CommanderError } from 'commander';

import { fixOf, isSystemError, reasonOf } from '../../common/files/system-error.js';
import { CannotRunError } from '../../common/problem.js';
import { asJson, complain, say } from './output.js';

/** Exit codes: 0 fine, 1 problems found, 2 could not run. */
const COULD_NOT_RUN = 2;

/**
 * Collects commander's output, which is printed at the end: help, a version, or the command that refused its arguments.
 */
export class Said {
  help = '';
  command = 'motorized';

  /** Redirects commander's output for a command to this object. */
  listenTo(command: Command, name: string): void {
    command.exitOverride().showSuggestionAfterError();
    command.configureOutput({
      writeOut: (text) => (this.help += text),
      writeErr: (text) => (this.help += text),
      outputError: () => (this.command = name),
    });
    for (const each of command.commands) this.listenTo(each, `${name} ${each.name()}`);
  }
}

/** Prints why a command did not run, and the fix. Requested help is not a failure. */
export async function fail(failure: unknown, said: Said): Promise<void> {
  // Help or the version was requested.
  if (failure instanceof CommanderError && failure.exitCode === 0) return say(said.help.trimEnd());
  process.exitCode = COULD_NOT_RUN;
  const { message, fix } = describe(failure, said);
  if (failure instanceof CommanderError && said.help !== '') await complain(said.help);
  const isExpected = failure instanceof CommanderError || failure instanceof CannotRunError || isSystemError(failure);
  await complain(isExpected ? `${message}\n  fix: ${fix}` : inspect(failure));
  if (!process.argv.includes('--json')) return;
  // It has already been printed to stderr.
  await say(asJson({ exit: COULD_NOT_RUN, error: { message, fix } })).catch(() => undefined);
}

/** Prints why something failed in a command that goes on. */
export async function failOnce(failure: unknown): Promise<void> {
  const { message, fix } = describe(failure, new Said());
  await complain(`${message}\n  fix: ${fix}`);
}

const DID_YOU_MEAN = '(Did you mean ';

/** Converts commander's message to the form of all others: a sentence, and a fix. */
function explain(error: CommanderError, said: Said): { message: string; fix: string } {
  const help = `see \`${said.command} --help\``;
  if (said.help !== '') return { message: 'a command is missing, or there is none of its name', fix: help };
  const [sentence = '', hint = ''] = error.message.trimEnd().split('\n');
  const near = hint.startsWith(DID_YOU_MEAN) ? `did you mean '${hint.slice(DID_YOU_MEAN.length, -2)}'; otherwise ` : '';
  return { message: sentence.replace(/^error: /, ''), fix: `${near}${help}` };
}

function describe(error: unknown, said: Said): { message: string; fix: string } {
  if (error instanceof CannotRunError) return { message: error.message, fix: error.fix };
  if (error instanceof CommanderError) return explain(error, said);
  if (isSystemError(error)) {
    const fix = fixOf(error, 'make sure that this user may read and write there, and run the command again');
    return { message: `${error.path ?? error.syscall} cannot be used: ${reasonOf(error)}`, fix };
  }
  return {
    message: error instanceof Error ? error.message : String(error),
    fix: 'report it, with the output on stderr',
  };
}
