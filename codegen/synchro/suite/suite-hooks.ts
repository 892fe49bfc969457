import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { CannotRunError } from '../../common/problem.js';

/** The modules that the suite's mocha configurations load before any test, in order and relative to the suite. */
export interface SuiteHooks {
  readonly unit: readonly string[];
  readonly integration: readonly string[];
}

/** The configurations, which are JavaScript or JSON, depending on the line. */
const CONFIGURATIONS = { unit: '.mocharc', integration: 'test/mocha_mongodb' } as const;

/** It prints the output of `npm ls`. */
const LEFT_OUT = new Set(['test/mocha_root_hooks']);

/**
 * Reads which modules the suite loads. Packages are left out: they are the compiler, since the tests are compiled
 * already, and support for source maps.
 *
 * @throws {CannotRunError} if there is no configuration, or it cannot be read
 */
export function readHooks(suite: string): SuiteHooks {
  return { unit: hooksIn(suite, CONFIGURATIONS.unit), integration: hooksIn(suite, CONFIGURATIONS.integration) };
}

function hooksIn(suite: string, name: string): string[] {
  const files = ['js', 'cjs', 'json'].map((extension) => `${name}.${extension}`);
  const file = files.find((each) => existsSync(join(suite, each)));
  const fix = "pass the whole of the driver's repository with --source, with its configurations of mocha";
  if (file === undefined) throw new CannotRunError(`the driver suite has no ${files.join(' or ')}`, fix);
  const modules = requiredBy(createRequire(join(suite, 'package.json')), `./${file}`);
  if (modules === undefined) throw new CannotRunError(`${file} of the driver suite has no list \`require\``, fix);
  return modules
    .filter((each) => each.startsWith('test/'))
    .map((each) => each.replace(/\.ts$/, ''))
    .filter((each) => !LEFT_OUT.has(each));
}

function requiredBy(require: NodeJS.Require, file: string): readonly string[] | undefined {
  const configuration: unknown = require(file);
  const modules: unknown =
    typeof configuration === 'object' && configuration !== null ? Reflect.get(configuration, 'require') : undefined;
  return Array.isArray(modules) && modules.every((each) => typeof each === 'string') ? modules : undefined;
}
