#!/usr/bin/env node
import { Console } from 'node:console';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

import type { Report } from './commands/report.js';
import { writeOut } from './common/files/output.js';
import { fixOf, isSystemError, reasonOf } from './common/files/system-error.js';
import { interruptible } from './common/interruption.js';
import { packageRoot } from './common/package-root.js';
import { formatProblems, problemsToJson } from './common/problem-text.js';
import { CannotRunError } from './common/problem.js';
import { FORMATS, PRESETS } from './drift/settle/presets.js';
import { FOLLOW_FORMATS } from './follow/report/formats.js';
import { ENDS } from './lines/ends.js';
import { packagedSpec } from './spec/parse/spec-folder.js';

/** Exit codes: 0 fine, 1 problems found, 2 could not run. */
const COULD_NOT_RUN = 2;

/** Time to end by itself, in milliseconds. */
const PARTING_MS = 500;

interface SharedOptions {
  readonly json?: boolean;
}

async function print(report: Report, { json }: SharedOptions): Promise<void> {
  process.exitCode = report.code;
  if (json) {
    const { code, problems } = report;
    return say(asJson({ exit: code, ...report.json, problems: problemsToJson(problems) }));
  }
  const color = process.stderr.isTTY && process.env['NO_COLOR'] === undefined;
  if (report.problems.length > 0)
    await complain(formatProblems(report.problems, { sources: report.sources, color, frames: true }));
  if (report.lines.length > 0) await (report.code === 0 ? say : complain)(report.lines.join('\n'));
}

function asJson(value: object): string {
  return JSON.stringify(value, undefined, 2);
}

async function say(text: string): Promise<void> {
  await writeOut(process.stdout, `${text}\n`).catch((cause: unknown) => {
    const fix = fixOf(cause, 'send the output elsewhere');
    throw new CannotRunError(`the output cannot be written: ${reasonOf(cause)}`, fix, { cause });
  });
}

/** Says what the error stream has said already. */
async function trySaying(text: string): Promise<void> {
  await say(text).catch(() => undefined);
}

async function complain(text: string): Promise<void> {
  // There is nobody left to tell that nobody can be told; the exit code stays what it is.
  await writeOut(process.stderr, `${text}\n`).catch(() => undefined);
}

/** What commander has to say, which is printed when it has given up: help or a version, or the command that refused its arguments. */
class Said {
  help = '';
  command = 'motorized';

  /** Makes commander say here what it says of a command. */
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

const DID_YOU_MEAN = '(Did you mean ';

/** What commander says, as every other message is said: a sentence, and what to do. */
function explain(error: CommanderError, said: Said): { message: string; fix: string } {
  const help = `see \`${said.command} --help\``;
  if (said.help !== '') return { message: 'a command is missing, or there is none of its name', fix: help };
  const [sentence = '', hint = ''] = error.message.trimEnd().split('\n');
  const near = hint.startsWith(DID_YOU_MEAN) ? `did you mean '${hint.slice(DID_YOU_MEAN.length, -2)}'; otherwise ` : '';
  return { message: sentence.replace(/^error: /, ''), fix: `${near}${help}` };
}

async function fail(error: unknown, said: Said): Promise<void> {
  // Help and the version are printed and asked for.
  if (error instanceof CommanderError && error.exitCode === 0) return say(said.help.trimEnd());
  process.exitCode = COULD_NOT_RUN;
  const { message, fix } = describe(error, said);
  if (error instanceof CommanderError && said.help !== '') await complain(said.help);
  const isExpected = error instanceof CommanderError || error instanceof CannotRunError || isSystemError(error);
  await complain(isExpected ? `${message}\n  fix: ${fix}` : inspect(error));
  if (process.argv.includes('--json')) await trySaying(asJson({ exit: COULD_NOT_RUN, error: { message, fix } }));
}

function describe(error: unknown, said: Said): { message: string; fix: string } {
  if (error instanceof CannotRunError) return { message: error.message, fix: error.fix };
  if (error instanceof CommanderError) return explain(error, said);
  if (isSystemError(error)) {
    const fix = fixOf(error, 'see that this user may read and write there, and run the command again');
    return { message: `${error.path ?? error.syscall} cannot be used: ${reasonOf(error)}`, fix };
  }
  return { message: error instanceof Error ? error.message : String(error), fix: 'report it, with what stderr says' };
}

/** The options that several commands have. */
const DRIVER = ['--driver <driver>', "version, folder or declaration file; default: the installed 'mongodb'"] as const;
const SPEC = ['--spec <folder>', `folder of the spec; ${packagedSpec()}`] as const;

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, filled(value)];

