import { Command, Option } from 'commander';

import { FOLLOW_FORMATS } from '../follow/report/formats.js';
import {
  choiceOption,
  filled,
  frameworkOption,
  option,
  outOption,
  pageOption,
  quietOption,
  setting,
  specOption,
  withinOption,
} from './options/shared-options.js';
import { complain, printText } from './terminal/output.js';
import { withProgress } from './terminal/progress.js';

export function followCommand(): Command {
  const compile = 'command that compiles; default: compile the wrapper classes';
  const changelog = 'changelog to add a line to, if it exists';
  const write = 'command that writes other committed files, such as reports';
  return new Command('follow')
    .description('move the project to a release of the driver on a branch, and stop where a person is needed')
    .option('--driver <release>', 'tag of the registry, or a version', filled, 'latest')
    .addOption(option('--branch <name>', 'branch to create or continue; default: driver-<version>'))
    .addOption(specOption())
    .addOption(frameworkOption())
    .addOption(choiceOption())
    .addOption(outOption('folder of the wrapper classes'))
    .addOption(pageOption())
    .addOption(withinOption())
    .addOption(setting('--changelog <file>', changelog, 'follow.changelog').defaultPath('CHANGELOG.md'))
    .addOption(setting('--write <command>', write, 'follow.write'))
    .addOption(setting('--compile <command>', compile, 'follow.compile'))
    .option('--no-compile', 'compile nothing')
    .addOption(setting('--test <command>', "command that tests; default: the project's own script", 'follow.test'))
    .option('--no-test', 'test nothing')
    .addOption(option('--report <file>', 'write the report to a file, as Markdown'))
    .addOption(new Option('--format <format>', 'how to print the report').choices(FOLLOW_FORMATS).default('text'))
    .addOption(quietOption())
    .action(async ({ driver: release, framework: frameworks, option: choices, compile, test, ...options }) => {
      const { runFollow } = await import('../commands/follow.js');
      const commands = { compile: commandOf(compile), test: commandOf(test) };
      const defaults = { branch: undefined, report: undefined, page: undefined, write: undefined };
      const said = (line: string): void => void complain(line);
      const request = { ...defaults, ...options, ...commands, release, frameworks, options: choices };
      await printText(await withProgress(options, async (tell) => runFollow({ ...request, tell, say: said })));
    });
}

/** commander sets `true` for an option that was not given, if it also has a `--no-` form. */
function commandOf(given: string | boolean): string | false | undefined {
  return given === true ? undefined : given;
}
