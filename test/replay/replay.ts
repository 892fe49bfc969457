import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { runAccept } from '../../codegen/commands/accept.js';
import { runGenerate } from '../../codegen/commands/generate.js';
import type { Problem } from '../../codegen/common/problem.js';
import { readWhole } from '../../codegen/drift/read-whole.js';
import { openDriver } from '../../codegen/driver/find/open-driver.js';
import type { StepResult, TakenStep } from '../../codegen/follow/step.js';
import { wrapSteps } from '../../codegen/follow/steps/wrap-steps.js';
import { takeSteps } from '../../codegen/follow/take-steps.js';
import { answer } from './answer.js';
import { writeSpecAt } from './spec-at.js';

/** A release to follow, and the folder of its package. */
export interface Release {
  readonly version: string;
  readonly folder: string;
}

export interface ReplayRequest {
  /** The release that the spec starts with. */
  readonly start: Release;
  readonly releases: AsyncIterable<Release> | Iterable<Release>;
  /** The spec with the answers. */
  readonly today: string;
  /** A folder below the project, where packages are found. It is created again. */
  readonly work: string;
  readonly say: (row: ReplayRow) => void;
}

/** The result for one release. */
export interface ReplayRow {
  readonly version: string;
  /** The edits of the spec that needed nobody. */
  readonly alone: readonly string[];
  readonly asked: readonly Problem[];
  /** The answers of today's spec. */
  readonly answers: readonly string[];
  /** Why it could not be followed, if so. */
  readonly faults: readonly Problem[];
}

/**
 * Follows releases one after the other, each from the result of the previous one, by the steps of `motorized follow`.
 */
export async function replay(request: ReplayRequest): Promise<ReplayRow[]> {
  const { start, today, work, say } = request;
  const spec = join(work, 'spec');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, 'node_modules'), { recursive: true });
  const { driver } = readWhole(await openDriver({ driver: start.folder, from: '.' }));
  writeSpecAt(driver, today, spec);
  await runAccept({ driver: start.folder, spec });
  const rows: ReplayRow[] = [];
  for await (const release of request.releases) {
    const row = await followOne(release, { work, spec, today });
    rows.push(row);
    say(row);
    if (row.faults.length > 0) break;
  }
  return rows;
}

interface Folders {
  readonly work: string;
  readonly spec: string;
  readonly today: string;
}

async function followOne(release: Release, { work, spec, today }: Folders): Promise<ReplayRow> {
  install(release, work);
  const out = join(work, 'generated');
  const wrap = wrapSteps({
    driver: release.folder,
    spec,
    frameworks: [],
    options: [],
    out,
    before: () => undefined,
    generate: async () => runGenerate({ ...GENERATE, driver: release.folder, spec, frameworks: [], options: [], out }),
    accept: async () => runAccept({ driver: release.folder, spec }),
  });
  const first = await wrap.spec.take();
  const asked = first.problems ?? [];
  // The answers are written before the remaining steps, since `follow` continues from them on the branch.
  const answers = asked.map((problem) => answer(problem, { spec, today, release: release.version }));
  const isSettled = first.outcome !== 'stops' || (await wrap.spec.take()).outcome !== 'stops';
  const rest = isSettled ? [wrap.generate, wrap.accept, wrap.compile] : [wrap.spec];
  const steps = await takeSteps(rest, () => undefined);
  return { version: release.version, alone: first.details ?? [], asked, answers, faults: steps.flatMap(faultsOf) };
}

const GENERATE = { docs: 'links', check: false, dryRun: false, force: false } as const;

function faultsOf({ outcome, problems }: TakenStep): readonly Problem[] {
  const isWrong: StepResult['outcome'][] = ['stops', 'failed'];
  return isWrong.some((each) => each === outcome) ? problems : [];
}

/** Installs a release where the emitted modules find it. */
function install({ folder }: Release, work: string): void {
  const at = join(work, 'node_modules', 'mongodb');
  rmSync(at, { recursive: true, force: true });
  symlinkSync(resolve(folder), at, 'junction');
}
