import type { Problem } from '../common/problem.js';
import type { OpenedDriver } from '../driver/find/open-driver.js';
import type { FrameworkSource } from '../frameworks/framework-source.js';
import { generate, type GenerateRequest, type GenerateResult } from '../generate.js';

/** What is generated for every release; the release is what is asked for. */
export type Ground = Omit<GenerateRequest, 'declarations' | 'docs'>;

/** What is generated for a release. */
export interface EmittedLine {
  /** Path to text, of all the frameworks that there are modules of. */
  readonly files: ReadonlyMap<string, string>;
  /** What stands in the way of a framework, by its name. */
  readonly refused: ReadonlyMap<string, readonly Problem[]>;
}

/** Generates all frameworks for a release, as `motorized generate` does; what one of them is refused for keeps no other. */
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
