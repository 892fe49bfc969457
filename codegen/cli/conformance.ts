import { Command, Option } from 'commander';

import { specFolder } from '../spec/parse/spec-folder.js';
import {
  choiceOption,
  collect,
  filled,
  generatedOption,
  jsonOption,
  quietOption,
  serverOption,
} from './options/shared-options.js';
import { Setting } from './options/setting.js';
import { print } from './terminal/output.js';
import { withProgress } from './terminal/progress.js';

export function conformanceCommand(): Command {
  const spec = 'folder of the spec; default: the one that comes with the generator';
  return new Command('conformance')
    .description('check on a real server that a framework keeps each clause of the contract')
    .requiredOption('--framework <name>', 'name or path', filled)
    .addOption(choiceOption())
    .addOption(new Setting('--spec <folder>', spec, 'spec').argParser((value) => specFolder(filled(value))))
    .addOption(serverOption())
    .addOption(generatedOption('compiled package, or folder with compiled classes; default: compile them for this run'))
    .addOption(
      new Option('--clause <name>', 'only this clause, repeatable').argParser(collect).default([], 'all of them'),
    )
    .addOption(quietOption())
    .addOption(jsonOption())
    .action(async ({ clause, option, ...options }) => {
      const { runConformance } = await import('../commands/conformance.js');
      const defaults = { spec: undefined, server: undefined, generated: undefined };
      const request = { ...defaults, ...options, clauses: clause, options: option };
      await print(await withProgress(options, async (tell) => runConformance({ ...request, tell })), options);
    });
}
