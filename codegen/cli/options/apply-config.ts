import { type Command, Option } from 'commander';

import { findConfig } from '../../config/find-config.js';
import { filled } from './shared-options.js';
import { Setting } from './setting.js';

/** Adds the option that names the config to a command with settings, and to its subcommands. */
export function addConfigOption(command: Command): void {
  if (settingsOf(command).length > 0) {
    const about =
      'config file with the values of options; default: motorized.config.yaml or .ts, in this folder or above';
    command.addOption(new Option('--config <file>', about).argParser(filled));
  }
  for (const each of command.commands) addConfigOption(each);
}

/** The commands that apply the config themselves. */
const byThemselves = new WeakSet<Command>();

/** Lets a command apply the config itself, and report its faults. */
export function withoutConfig(command: Command): Command {
  byThemselves.add(command);
  return command;
}

/** Applies the config to a command that is about to run. */
export async function beforeAction(command: Command): Promise<void> {
  if (!byThemselves.has(command)) await applyConfig(command);
}

/**
 * Sets the options of a command that were not given to the values of the config.
 *
 * @throws {CannotRunError} if the config cannot be read, or is not valid
 */
export async function applyConfig(command: Command): Promise<void> {
  const settings = settingsOf(command);
  const file = settings.length === 0 ? undefined : configOf(command);
  if (file === undefined) return;
  // Most commands run without a config, so the modules that read one are only loaded if there is one.
  const { fromConfig, loadConfig, settingIn } = await import('../../config/load-config.js');
  const config = await loadConfig(file);
  const fromFile = (path: string): string => fromConfig(file, path);
  for (const option of settings.filter((each) => !isSettled(command, each))) {
    const value = settingIn(config, option.key);
    // With `--watch`, an earlier state of the config may have set an option that is no longer in it.
    const [set, source] = value === undefined ? [defaultOf(option, fromFile), 'default'] : [value, 'config'];
    command.setOptionValueWithSource(option.attributeName(), set, source);
  }
}

/** A default path is relative to the folder of the config, as if the config named it. */
function defaultOf({ isPath, defaultValue }: Setting, fromFile: (path: string) => string): unknown {
  return isPath && typeof defaultValue === 'string' ? fromFile(defaultValue) : defaultValue;
}

/** The config of a command. Undefined if there is none. */
export function configOf(command: Command): string | undefined {
  return (command.getOptionValue('config') as string | undefined) ?? findConfig(process.cwd());
}

function settingsOf(command: Command): Setting[] {
  return command.options.filter((each) => each instanceof Setting);
}

/** Whether the command line sets an option, or another one that excludes it. */
function isSettled(command: Command, option: Setting): boolean {
  return [option.attributeName(), ...option.yieldsTo].some((name) => isGiven(command, name));
}

function isGiven(command: Command, name: string): boolean {
  return command.getOptionValueSource(name) === 'cli';
}
