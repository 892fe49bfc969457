import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { has } from '../support/release/has.js';
import { root } from './compile.js';
import { WRAPPED_CLASSES } from './driver-api.js';
import type { OracleFramework } from './frameworks.js';

/**
 * The map of a framework without the classes that the release lacks, since the compiler takes a missing class for
 * `any`, which matches every type.
 */
export function mapFile({ name }: OracleFramework): string {
  const lacking = WRAPPED_CLASSES.filter((each) => !has(each));
  const isOf = (line: string): boolean => lacking.some((each) => new RegExp(`\\bdriver\\.${each}\\b`).test(line));
  const text = readFileSync(join(root, 'test', 'types', 'maps', `${name}.ts`), 'utf8');
  return text
    .split('\n')
    .filter((line) => !isOf(line))
    .join('\n')
    .replaceAll(`'../support.js'`, `'oracle/support.js'`);
}
