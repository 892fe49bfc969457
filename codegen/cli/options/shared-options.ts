import { InvalidArgumentError, Option } from 'commander';

import { packagedSpec, specFolder } from '../../spec/parse/spec-folder.js';
import { Setting } from './setting.js';

/** Refuses an empty value, which a script may pass for an unset variable. */
export function filled(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty.');
  return value;
}

/** Adds a value of an option that can be repeated. */
export function collect(value: string, all: readonly string[]): readonly string[] {
  return [...all, filled(value)];
}

/** An option with one value, which must not be empty. */
export function option(flags: string, description: string): Option {
  return new Option(flags, description).argParser(filled);
}

/** An option that can also be set in the config. */
export function setting(flags: string, description: string, key: string): Setting {
  return new Setting(flags, description, key).argParser(filled);
}

/** The option for the driver's declarations. */
export function driverOption(): Option {
  return setting(
    '--driver <driver>',
    "version, folder or declaration file; default: the installed 'mongodb'",
    'driver',
  );
}

/** Where the spec is. */
export function specOption(): Setting {
  const about = `folder of the spec, or 'packaged': ${packagedSpec()}`;
  return new Setting('--spec <folder>', about, 'spec')
    .argParser((value) => specFolder(filled(value)))
    .defaultPath('spec');
}

/** The option for frameworks. */
export function frameworkOption(): Option {
  return new Setting('--framework <name>', 'name or path, repeatable', 'frameworks')
    .argParser(collect)
    .default([], 'all');
}

/** The option for the options of frameworks. */
export function choiceOption(): Option {
  return new Setting('--option <choice>', 'choice of a framework, such as effect.absent=null, repeatable', 'options')
    .argParser(collect)
    .default([], 'the defaults');
}

/** The folder of the wrapper classes. */
export function outOption(description: string): Setting {
  return setting('--out <folder>', description, 'out').defaultPath('generated');
}

/** The option for how much of the driver's documentation to include. */
export function docsOption(): Option {
  return new Setting('--docs <mode>', "links, or the driver's documentation in full", 'docs')
    .choices(['links', 'full'])
    .default('links');
}

/** Where the compiled classes are. */
export function generatedOption(description: string): Setting {
  return setting('--generated <folder>', description, 'generated');
}

/** The option for a module that starts a server. */
export function serverOption(): Option {
  return setting(
    '--server <module>',
    'module whose startServer() starts a server; default: the server of MONGODB_URI',
    'server',
  );
}

/** The option for the page that lists the packages. */
export function pageOption(): Option {
  const about = 'write the page that says which package to install, and what differs between releases';
  return setting('--page <file>', about, 'packages.page');
}

/** The option for documents that list the packages. */
export function withinOption(): Option {
  const about = 'write the list of the packages into a document, between its marks, repeatable';
  return new Setting('--within <file>', about, 'packages.within').argParser(collect).default([], 'none');
}

/** The option for JSON output. */
export function jsonOption(): Option {
  return new Option('--json', 'print the result as JSON');
}

/** The option to show no progress. */
export function quietOption(): Option {
  return new Option('--quiet', 'show no progress; it is shown on a terminal only');
}
