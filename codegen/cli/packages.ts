import { Command } from 'commander';

import {
  choiceOption,
  filled,
  frameworkOption,
  jsonOption,
  pageOption,
  setting,
  specOption,
  withinOption,
} from './options/shared-options.js';
import { print } from './terminal/output.js';

export function packageCommand(): Command {
  const template = "the newest line's package, whose files beside the modules it takes";
  return new Command('package')
    .description('write the package of a published line of lines.yaml, ready to be compiled')
    .requiredOption('--line <name>', 'its major, or major and minor: the newest of that name', filled)
    .addOption(specOption())
    .addOption(frameworkOption())
    .addOption(choiceOption())
    .addOption(setting('--template <folder>', template, 'packages.template').defaultPath('generated'))
    .requiredOption('--out <folder>', 'folder to write', filled)
    .addOption(jsonOption())
    .action(async ({ framework: frameworks, option, ...options }) => {
      const { runPackage } = await import('../commands/lines/package.js');
      await print(await runPackage({ ...options, frameworks, options: option }), options);
    });
}

export function packagesCommand(): Command {
  return new Command('packages')
    .description('list the published packages of lines.yaml, and what of the driver each is for')
    .addOption(specOption())
    .addOption(pageOption())
    .addOption(withinOption())
    .addOption(jsonOption())
    .action(async (options) => {
      const { runPackages } = await import('../commands/lines/packages.js');
      await print(await runPackages({ page: undefined, ...options }), options);
    });
}
