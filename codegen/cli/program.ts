import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Command } from 'commander';

import { packageRoot } from '../common/package-root.js';
import { acceptCommand } from './accept.js';
import { addConfigOption, beforeAction } from './options/apply-config.js';
import { conformanceCommand } from './conformance.js';
import { doctorCommand } from './doctor.js';
import { driftCommand } from './drift.js';
import { followCommand } from './follow.js';
import { generateCommand } from './generate.js';
import { initCommand } from './init.js';
import { linesCommand } from './lines.js';
import { packageCommand, packagesCommand } from './packages.js';
import { synchroCommand } from './synchro.js';

/**
 * Creates the program with all commands and their options.
 *
 * Each command loads its implementation when it runs, so that help and errors in options are printed at once.
 */
export function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  const program = new Command('motorized')
    // An option after a command belongs to that command, even if a parent has one of the same name.
    .enablePositionalOptions()
    .description('Wraps the MongoDB Node driver for any framework, and finds what is not wrapped.')
    .version(version, '-V, --version', 'print the version of the generator');
  const commands = [
    generateCommand(),
    driftCommand(),
    acceptCommand(),
    linesCommand(),
    packageCommand(),
    packagesCommand(),
    followCommand(),
    synchroCommand(),
    conformanceCommand(),
    doctorCommand(),
    initCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  offerHelp(program);
  addConfigOption(program);
  return program.hook('preAction', async (_, command) => beforeAction(command));
}

const HELP = 'print what a command does, and its options';

/** Adds help to every command. */
function offerHelp(command: Command): void {
  command.helpOption('-h, --help', HELP);
  if (command.commands.length > 0) command.helpCommand('help [command]', HELP);
  for (const each of command.commands) offerHelp(each);
}
