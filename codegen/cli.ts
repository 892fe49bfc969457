#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

import type { Report } from './commands/report.js';
import { interruptible } from './common/interruption.js';
import { formatProblems, problemsToJson } from './common/problem-text.js';
import { CannotRunError } from './common/problem.js';
import { FORMATS, PRESETS } from './drift/settle/presets.js';

/** Exit codes: 0 fine, 1 problems found, 2 could not run. */
const COULD_NOT_RUN = 2;

interface SharedOptions {
  readonly json?: boolean;
}

function print(report: Report, { json }: SharedOptions): void {
  process.exitCode = report.code;
  if (json) {
    const { code, problems } = report;
    printJson({ exit: code, ...report.json, problems: problemsToJson(problems) });
    return;
  }
  const color = process.stderr.isTTY && process.env['NO_COLOR'] === undefined;
  if (report.problems.length > 0)
    console.error(formatProblems(report.problems, { sources: report.sources, color, frames: true }));
  for (const line of report.lines) (report.code === 0 ? console.log : console.error)(line);
}

function printJson(value: object): void {
  console.log(JSON.stringify(value, undefined, 2));
}

/** What commander says, as every other message is said: a sentence, and what to do. */
function explain(text: string): string {
  const [sentence = '', hint = ''] = text.trimEnd().split('\n');
  const near = hint.startsWith(DID_YOU_MEAN) ? `did you mean '${hint.slice(DID_YOU_MEAN.length, -2)}'; otherwise ` : '';
  return `${sentence.replace(/^error: /, '')}\n  fix: ${near}see \`motorized --help\`\n`;
}

const DID_YOU_MEAN = '(Did you mean ';

function fail(error: unknown): void {
  // Help and the version are printed and asked for.
  const isAsked = error instanceof CommanderError && error.exitCode === 0;
  process.exitCode = isAsked ? 0 : COULD_NOT_RUN;
  if (isAsked) return;
  const { message, fix } = describe(error);
  // What commander says it has printed.
  if (error instanceof CannotRunError) console.error(`${message}\n  fix: ${fix}`);
  else if (!(error instanceof CommanderError)) console.error(error);
  if (process.argv.includes('--json')) printJson({ exit: COULD_NOT_RUN, error: { message, fix } });
}

function describe(error: unknown): { message: string; fix: string } {
  if (error instanceof CannotRunError) return { message: error.message, fix: error.fix };
  if (error instanceof CommanderError)
    return { message: error.message.replace(/^error: /, ''), fix: 'see `motorized --help`' };
  return { message: error instanceof Error ? error.message : String(error), fix: 'report it, with what stderr says' };
}

/** The option by which commands are told of the driver. */
const DRIVER = ['--driver <driver>', "version, folder or declaration file; default: the installed 'mongodb'"] as const;

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, filled(value)];

function filled(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty.');
  return value;
}

function createProgram(): Command {
  const program = new Command('motorized')
    .description('Wraps the MongoDB Node driver for any framework, and finds what is not wrapped.')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(explain(text)) });

  addGenerate(program);
  addDrift(program);
  addSynchro(program);
  addInit(program);
  return program;
}

// What reads TypeScript is loaded by the command that needs it: help and a mistyped option have their answer at once.

function addGenerate(program: Command): void {
  program
    .command('generate')
    .description('write the wrapper classes')
    .option(...DRIVER, filled)
    .option('--spec <folder>', 'folder of the spec', filled, 'spec')
    .addOption(new Option('--framework <name>', 'name or path, repeatable').argParser(collect).default([], 'all'))
    .option('--out <folder>', 'folder to write', filled, 'generated')
    .addOption(
      new Option('--docs <mode>', "links, or the driver's documentation in full")
        .choices(['links', 'full'])
        .default('links'),
    )
    .option('--check', 'write nothing; fail when something would be written', false)
    .option('--dry-run', 'write nothing; list what would be written', false)
    .option('--force', 'overwrite files that were edited by hand', false)
    .option('--json', 'print the result as JSON')
    .action(async ({ framework, ...options }) => {
      const { runGenerate } = await import('./commands/generate.js');
      print(await runGenerate({ driver: undefined, ...options, frameworks: framework }), options);
    });
}

