import { Command, Option } from 'commander';

import { ENDS } from '../lines/ends.js';
import {
  choiceOption,
  collect,
  filled,
  frameworkOption,
  jsonOption,
  option,
  quietOption,
  specOption,
} from './options/shared-options.js';
import { Setting } from './options/setting.js';
import { print } from './terminal/output.js';
import { withProgress } from './terminal/progress.js';

export function linesCommand(): Command {
  const about = 'check for every release of the driver that the spec is right, and that the generated code compiles';
  return new Command('lines')
    .description(about)
    .addOption(
      new Setting('--from <release>', 'the first release of the registry to check', 'lines.from', ['ends', 'driver'])
        .argParser(filled)
        .default('5.0.0'),
    )
    .addOption(option('--to <release>', 'the last one; default: the newest'))
    .addOption(
      new Option('--ends <of>', 'only the first and the last release of each line, or of the range of each package')
        .choices(ENDS)
        .conflicts(['from', 'to']),
    )
    .addOption(
      new Option('--driver <driver>', 'version, folder or declaration file, repeatable, in place of the registry')
        .argParser(collect)
        .conflicts(['from', 'to', 'ends'])
        .default([], 'every release'),
    )
    .addOption(specOption())
    .addOption(frameworkOption())
    .addOption(choiceOption())
    .addOption(
      new Option('--only <column>', '`spec`, the name of a framework, `package` or `fewest`, repeatable')
        .argParser(collect)
        .default([], 'all'),
    )
    .addOption(quietOption())
    .addOption(jsonOption())
    .action(async ({ driver: drivers, framework: frameworks, option: choices, ...options }) => {
      const { runLines } = await import('../commands/lines/lines.js');
      const request = { to: undefined, ends: undefined, ...options, drivers, frameworks, options: choices };
      await print(await withProgress(options, async (tell) => runLines({ ...request, tell })), options);
    });
}
