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
  const template = 'the package of the newest line, whose files other than modules are copied';
  return new Command('package')
    .description('write the package of a published line of lines.yaml, ready to be compiled')
    .requiredOption('--line <name>', 'major, or major and minor, of the driver; names the newest line with it', filled)
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
    .description('list the published packages of lines.yaml, and the releases of the driver that each is for')
    .addOption(specOption())
    .addOption(pageOption())
    .addOption(withinOption())
    .addOption(jsonOption())
    .action(async (options) => {
      const { runPackages } = await import('../commands/lines/packages.js');
      await print(await runPackages({ page: undefined, ...options }), options);
    });
}