/** What frameworks let their users choose. */
const choices = (): Option =>
  new Option('--option <choice>', 'choice of a framework, such as effect.absent=null, repeatable')
    .argParser(collect)
    .default([], 'the defaults');

function filled(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty.');
  return value;
}

function createProgram(said: Said): Command {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  const program = new Command('motorized')
    .description('Wraps the MongoDB Node driver for any framework, and finds what is not wrapped.')
    .version(version, '-V, --version', 'print the version of the generator')
    .helpOption('-h, --help', 'print what a command does, and its options')
    .helpCommand('help [command]', 'print what a command does, and its options');
  addGenerate(program);
  addDrift(program);
  addAccept(program);
  addLines(program);
  addPackage(program);
  addPackages(program);
  addFollow(program);
  addSynchro(program);
  addConformance(program);
  addInit(program);
  said.listenTo(program, program.name());
  return program;
}

// What reads TypeScript is loaded by the command that needs it: help and a mistyped option have their answer at once.

function addGenerate(program: Command): void {
  program
    .command('generate')
    .description('write the wrapper classes')
    .option(...DRIVER, filled)
    .option(...SPEC, filled, 'spec')
    .addOption(new Option('--framework <name>', 'name or path, repeatable').argParser(collect).default([], 'all'))
    .addOption(choices())
    .option('--out <folder>', 'folder to write', filled, 'generated')
    .addOption(
      new Option('--docs <mode>', "links, or the driver's documentation in full")
        .choices(['links', 'full'])
        .default('links'),
    )
    .option('--check', 'write nothing; fail when something would be written')
    .option('--dry-run', 'write nothing; list what would be written')
    .option('--force', 'overwrite files that were edited by hand')
    .option('--json', 'print the result as JSON')
    .action(async ({ framework, option, ...options }) => {
      const defaults = { driver: undefined, check: false, dryRun: false, force: false };
      const { runGenerate } = await import('./commands/generate.js');
      await print(await runGenerate({ ...defaults, ...options, frameworks: framework, options: option }), options);
    });
}

function addSynchro(program: Command): void {
  program
    .command('synchro')
    .description("run the driver's own test suite on the wrapper classes, and compare with the raw driver")
    .addOption(new Option('--framework <name>', 'name or path, repeatable').argParser(collect).default([], 'all'))
    .addOption(choices())
    .option('--source <path>', "folder or archive of the driver's repository; default: MOTORIZED_DRIVER_SUITE", filled)
    .option('--clone', "clone the driver's repository at the installed version where no source is given")
    .option('--standalone', 'on a standalone server in place of a replica set')
    .addOption(new Option('--fast', 'only the files of the fast selection').conflicts('files'))
    .addOption(
      new Option('--files <path>', 'only files that begin so, repeatable').argParser(collect).default([], 'all'),
    )
    .option('--broken <member>', 'break a method on purpose, as a control that has to fail: Collection.findOne', filled)
    .option('--server <module>', 'module whose startServer() gives a server; default: MONGODB_URI', filled)
    .option('--page <file>', 'write the page with the results', filled)
    .option(...SPEC, filled, 'spec')
    .option('--generated <folder>', 'compiled package, or folder with compiled classes', filled, 'generated')
    .option('--json', 'print the result as JSON')
    .action(async ({ framework, option, ...options }) => {
      const { runSynchro } = await import('./commands/synchro.js');
      const flags = { clone: false, standalone: false, fast: false };
      const defaults = { source: undefined, broken: undefined, server: undefined, page: undefined };
      const request = {
        ...defaults,
        ...flags,
        ...options,
        frameworks: framework,
        options: option,
        say: (line: string) => void complain(line),
      };
      await print(await interruptible(async (signal) => runSynchro({ ...request, signal })), options);
    });
}

