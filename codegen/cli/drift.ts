import { Command, Option } from 'commander';

import { FORMATS, PRESETS } from '../drift/settle/presets.js';
import { choiceOption, driverOption, frameworkOption, setting, specOption } from './options/shared-options.js';
import { Setting } from './options/setting.js';
import { isColored, printText } from './terminal/output.js';

export function driftCommand(): Command {
  const against = "another driver to compare with, or 'surface'; default: the spec and the surface";
  return new Command('drift')
    .description('fail on any difference between the driver and what the wrappers cover')
    .addOption(driverOption())
    .addOption(setting('--against <driver>', against, 'drift.against'))
    .addOption(specOption())
    .addOption(frameworkOption())
    .addOption(choiceOption())
    .addOption(new Setting('--preset <name>', 'how much to check', 'drift.preset').choices(PRESETS).default('strict'))
    .addOption(
      new Setting('--fail-on <severity>', 'what to fail on', 'drift.failOn')
        .choices(['error', 'warning', 'info'])
        .default('error'),
    )
    .addOption(
      new Setting('--format <format>', 'how to write the report', 'drift.format').choices(FORMATS).default('text'),
    )
    .addOption(new Option('--fix', 'make the spec edits that need no judgement'))
    .action(async ({ framework: frameworks, option, ...options }) => {
      const defaults = { driver: undefined, against: undefined, fix: false };
      const { runDrift } = await import('../commands/drift.js');
      const color = isColored(process.stdout);
      await printText(await runDrift({ ...defaults, ...options, frameworks, options: option, color }));
    });
}
