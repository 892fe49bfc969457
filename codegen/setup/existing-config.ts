import { resolve } from 'node:path';

import { shownPath } from '../common/files/shown-path.js';
import type { MotorizedConfig } from '../config/config.js';
import { findConfig } from '../config/find-config.js';
import { loadConfig } from '../config/load-config.js';
import { PACKAGED, specFolder } from '../spec/parse/spec-folder.js';
import type { Answers } from './answers.js';

/** The config that a project already has. It is not changed. */
export interface ExistingConfig {
  readonly file: string;
  /** The answers in it, or else the defaults. */
  readonly answers: Pick<Answers, 'frameworks' | 'spec' | 'out'>;
}

/**
 * The config in the folder itself. A config in a folder above belongs to another project.
 *
 * @param all - the frameworks of a config that names none
 * @throws {CannotRunError} if it cannot be read
 */
export async function existingConfig(all: readonly string[]): Promise<ExistingConfig | undefined> {
  const file = findConfig(process.cwd());
  if (file === undefined || file.includes('/')) return undefined;
  return { file, answers: answersIn(await loadConfig(file), all) };
}

function answersIn(config: MotorizedConfig, all: readonly string[]): ExistingConfig['answers'] {
  const { frameworks = [], spec = 'spec', out = 'generated' } = config;
  return {
    frameworks: frameworks.length === 0 ? all : frameworks,
    spec: resolve(spec) === resolve(specFolder(PACKAGED)) ? PACKAGED : shownPath(spec),
    out,
  };
}

/** The keys of the wanted answers that contradict the config: `out`. */
export function contradictions({ answers }: ExistingConfig, wanted: Partial<Answers>): string[] {
  const { frameworks = answers.frameworks, spec = answers.spec, out = answers.out } = wanted;
  const inOrder = (names: readonly string[]): string =>
    names
      .map((name) => resolve(name))
      .toSorted()
      .join();
  return [
    ...(inOrder(frameworks) === inOrder(answers.frameworks) ? [] : ['frameworks']),
    ...(resolve(spec) === resolve(answers.spec) ? [] : ['spec']),
    ...(resolve(out) === resolve(answers.out) ? [] : ['out']),
  ];
}
