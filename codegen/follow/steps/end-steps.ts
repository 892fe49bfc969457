import { join } from 'node:path';

import { kindOf, orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { writeWhole } from '../../common/files/write-file.js';
import type { Problem } from '../../common/problem.js';
import { isRelease } from '../../model/releases/release.js';
import { withChangelogLine } from '../project/changelog.js';
import { changesetOf } from '../project/changeset.js';
import { runCommand } from '../project/child.js';
import type { Following } from '../following.js';
import type { Step, StepResult } from '../step.js';

/**
 * Writes a changeset if the project uses them, or else a line under `Unreleased` if it has a changelog. Writes nothing
 * for a prerelease: each one would leave a line of its own.
 */
export async function tellChangelog(following: Following): Promise<StepResult> {
  const { folder, changelog } = following.request;
  const release = following.get('release');
  if (!isRelease(release)) return { outcome: 'skipped', summary: `${release} is a prerelease` };
  const sentence = `Generated from mongodb ${release}.`;
  const changeset = changesetOf(folder, release, sentence);
  if (changeset !== undefined) {
    const written = await writeWhole(join(folder, changeset.file), changeset.text);
    return { outcome: written === 'unchanged' ? 'unchanged' : 'done', summary: `${changeset.file}: ${sentence}` };
  }
  const file = join(folder, changelog);
  const fix = 'make it a file that this user can read, or name another one with --changelog';
  if (orCannotRun(() => kindOf(file), fix) !== 'file')
    return { outcome: 'skipped', summary: `there is no ${changelog}` };
  const text = orCannotRun(() => readRegularFile(file), fix).toString('utf8');
  const written = await writeWhole(file, withChangelogLine(text, `- ${sentence}`));
  return { outcome: written === 'unchanged' ? 'unchanged' : 'done', summary: `${changelog}: ${sentence}` };
}

/** Runs the command that writes other files which depend on the wrapper classes. */
export async function runWriter({ request }: Following): Promise<StepResult> {
  const { write, folder } = request;
  return write === undefined ? { outcome: 'skipped', summary: 'not asked for' } : runOne(write, folder, 'write');
}

/** Commits the work on the branch, even if a person has to continue from there. */
export async function commitWork(following: Following, isFinished: boolean): Promise<StepResult> {
  const [tree, branch, release] = [following.get('tree'), following.get('branch'), following.get('release')];
  const message = isFinished
    ? `Follow mongodb ${release}`
    : `Follow mongodb ${release}, except the lines that need a person`;
  // Unfinished work could not pass the project's commit hooks.
  const commit = await tree.commit(message, { hooks: isFinished });
  if (commit === undefined) return { outcome: 'unchanged', summary: `nothing to commit on ${branch}` };
  return { outcome: 'done', summary: `${commit} on ${branch}: ${message}` };
}

export async function runCompiler({ request }: Following, emitted: Step): Promise<StepResult> {
  if (request.compile === false) return { outcome: 'skipped', summary: 'not asked for' };
  return request.compile === undefined ? emitted.take() : runOne(request.compile, request.folder, 'compile');
}

export async function runTests(following: Following): Promise<StepResult> {
  const { test, folder } = following.request;
  if (test === false) return { outcome: 'skipped', summary: 'not asked for' };
  const command = test ?? (following.get('packages').hasTests ? 'npm test' : undefined);
  if (command === undefined) return { outcome: 'skipped', summary: 'package.json has no script for tests' };
  return runOne(command, folder, 'test');
}

async function runOne(command: string, folder: string, name: string): Promise<StepResult> {
  const { code, tail } = await runCommand(command, folder);
  if (code === 0) return { outcome: 'done', summary: command };
  const end = code === null ? 'is ended by a signal' : `exits with ${code}`;
  const problem: Problem = {
    rule: `${name}-fails`,
    severity: 'error',
    subject: name,
    message: `\`${command}\` ${end}, expected 0`,
    fix: `run it on the branch, and settle what it reports; the last lines are in the report`,
    at: undefined,
  };
  return { outcome: 'stops', summary: `\`${command}\` ${end}`, output: tail, problems: [problem] };
}
