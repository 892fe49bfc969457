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

/** Opens the work tree. Uncommitted changes would be mixed with the work, so they are refused. */
export async function openTree(following: Following): Promise<StepResult> {
  const { folder } = following.request;
  const tree = await WorkTree.open(folder);
  const packages = readPackages(folder, tree.root);
  following.learn({ packages, tree });
  return { outcome: 'done', summary: tree.branch === undefined ? 'clean, on no branch' : `clean, on ${tree.branch}` };
}

/** Finds the release, and whether there is anything to do. */
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
  if (isGoingOn) return { outcome: 'done', summary: `${named}; continuing on ${branch}` };
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

/** Checks that the installed version is the wanted one. It may be that of another branch. */
function checkInstalled(wanted: string, installed: string): void {
  if (releaseOf(wanted) === undefined || wanted === installed) return;
  throw new CannotRunError(
    `package.json asks for mongodb ${wanted}, but ${installed} is installed`,
    'run `npm install`, then the command again',
  );
}

/**
 * The result for an older release. A tag may be older than the installed version. A version that is older was named by
 * mistake.
 */
function older(following: Following): StepResult {
  const [release, { version }] = [following.get('release'), following.get('before')];
  if (release !== following.request.release)
    return { outcome: 'ends', summary: `${following.request.release} is ${release}, and ${version} is installed` };
  throw new CannotRunError(
    `mongodb ${release} is older than ${version}, which is installed`,
    'name a newer release; `motorized lines` checks older ones',
  );
}

/** Checks the current driver first, to distinguish the changes of the release from earlier problems. */
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
 * Installs the release. If npm fails, nothing has changed.
 *
 * @param open - adds the release to the ranges of the project's own packages
 */
export async function bringIn(following: Following, open: (release: string) => Promise<void>): Promise<StepResult> {
  const { request } = following;
  const [release, packages, tree] = [following.get('release'), following.get('packages'), following.get('tree')];
  const listed = `mongodb ${release} in ${packages.section}`;
  if (packages.wanted === release && following.get('before').version === release)
    return { outcome: 'unchanged', summary: listed };
  try {
    await open(release);
    await installDriver(release, packages, { folder: request.folder, root: tree.root });
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

/** Creates the branch of the work. The other branch is not changed. */
export async function startBranch(following: Following): Promise<StepResult> {
  const [tree, branch] = [following.get('tree'), following.get('branch')];
  if (following.get('isGoingOn')) return { outcome: 'unchanged', summary: branch };
  await tree.switchToNew(branch);
  following.learn({ isOnBranch: true });
  return { outcome: 'done', summary: tree.branch === undefined ? branch : `${branch}, from ${tree.branch}` };
}