function addConformance(program: Command): void {
  program
    .command('conformance')
    .description('say of each clause of the contract of frameworks whether a framework keeps it, on a real server')
    .requiredOption('--framework <name>', 'name or path', filled)
    .addOption(choices())
    .option('--spec <folder>', 'folder of the spec; default: the one that comes with the generator', filled)
    .option('--server <module>', 'module whose startServer() gives a server; default: MONGODB_URI', filled)
    .option('--generated <folder>', 'compiled package, or folder with compiled classes; default: made anew', filled)
    .addOption(
      new Option('--clause <name>', 'only this clause, repeatable').argParser(collect).default([], 'all of them'),
    )
    .option('--json', 'print the result as JSON')
    .action(async ({ clause, option, ...options }) => {
      const { runConformance } = await import('./commands/conformance.js');
      const defaults = { spec: undefined, server: undefined, generated: undefined };
      await print(await runConformance({ ...defaults, ...options, clauses: clause, options: option }), options);
    });
}

function addInit(program: Command): void {
  const init = program.command('init').description('give something to begin with');
  init
    .command('spec')
    .description("print the spec that the driver's declarations suggest for a class")
    .requiredOption('--class <name>', 'a class of the driver', filled)
    .option(...DRIVER, filled)
    .option('--json', 'print the result as JSON')
    .action(async (options) => {
      const { runInitSpec } = await import('./commands/init-spec.js');
      await print(await runInitSpec({ driver: undefined, ...options }), options);
    });
  init
    .command('framework')
    .description('write the folder of a framework: it generates, compiles and keeps the contract as it is')
    .argument('<name>', 'its name: lower case, with `-` between words')
    .option('--eager', 'a call starts the work')
    .option('--lazy', 'running the returned value does')
    .option('--out <folder>', 'folder to write, which is not there or empty; default: the name', filled)
    .option('--json', 'print the result as JSON')
    .action(async (name: string, options) => {
      const { runInitFramework } = await import('./commands/init-framework.js');
      await print(await runInitFramework({ eager: false, lazy: false, out: undefined, ...options, name }), options);
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
    .option(...SPEC, filled, 'spec')
    .addOption(new Option('--framework <name>', 'name or path, repeatable').argParser(collect).default([], 'all'))
    .addOption(choices())
    .addOption(new Option('--preset <name>', 'how much to look at').choices(PRESETS).default('strict'))
    .addOption(
      new Option('--fail-on <severity>', 'what to fail on').choices(['error', 'warning', 'info']).default('error'),
    )
    .addOption(new Option('--format <format>', 'how to write the report').choices(FORMATS).default('text'))
    .option('--fix', 'make the spec edits that need no judgement')
    .action(async ({ framework: frameworks, option, ...options }) => {
      const defaults = { driver: undefined, against: undefined, fix: false };
      const { runDrift } = await import('./commands/drift.js');
      const color = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
      const { code, text } = await runDrift({ ...defaults, ...options, frameworks, options: option, color });
      process.exitCode = code;
      await say(text);
    });
}

function addAccept(program: Command): void {
  program
    .command('accept')
    .description("write the accepted surface: the driver's public API as text")
    .option(...DRIVER, filled)
    .option(...SPEC, filled, 'spec')
    .option('--json', 'print the result as JSON')
    .action(async (options) => {
      const { runAccept } = await import('./commands/accept.js');
      await print(await runAccept({ driver: undefined, ...options }), options);
    });
}

function addLines(program: Command): void {
  program
    .command('lines')
    .description(
      'say of every release of the driver whether the spec is right about it, and what is generated compiles',
    )
    .option('--from <release>', 'the first release of the registry to look at', filled, '5.0.0')
    .option('--to <release>', 'the last one; default: the newest', filled)
    .addOption(
      new Option('--ends <of>', 'the first and the last release of each line, or of what each package is for')
        .choices(ENDS)
        .conflicts(['from', 'to']),
    )
    .addOption(
      new Option('--driver <driver>', 'version, folder or declaration file, repeatable, in place of the registry')
        .argParser(collect)
        .conflicts(['from', 'to', 'ends'])
        .default([], 'every release'),
    )
    .option(...SPEC, filled, 'spec')
    .addOption(new Option('--framework <name>', 'name or path, repeatable').argParser(collect).default([], 'all'))
    .addOption(choices())
    .addOption(
      new Option('--only <column>', '`spec`, the name of a framework, `package` or `fewest`, repeatable')
        .argParser(collect)
        .default([], 'all'),
    )
    .option('--json', 'print the result as JSON')
    .action(async ({ driver: drivers, framework: frameworks, option, ...options }) => {
      const { runLines } = await import('./commands/lines/lines.js');
      const defaults = { to: undefined, ends: undefined, say: complain };
      await print(await runLines({ ...defaults, ...options, drivers, frameworks, options: option }), options);
    });
}

function addPackage(program: Command): void {
  program
    .command('package')
    .description('write the package of a published line of lines.yaml, ready to be compiled')
    .requiredOption('--line <name>', 'its major, or major and minor: the newest of that name', filled)
    .option(...SPEC, filled, 'spec')
    .addOption(new Option('--framework <name>', 'name or path, repeatable').argParser(collect).default([], 'all'))
    .addOption(choices())
    .option(
      '--template <folder>',
      "the newest line's package, whose files beside the modules it takes",
      filled,
      'generated',
    )
    .requiredOption('--out <folder>', 'folder to write', filled)
    .option('--json', 'print the result as JSON')
    .action(async ({ framework: frameworks, option, ...options }) => {
      const { runPackage } = await import('./commands/lines/package.js');
      await print(await runPackage({ ...options, frameworks, options: option }), options);
    });
}

function addPackages(program: Command): void {
  program
    .command('packages')
    .description('list the published packages of lines.yaml, and what of the driver each is for')
    .option(...SPEC, filled, 'spec')
    .option(...PAGE)
    .addOption(within())
    .option('--json', 'print the result as JSON')
    .action(async (options) => {
      const { runPackages } = await import('./commands/lines/packages.js');
      await print(await runPackages({ page: undefined, ...options }), options);
    });
}

/** The documents that tell of the packages. */
const PAGE = [
  '--page <file>',
  'write the page that says which package to install, and what differs between releases',
  filled,
] as const;

function within(): Option {
  const about = 'write what a document tells of the packages, between its marks, repeatable';
  return new Option('--within <file>', about).argParser(collect).default([], 'none');
}

function addFollow(program: Command): void {
  program
    .command('follow')
    .description('move the project to a release of the driver, on a branch, up to where a person is needed')
    .option('--driver <release>', 'tag of the registry, or a version', filled, 'latest')
    .option('--branch <name>', 'branch to make, or to go on with; default: driver-<version>', filled)
    .option(...SPEC, filled, 'spec')
    .addOption(new Option('--framework <name>', 'name or path, repeatable').argParser(collect).default([], 'all'))
    .addOption(choices())
    .option('--out <folder>', 'folder of the wrapper classes', filled, 'generated')
    .option(...PAGE)
    .addOption(within())
    .option('--changelog <file>', 'changelog that gets a line, where there is one', filled, 'CHANGELOG.md')
    .option('--compile <command>', 'command that compiles; default: the wrapper classes are compiled', filled)
    .option('--no-compile', 'compile nothing')
    .option('--test <command>', "command that tests; default: the project's own script", filled)
    .option('--no-test', 'test nothing')
    .option('--report <file>', 'write the report to a file, as Markdown', filled)
    .addOption(new Option('--format <format>', 'how to print the report').choices(FOLLOW_FORMATS).default('text'))
    .action(async ({ driver: release, framework: frameworks, option, compile, test, ...options }) => {
      const { runFollow } = await import('./commands/follow.js');
      const commands = { compile: commandOf(compile), test: commandOf(test) };
      const defaults = {
        branch: undefined,
        report: undefined,
        page: undefined,
        say: (line: string) => void complain(line),
      };
      const request = { ...defaults, ...options, ...commands, release, frameworks, options: option };
      const { code, text } = await runFollow(request);
      process.exitCode = code;
      await say(text);
    });
}

/** commander gives `true` for an option that has a `--no-` besides, and was not given. */
function commandOf(given: string | boolean): string | false | undefined {
  return given === true ? undefined : given;
}

// What frameworks print is for people: the output is the command's, which may be JSON.
globalThis.console = new Console(process.stderr);

const said = new Said();
try {
  await createProgram(said).parseAsync();
} catch (error) {
  // Help that was asked for may have no place either.
  await fail(error, said).catch(async (cause: unknown) => fail(cause, said));
}
// All is written: what a framework started, such as a timer or a server, would keep the process for good. This one keeps
// nobody.
setTimeout(() => process.exit(), PARTING_MS).unref();
