import { Command, Option } from 'commander';

import { interruptible } from '../common/interruption.js';
import {
  choiceOption,
  collect,
  frameworkOption,
  generatedOption,
  jsonOption,
  option,
  quietOption,
  serverOption,
  setting,
  specOption,
} from './options/shared-options.js';
import { print } from './terminal/output.js';
import { withProgress } from './terminal/progress.js';

export function synchroCommand(): Command {
  const source = "folder or archive of the driver's repository; default: MOTORIZED_DRIVER_SUITE";
  const broken = 'break a method on purpose, as a control that has to fail: Collection.findOne';
  return new Command('synchro')
    .description("run the driver's own test suite on the wrapper classes, and compare with the raw driver")
    .addOption(frameworkOption())
    .addOption(choiceOption())
    .addOption(setting('--source <path>', source, 'synchro.source'))
    .option('--clone', "clone the driver's repository at the installed version if no source is given")
    .option('--standalone', 'on a standalone server instead of a replica set')
    .addOption(new Option('--fast', 'only the files of the fast selection').conflicts('files'))
    .addOption(
      new Option('--files <path>', 'only files whose names begin with this, repeatable')
        .argParser(collect)
        .default([], 'all'),
    )
    .addOption(option('--broken <member>', broken))
    .addOption(serverOption())
    .addOption(option('--page <file>', 'write the page with the results'))
    .addOption(specOption())
    .addOption(generatedOption('compiled package, or folder with compiled classes').defaultPath('generated'))
    .addOption(quietOption())
    .addOption(jsonOption())
    .action(async ({ framework, option: choices, ...options }) => {
      const { runSynchro } = await import('../commands/synchro.js');
      const flags = { clone: false, standalone: false, fast: false };
      const defaults = { source: undefined, broken: undefined, server: undefined, page: undefined };
      const request = { ...defaults, ...flags, ...options, frameworks: framework, options: choices };
      const run = async (signal: AbortSignal) =>
        withProgress(options, async (tell) => runSynchro({ ...request, tell, signal }));
      await print(await interruptible(run), options);
    });
}
