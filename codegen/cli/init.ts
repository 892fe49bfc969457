import { Command, Option } from 'commander';

import { nearest } from '../common/nearest.js';
import { CannotRunError } from '../common/problem.js';
import { collect, driverOption, filled, jsonOption, option } from './options/shared-options.js';
import { askOnTerminal, canAsk } from './terminal/ask.js';
import { print } from './terminal/output.js';

export function initCommand(): Command {
  const spec =
    "'packaged' for the spec that comes with the generator, or a folder, which gets a copy of it unless it has a spec";
  const command = new Command('init')
    .description('set the project up for wrapper classes of its own, or print or write another starting point')
    .enablePositionalOptions()
    .allowExcessArguments()
    .addOption(new Option('--framework <name>', 'name or path, repeatable').argParser(collect).default([], 'is asked'))
    .addOption(option('--spec <folder>', `${spec}; default: packaged`))
    .addOption(option('--out <folder>', 'folder of the wrapper classes; default: generated'))
    .option('--typescript', 'write motorized.config.ts in place of motorized.config.yaml')
    .option('--no-script', 'leave the scripts of package.json alone')
    .option('--no-workflow', 'write no GitHub workflow')
    .option('--yes', 'ask nothing, and take the suggested answers')
    .addOption(jsonOption())
    .addCommand(specCommand())
    .addCommand(frameworkCommand());
  return command.action(async ({ framework: frameworks, ...options }) => {
    refuseOthers(command);
    const { runInitProject } = await import('../commands/init/project.js');
    const defaults = { spec: undefined, out: undefined, typescript: false, yes: false };
    const ask = canAsk() && options.yes !== true && options.json !== true ? await askOnTerminal() : undefined;
    await print(await runInitProject({ ...defaults, ...options, frameworks, ask }), options);
  });
}

/** Refuses unknown subcommands. For commander, the word after a command with an action is an argument. */
function refuseOthers({ args: [word], commands }: Command): void {
  if (word === undefined) return;
  const near = nearest(
    word,
    commands.map((each) => each.name()),
  );
  const help = 'see `motorized init --help`';
  const fix = near === undefined ? help : `did you mean '${near}'; otherwise ${help}`;
  throw new CannotRunError(`unknown command '${word}'`, fix);
}

function specCommand(): Command {
  return new Command('spec')
    .description("print the spec that the driver's declarations suggest for a class")
    .requiredOption('--class <name>', 'a class of the driver', filled)
    .addOption(driverOption())
    .addOption(jsonOption())
    .action(async (options) => {
      const { runInitSpec } = await import('../commands/init/spec.js');
      await print(await runInitSpec({ driver: undefined, ...options }), options);
    });
}

function frameworkCommand(): Command {
  return new Command('framework')
    .description('write the folder of a new framework, which generates, compiles and keeps the contract as it is')
    .argument('<name>', 'its name: lower case, with `-` between words')
    .option('--eager', 'a call starts the work')
    .option('--lazy', 'running the returned value does')
    .option('--out <folder>', 'new or empty folder to write; default: the name', filled)
    .addOption(jsonOption())
    .action(async (name: string, options) => {
      const { runInitFramework } = await import('../commands/init/framework.js');
      await print(await runInitFramework({ eager: false, lazy: false, out: undefined, ...options, name }), options);
    });
}
