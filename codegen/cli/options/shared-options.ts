import { InvalidArgumentError, Option } from 'commander';

import { packagedSpec, specFolder } from '../../spec/parse/spec-folder.js';
import { Setting } from './setting.js';

/** Refuses an empty value, which a script gives for a variable that is not set. */
export function filled(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty.');
  return value;
}

/** Adds a value of an option that may be given several times. */
export function collect(value: string, all: readonly string[]): readonly string[] {
  return [...all, filled(value)];
}

/** An option that takes one value, which may not be empty. */
export function option(flags: string, description: string): Option {
  return new Option(flags, description).argParser(filled);
}

/** The same, where the value may also stand in the config. */
export function setting(flags: string, description: string, key: string): Setting {
  return new Setting(flags, description, key).argParser(filled);
}

/** Which declarations to read. */
export function driverOption(): Option {
  return setting(
    '--driver <driver>',
    "version, folder or declaration file; default: the installed 'mongodb'",
    'driver',
  );
}

/** Where the spec is. */
export function specOption(): Option {
  const about = `folder of the spec, or 'packaged': ${packagedSpec()}`;
  return new Setting('--spec <folder>', about, 'spec').argParser((value) => specFolder(filled(value))).default('spec');
}

/** Which frameworks to look at. */
export function frameworkOption(): Option {
  return new Setting('--framework <name>', 'name or path, repeatable', 'frameworks')
    .argParser(collect)
    .default([], 'all');
}

/** What frameworks let their users choose. */
export function choiceOption(): Option {
  return new Setting('--option <choice>', 'choice of a framework, such as effect.absent=null, repeatable', 'options')
    .argParser(collect)
    .default([], 'the defaults');
}

/** The folder of the wrapper classes. */
export function outOption(description: string): Option {
  return setting('--out <folder>', description, 'out').default('generated');
}

/** How much of the driver's documentation the classes have. */
export function docsOption(): Option {
  return new Setting('--docs <mode>', "links, or the driver's documentation in full", 'docs')
    .choices(['links', 'full'])
    .default('links');
}

/** Where the compiled classes are. */
export function generatedOption(description: string): Option {
  return setting('--generated <folder>', description, 'generated');
}

/** What gives a server to run on. */
export function serverOption(): Option {
  return setting('--server <module>', 'module whose startServer() gives a server; default: MONGODB_URI', 'server');
}

/** The page that tells of the packages. */
export function pageOption(): Option {
  const about = 'write the page that says which package to install, and what differs between releases';
  return setting('--page <file>', about, 'packages.page');
}

/** The documents that tell of the packages. */
export function withinOption(): Option {
  const about = 'write what a document tells of the packages, between its marks, repeatable';
  return new Setting('--within <file>', about, 'packages.within').argParser(collect).default([], 'none');
}

/** What is printed is for a program. */
export function jsonOption(): Option {
  return new Option('--json', 'print the result as JSON');
}

/** Nobody is told how far the work is. */
export function quietOption(): Option {
  return new Option('--quiet', 'show no progress; it is shown on a terminal only');
}
