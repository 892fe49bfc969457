import type { Problem } from '../common/problem.js';
import type { OpenedDriver } from '../driver/find/open-driver.js';
import type { FrameworkSource } from '../frameworks/framework-source.js';
import { generate, type GenerateRequest, type GenerateResult } from '../generate.js';

/** The inputs of the generator that are the same for every release. */
export type Ground = Omit<GenerateRequest, 'declarations' | 'docs'>;

/** The files generated for a release. */
export interface EmittedLine {
  /** The text of the files, by path, of all frameworks that could be generated. */
  readonly files: ReadonlyMap<string, string>;
  /** The problems of the frameworks that could not be generated, by name. */
  readonly refused: ReadonlyMap<string, readonly Problem[]>;
}

/** Generates all frameworks for a release, as `motorized generate` does. Problems of one do not affect the others. */
export function emitLine(release: OpenedDriver, ground: Ground): EmittedLine {
  const emit = (frameworks: readonly FrameworkSource[]): GenerateResult =>
    generate({ ...ground, frameworks, declarations: release, docs: 'links' });
  const together = emit(ground.frameworks);
  if (!together.problems.some(isError)) return { files: together.files, refused: new Map() };
  const alone = ground.frameworks.map((each) => [each.framework.name, emit([each])] as const);
  return {
    files: new Map(alone.flatMap(([, { files }]) => [...files])),
    refused: new Map(
      alone
        .map(([name, { problems }]) => [name, problems.filter(isError)] as const)
        .filter(([, problems]) => problems.length > 0),
    ),
  };
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}
