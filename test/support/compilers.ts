import { join } from 'node:path';

import { inProject } from './project-root.js';
import { installTools } from './tools.js';

/** The compilers that users may have, the last release of each minor, oldest first, by their names in documents. */
export const COMPILERS = {
  '5.4': '5.4.5',
  '5.5': '5.5.4',
  '5.6': '5.6.3',
  '5.7': '5.7.3',
  '5.8': '5.8.3',
  '5.9': '5.9.3',
  '6.0': '6.0.3',
  /** The project's own compiler. */
  '7.0': undefined,
} as const;

export type Compiler = keyof typeof COMPILERS;

/** The path of a compiler's `tsc`. Installs the compiler first, unless it is the project's own. */
export function compilerOf(version: Compiler): string {
  const typescript = COMPILERS[version];
  const packages =
    typescript === undefined ? inProject('node_modules') : installTools(`typescript-${version}`, { typescript });
  return join(packages, 'typescript', 'bin', 'tsc');
}
