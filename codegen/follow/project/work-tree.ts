import { codeOf } from '../../common/files/system-error.js';
import { CannotRunError } from '../../common/problem.js';
import { complaintOf, outputOf } from './child.js';

/** A git work tree, which has no uncommitted changes when it is opened. */
export class WorkTree {
  private constructor(
    readonly root: string,
    /** The branch that it was on. Undefined for a detached HEAD. */
    readonly branch: string | undefined,
  ) {}

  /**
   * Opens the work tree of a folder.
   *
   * @throws {CannotRunError} if there is none, or it has changes that would be mixed with the work
   */
  static async open(folder: string): Promise<WorkTree> {
    const root = await git(folder, ['rev-parse', '--show-toplevel']);
    const tree = new WorkTree(root.trim(), (await git(folder, ['branch', '--show-current'])).trim() || undefined);
    const changed = await tree.changed();
    if (changed.length > 0) {
      throw new CannotRunError(
        `the work tree is not clean: ${changed.slice(0, 5).join(', ')}${changed.length > 5 ? `, and ${changed.length - 5} more` : ''}`,
        'commit these files, stash them, or ignore them, so that they stay separate from the changes of `follow`',
      );
    }
    // Check for a committer identity before anything is done.
    await git(folder, ['var', 'GIT_COMMITTER_IDENT']);
    return tree;
  }

  /** The uncommitted files that are not ignored. */
  async changed(): Promise<string[]> {
    const status = await git(this.root, ['status', '--porcelain', '-z', '--untracked-files=all']);
    return status
      .split('\0')
      .filter((each) => each !== '')
      .map((each) => each.slice(3));
  }

  async hasBranch(name: string): Promise<boolean> {
    const refs = await git(this.root, ['for-each-ref', '--format=%(refname)', `refs/heads/${name}`]);
    return refs.split('\n').includes(`refs/heads/${name}`);
  }

  async switchToNew(name: string): Promise<void> {
    await git(this.root, ['switch', '--create', name]);
  }

  /** Restores every tracked file to the last commit. */
  async restore(): Promise<void> {
    await git(this.root, ['restore', '--staged', '--worktree', ':/']);
  }

  /** Commits everything that is not ignored. Returns the short hash, or undefined if there is nothing to commit. */
  async commit(message: string, { hooks }: { readonly hooks: boolean }): Promise<string | undefined> {
    await git(this.root, ['add', '--all']);
    if ((await this.changed()).length === 0) return undefined;
    await git(this.root, ['commit', '--quiet', ...(hooks ? [] : ['--no-verify']), '--message', message]);
    return (await git(this.root, ['rev-parse', '--short', 'HEAD'])).trim();
  }
}

async function git(cwd: string, args: readonly string[]): Promise<string> {
  try {
    return await outputOf('git', args, cwd);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT')
      throw new CannotRunError('git is not installed, or not on the PATH', 'install git', { cause });
    const [first = 'it does not say why'] = complaintOf(cause).split('\n');
    throw new CannotRunError(`\`git ${args[0]}\` fails: ${first}`, FIXES[args[0] ?? ''] ?? OTHERWISE, { cause });
  }
}

const OTHERWISE = 'check that git works here, and run the command again';

const FIXES: Readonly<Record<string, string>> = {
  'rev-parse': 'run the command in a git repository with at least one commit: `follow` works on a branch',
  var: 'tell git who commits: `git config user.name` and `git config user.email`',
  commit: 'the changes are in the work tree, on the branch: settle what git or a hook reports, and commit them',
};
