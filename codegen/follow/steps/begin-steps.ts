import { CannotRunError } from '../../common/problem.js';
import { lookForDrift } from '../../drift/look-for-drift.js';
import { readWhole } from '../../drift/read-whole.js';
import { openDriver } from '../../driver/find/open-driver.js';
import { compareVersions, releaseOf } from '../../model/releases/release.js';
import type { Following } from '../following.js';
import { ConflictError, installDriver, readPackages } from '../project/install-driver.js';
import { resolveRelease } from '../project/resolve-release.js';
import { claimsLeft, counted } from './left-to-people.js';
import type { StepResult } from '../step.js';
import { WorkTree } from '../project/work-tree.js';

/** Nothing is begun where something of a person's could be mixed with it. */
export async function openTree(following: Following): Promise<StepResult> {
  const { folder } = following.request;
  const tree = await WorkTree.open(folder);
  const packages = readPackages(folder, tree.root);
  following.learn({ packages, tree });
  return { outcome: 'done', summary: tree.branch === undefined ? 'clean, on no branch' : `clean, on ${tree.branch}` };
}

/** Which release it is, and whether there is anything to do. */
export async function findRelease(following: Following): Promise<StepResult> {
  const { request } = following;
  const before = readWhole(await openDriver({ from: request.folder })).driver;
  checkInstalled(following.get('packages').wanted, before.version);
  const release = await resolveRelease(request.release, request.folder);
  const branch = request.branch ?? `driver-${release}`;
  const tree = following.get('tree');
  const isGoingOn = tree.branch === branch;
  following.learn({ release, before, branch, isGoingOn, isOnBranch: isGoingOn });
  const named = release === request.release ? release : `${request.release} is ${release}`;
  if (isGoingOn) return { outcome: 'done', summary: `${named}, and ${branch} goes on` };
  if (before.version === release) return { outcome: 'ends', summary: `${named}, which is installed` };
  if (compareVersions(release, before.version) < 0) return older(following);
  if (await tree.hasBranch(branch)) {
    throw new CannotRunError(
      `there is a branch ${branch} already`,
      `\`git switch ${branch}\` and run the command again to continue there, or delete it to start over`,
    );
  }
  return { outcome: 'done', summary: `${named}; installed is ${before.version}` };
}

/** What is installed may be what another branch asks for. */
function checkInstalled(wanted: string, installed: string): void {
  if (releaseOf(wanted) === undefined || wanted === installed) return;
  throw new CannotRunError(
    `package.json asks for mongodb ${wanted}, but ${installed} is installed`,
    'run `npm install`, then the command again',
  );
}

/** A tag may stand behind what is installed; a version that does was named by mistake. */
function older(following: Following): StepResult {
  const [release, { version }] = [following.get('release'), following.get('before')];
  if (release !== following.request.release)
    return { outcome: 'ends', summary: `${following.request.release} is ${release}, and ${version} is installed` };
  throw new CannotRunError(
    `mongodb ${release} is older than ${version}, which is installed`,
    'name a newer release; `motorized lines` checks older ones',
  );
}

/** What the release brings is told from what was wrong before it. */
export async function checkBefore(following: Following): Promise<StepResult> {
  if (following.get('isGoingOn')) return { outcome: 'skipped', summary: 'the branch is begun' };
  const { spec, frameworks, options } = following.request;
  const base = { driver: undefined, against: undefined, spec, frameworks, options } as const;
  const { report } = await lookForDrift({ ...base, preset: 'claims', failOn: 'error', fix: false });
  const { version } = following.get('before');
  const problems = claimsLeft(report);
  if (problems.length === 0) return { outcome: 'done', summary: `${spec} is right about ${version}` };
  const summary = `${spec} is not right about ${version}: ${counted(problems.length, 'problem')}`;
  return { outcome: report.exit === 2 ? 'failed' : 'stops', summary, problems };
}

/**
 * Where npm fails, everything is as it was.
 *
 * @param open - lets the project's own packages be for the release
 */
export async function bringIn(following: Following, open: (release: string) => Promise<void>): Promise<StepResult> {
  const { request } = following;
  const [release, packages, tree] = [following.get('release'), following.get('packages'), following.get('tree')];
  const listed = `mongodb ${release} in ${packages.section}`;
  if (packages.wanted === release && following.get('before').version === release)
    return { outcome: 'unchanged', summary: listed };
  try {
    await open(release);
    await installDriver(release, packages, request.folder);
  } catch (error) {
    await tree.restore();
    if (error instanceof ConflictError) return conflict(release, error);
    throw error;
  }
  return { outcome: 'done', summary: listed };
}

function conflict(release: string, { message }: ConflictError): StepResult {
  const output = message.split('\n').map((line) => line.replace(/^npm (?:error|ERR!|warn|WARN) ?/, ''));
  const problem = {
    rule: 'install-conflict',
    severity: 'error',
    subject: 'package.json',
    message: `a package of the project needs another mongodb than ${release}: ${output.find((line) => line.includes('peer mongodb@'))?.trim() ?? 'npm says ERESOLVE'}`,
    fix: 'move to a release of that package that allows it, or widen the range if it is your own',
    at: { file: 'package.json', line: 1, column: 1 },
  } as const;
  return { outcome: 'stops', summary: 'npm finds a conflict of ranges', output, problems: [problem] };
}

/** The work has a branch of its own from here on; what was on the other one is as it was. */
export async function startBranch(following: Following): Promise<StepResult> {
  const [tree, branch] = [following.get('tree'), following.get('branch')];
  if (following.get('isGoingOn')) return { outcome: 'unchanged', summary: branch };
  await tree.switchToNew(branch);
  following.learn({ isOnBranch: true });
  return { outcome: 'done', summary: tree.branch === undefined ? branch : `${branch}, from ${tree.branch}` };
}
