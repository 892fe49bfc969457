import { Command, Option } from 'commander';

import type { GenerateOptions, GenerateReport } from '../commands/generate.js';
import { interruptible } from '../common/interruption.js';
import { applyConfig, configOf } from './options/apply-config.js';

import {
  choiceOption,
  docsOption,
  driverOption,
  frameworkOption,
  jsonOption,
  outOption,
  specOption,
} from './options/shared-options.js';
import { failOnce } from './terminal/failure.js';
import { complain, print } from './terminal/output.js';

export function generateCommand(): Command {
  const command = new Command('generate')
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
    .addOption(new Option('--watch', 'generate again whenever an input changes').conflicts(['check', 'dryRun', 'json']))
    .addOption(jsonOption());
  return command.action(async ({ watch, ...options }) => {
    if (watch === true) return watchGenerate(command);
    const { runGenerate } = await import('../commands/generate.js');
    await print(await runGenerate(requestOf(command)), options);
  });
}

/** The request, from options and config. */
function requestOf(command: Command): GenerateOptions {
  const { framework: frameworks, option: options, ...others } = command.opts();
  const defaults = { driver: undefined, check: false, dryRun: false, force: false };
  return { ...defaults, ...others, frameworks, options } as unknown as GenerateOptions;
}

async function watchGenerate(command: Command): Promise<void> {
  const { runWatch } = await import('../commands/watch.js');
  const report = async (done: GenerateReport, milliseconds: number): Promise<void> => {
    await print(done, {});
    if (done.code === 0) await complain(`in ${(milliseconds / 1000).toFixed(1)} s`);
  };
  const options = async (): Promise<GenerateOptions> => {
    await applyConfig(command);
    return requestOf(command);
  };
  const waiting = async (paths: readonly string[]): Promise<void> =>
    complain(`watching ${paths.join(', ')}; press ctrl-c to stop`);
  const config = configOf(command);
  await interruptible(async (signal) => runWatch({ options, config, report, fail: failOnce, waiting, signal }));
}
