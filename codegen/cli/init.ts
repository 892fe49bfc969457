import { Command } from 'commander';

import { driverOption, filled, jsonOption } from './options/shared-options.js';
import { print } from './terminal/output.js';

export function initCommand(): Command {
  return new Command('init')
    .description('give something to begin with')
    .addCommand(specCommand())
    .addCommand(frameworkCommand());
}

function specCommand(): Command {
  return new Command('spec')
    .description("print the spec that the driver's declarations suggest for a class")
    .requiredOption('--class <name>', 'a class of the driver', filled)
    .addOption(driverOption())
    .addOption(jsonOption())
    .action(async (options) => {
      const { runInitSpec } = await import('../commands/init-spec.js');
      await print(await runInitSpec({ driver: undefined, ...options }), options);
    });
}

function frameworkCommand(): Command {
  return new Command('framework')
    .description('write the folder of a framework: it generates, compiles and keeps the contract as it is')
    .argument('<name>', 'its name: lower case, with `-` between words')
    .option('--eager', 'a call starts the work')
    .option('--lazy', 'running the returned value does')
    .option('--out <folder>', 'folder to write, which is not there or empty; default: the name', filled)
    .addOption(jsonOption())
    .action(async (name: string, options) => {
      const { runInitFramework } = await import('../commands/init-framework.js');
      await print(await runInitFramework({ eager: false, lazy: false, out: undefined, ...options, name }), options);
    });
}
