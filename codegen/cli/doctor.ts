import { Command } from 'commander';

import { CannotRunError } from '../common/problem.js';
import { applyConfig, configOf, withoutConfig } from './options/apply-config.js';
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

export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description(
      'find what is wrong with an installation: extra copies and wrong versions of packages, edited and stale classes',
    )
    .addOption(driverOption())
    .addOption(specOption())
    .addOption(frameworkOption())
    .addOption(choiceOption())
    .addOption(outOption('folder of the wrapper classes'))
    .addOption(docsOption())
    .addOption(jsonOption());
  return withoutConfig(command).action(async () => {
    // An invalid config is one of the faults to report.
    const fault = await applyConfig(command).then(() => undefined, expected);
    const { framework: frameworks, option, ...options } = command.opts();
    const { runDoctor } = await import('../commands/doctor.js');
    const config = fault === undefined ? configOf(command) : undefined;
    const request = { driver: undefined, ...options, frameworks, options: option, config, fault };
    await print(await runDoctor(request as Parameters<typeof runDoctor>[0]), options);
  });
}

function expected(error: unknown): CannotRunError {
  if (error instanceof CannotRunError) return error;
  throw error;
}
