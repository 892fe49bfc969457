import { Command } from 'commander';

import {
  choiceOption,
  docsOption,
  driverOption,
  frameworkOption,
  jsonOption,
  outOption,
  specOption,
} from './options/shared-options.js';
import { print } from './terminal/output.js';

export function generateCommand(): Command {
  return new Command('generate')
    .description('write the wrapper classes')
    .addOption(driverOption())
    .addOption(specOption())
    .addOption(frameworkOption())
    .addOption(choiceOption())
    .addOption(outOption('folder to write'))
    .addOption(docsOption())
    .option('--check', 'write nothing; fail when something would be written')
    .option('--dry-run', 'write nothing; list what would be written')
    .option('--force', 'overwrite files that were edited by hand')
    .addOption(jsonOption())
    .action(async ({ framework, option, ...options }) => {
      const defaults = { driver: undefined, check: false, dryRun: false, force: false };
      const { runGenerate } = await import('../commands/generate.js');
      await print(await runGenerate({ ...defaults, ...options, frameworks: framework, options: option }), options);
    });
}