function addSynchro(program: Command): void {
  program
    .command('synchro')
    .description("run the driver's own test suite on the wrapper classes, and compare with the raw driver")
    .addOption(new Option('--framework <name>', 'name or path, repeatable').argParser(collect).default([], 'all'))
    .option('--source <path>', "folder or archive of the driver's repository; default: MOTORIZED_DRIVER_SUITE", filled)
    .option('--clone', "clone the driver's repository at the installed version where no source is given", false)
    .option('--standalone', 'on a standalone server in place of a replica set', false)
    .addOption(new Option('--fast', 'only the files of the fast selection').default(false).conflicts('files'))
    .addOption(
      new Option('--files <path>', 'only files that begin so, repeatable').argParser(collect).default([], 'all'),
    )
    .option('--broken <member>', 'break a method on purpose, as a control that has to fail: Collection.findOne', filled)
    .option('--server <module>', 'module whose startServer() gives a server; default: MONGODB_URI', filled)
    .option('--page <file>', 'write the page with the results', filled)
    .option('--spec <folder>', 'folder of the spec', filled, 'spec')
    .option('--generated <folder>', 'compiled package, or folder with compiled classes', filled, 'generated')
    .option('--json', 'print the result as JSON')
    .action(async ({ framework, ...options }) => {
      const { runSynchro } = await import('./commands/synchro.js');
      const say = (line: string): void => console.error(line);
      const defaults = { source: undefined, broken: undefined, server: undefined, page: undefined };
      const request = { ...defaults, ...options, frameworks: framework, say };
      print(await interruptible(async (signal) => runSynchro({ ...request, signal })), options);
    });
}

function addInit(program: Command): void {
  const init = program.command('init').description('print a file to begin with').exitOverride();
  init
    .command('spec')
    .description("print the spec that the driver's declarations suggest for a class")
    .requiredOption('--class <name>', 'a class of the driver', filled)
    .option(...DRIVER, filled)
    .option('--json', 'print the result as JSON')
    .action(async (options) => {
      const { runInitSpec } = await import('./commands/init-spec.js');
      print(await runInitSpec({ driver: undefined, ...options }), options);
    });
}

function addDrift(program: Command): void {
  program
    .command('drift')
    .description('fail on any difference between the driver and what the wrappers cover')
    .option(...DRIVER, filled)
    .option(
      '--against <driver>',
      "another driver to compare with, or 'surface'; default: the spec and the surface",
      filled,
    )
    .option('--spec <folder>', 'folder of the spec', filled, 'spec')
    .addOption(new Option('--preset <name>', 'how much to look at').choices(PRESETS).default('strict'))
    .addOption(
      new Option('--fail-on <severity>', 'what to fail on').choices(['error', 'warning', 'info']).default('error'),
    )
    .addOption(new Option('--format <format>', 'how to write the report').choices(FORMATS).default('text'))
    .option('--fix', 'make the spec edits that need no judgement', false)
    .action(async (options) => {
      const { runDrift } = await import('./commands/drift.js');
      const color = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
      const { code, text } = await runDrift({ driver: undefined, against: undefined, ...options, color });
      process.exitCode = code;
      console.log(text);
    });
  program
    .command('accept')
    .description("write the accepted surface: the driver's public API as text")
    .option(...DRIVER, filled)
    .option('--spec <folder>', 'folder of the spec', filled, 'spec')
    .option('--json', 'print the result as JSON')
    .action(async (options) => {
      const { runAccept } = await import('./commands/accept.js');
      print(await runAccept({ driver: undefined, ...options }), options);
    });
}

try {
  await createProgram().parseAsync();
} catch (error) {
  fail(error);
}
