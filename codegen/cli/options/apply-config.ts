import { type Command, Option } from 'commander';

import { findConfig } from '../../config/find-config.js';
import { filled } from './shared-options.js';
import { Setting } from './setting.js';

/** Gives a command that has settings the option that names the config, and so its sub-commands. */
export function addConfigOption(command: Command): void {
  if (settingsOf(command).length > 0) {
    const about = 'file that says what options are; default: motorized.config.yaml or .ts, here or above';
    command.addOption(new Option('--config <file>', about).argParser(filled));
  }
  for (const each of command.commands) addConfigOption(each);
}

/** Commands that apply the config themselves. */
const byThemselves = new WeakSet<Command>();

/** Leaves it to a command to apply the config, and to say what is wrong with it. */
export function withoutConfig(command: Command): Command {
  byThemselves.add(command);
  return command;
}

/** Applies the config to a command that is about to run. */
export async function beforeAction(command: Command): Promise<void> {
  if (!byThemselves.has(command)) await applyConfig(command);
}

/**
 * Gives the options of a command that were not given the values of the config.
 *
 * @throws {CannotRunError} when the config cannot be read, or is none
 */
export async function applyConfig(command: Command): Promise<void> {
  const settings = settingsOf(command);
  const file = settings.length === 0 ? undefined : configOf(command);
  if (file === undefined) return;
  // Most projects that only ask for the version of something have no config: what reads one is loaded for those that do.
  const { loadConfig, settingIn } = await import('../../config/load-config.js');
  const config = await loadConfig(file);
  for (const option of settings.filter((each) => !isSettled(command, each))) {
    const value = settingIn(config, option.key);
    // What an earlier state of the config said is no longer so.
    if (value === undefined) command.setOptionValueWithSource(option.attributeName(), option.defaultValue, 'default');
    else command.setOptionValueWithSource(option.attributeName(), value, 'config');
  }
}

/** The config of a command; undefined where there is none. */
export function configOf(command: Command): string | undefined {
  return (command.getOptionValue('config') as string | undefined) ?? findConfig(process.cwd());
}

function settingsOf(command: Command): Setting[] {
  return command.options.filter((each) => each instanceof Setting);
}

/** Whether the command line says what an option is, or gives another one with which it cannot stand. */
function isSettled(command: Command, option: Setting): boolean {
  return [option.attributeName(), ...option.yieldsTo].some((name) => isGiven(command, name));
}

function isGiven(command: Command, name: string): boolean {
  return command.getOptionValueSource(name) === 'cli';
}
