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

/** A release that is followed, and where its package is. */
export interface Release {
  readonly version: string;
  readonly folder: string;
}

export interface ReplayRequest {
  /** The release that the spec is about in the beginning. */
  readonly start: Release;
  readonly releases: AsyncIterable<Release> | Iterable<Release>;
  /** The spec that answers what is asked. */
  readonly today: string;
  /** A folder under the project, which is made anew: packages are found from there. */
  readonly work: string;
  readonly say: (row: ReplayRow) => void;
}

/** What became of one release. */
export interface ReplayRow {
  readonly version: string;
  /** Edits of the spec that nobody was asked about. */
  readonly alone: readonly string[];
  readonly asked: readonly Problem[];
  /** What today's spec says to that. */
  readonly answers: readonly string[];
  /** What was wrong in the end: it was not followed. */
  readonly faults: readonly Problem[];
}

/** Follows releases one after the other, each from what came of the one before, by the steps of `motorized follow`. */
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
  // What a person answers is written before the rest is done: `follow` goes on from there, on the branch.
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

/** Puts a release where the emitted modules find it. */
function install({ folder }: Release, work: string): void {
  const at = join(work, 'node_modules', 'mongodb');
  rmSync(at, { recursive: true, force: true });
  symlinkSync(resolve(folder), at, 'junction');
}
