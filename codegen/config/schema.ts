import { z } from 'zod';

import { PACKAGED, specFolder } from '../spec/parse/spec-folder.js';
import type { MotorizedConfig } from './config.js';

/** Converts a path in the file to one relative to the working directory. */
export type FromFile = (path: string) => string;

const VERSION = /^(mongodb@)?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/**
 * The schema of a config. It converts the paths.
 *
 * @param fromFile - converts a path, see {@link FromFile}
 */
export function configSchema(fromFile: FromFile) {
  const path = (what: string) => text(`the path of ${what}`).transform(fromFile);
  const driver = (what: string, ...words: readonly string[]) =>
    text(what).transform((value) => (VERSION.test(value) || words.includes(value) ? value : fromFile(value)));
  const shared = {
    driver: driver('a version, a package folder or a declaration file'),
    spec: text(`the path of a folder, or \`${PACKAGED}\``).transform((value) =>
      value === PACKAGED ? specFolder(value) : fromFile(value),
    ),
    frameworks: list(
      text('the name of a framework, or its path').transform((value) =>
        value.includes('/') ? fromFile(value) : value,
      ),
      'a list of names and paths',
    ),
    options: list(text('a choice such as `effect.absent=null`'), 'a list of choices'),
    out: path('a folder'),
    docs: word(['links', 'full']),
    generated: path('a package or a folder'),
    server: path('a module'),
  };
  const packages = {
    page: path('a file'),
    within: list(path('a file'), 'a list of files'),
    template: path('a folder'),
  };
  const schema = part({
    ...shared,
    drift: part({
      against: driver('a version, a package folder, a declaration file or `surface`', 'surface'),
      preset: word(['strict', 'claims', 'names']),
      failOn: word(['error', 'warning', 'info']),
      format: word(['text', 'json', 'github']),
    }),
    lines: part({ from: text('a release such as `6.0.0`, in quotes') }),
    follow: part({ changelog: path('a file'), write: text('a command'), compile: command(), test: command() }),
    synchro: part({ source: path('a folder or an archive') }),
    packages: part(packages),
  });
  return schema satisfies z.ZodType<MotorizedConfig, MotorizedConfig>;
}

/** The keys that a config can have: `spec`, `drift.failOn`. */
export function configKeys(): string[] {
  return Object.entries(configSchema((path) => path).shape).flatMap(([key, value]) => {
    const inner = value.unwrap();
    return inner instanceof z.ZodObject ? Object.keys(inner.shape).map((each) => `${key}.${each}`) : [key];
  });
}

function text(expected: string) {
  return z.string({ error: expected }).regex(/\S/, { error: expected });
}

function list<T extends z.ZodType>(item: T, expected: string) {
  return z.array(item, { error: expected });
}

function word<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, { error: words.map((each) => `\`${each}\``).join(' or ') });
}

function command() {
  const expected = 'a command, or `false` for none';
  return z.union([text(expected), z.literal(false)], { error: expected });
}

/** A map with optional keys, and no others. */
function part<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape, { error: 'a map of settings' }).partial();
}
