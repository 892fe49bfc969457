import { Command } from 'commander';

import { driverOption, jsonOption, specOption } from './options/shared-options.js';
import { print } from './terminal/output.js';

export function acceptCommand(): Command {
  return new Command('accept')
    .description("write the accepted surface: the driver's public API as text")
    .addOption(driverOption())
    .addOption(specOption())
    .addOption(jsonOption())
    .action(async (options) => {
      const { runAccept } = await import('../commands/accept.js');
      await print(await runAccept({ driver: undefined, ...options }), options);
    });
}
