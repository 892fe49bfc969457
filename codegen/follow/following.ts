import { InternalError } from '../common/problem.js';
import type { Driver } from '../model/driver.js';
import type { Packages } from './project/install-driver.js';
import type { WorkTree } from './project/work-tree.js';

/** The request to follow a release in a project. */
export interface FollowRequest {
  /** The folder of the project, whose `package.json` lists the driver. */
  readonly folder: string;
  /** A tag of the registry, or a version. */
  readonly release: string;
  /** The branch to create. Default: one named after the release. */
  readonly branch: string | undefined;
  readonly spec: string;
  readonly frameworks: readonly string[];
  readonly options: readonly string[];
  readonly changelog: string;
  /** A command that writes other committed files which depend on the wrapper classes. Default: none. */
  readonly write: string | undefined;
  /** The command that compiles. Undefined to compile only the emitted modules, false for none. */
  readonly compile: string | false | undefined;
  /** The command that tests. Undefined for the project's own script, false for none. */
  readonly test: string | false | undefined;
}

/** What is known after the steps that find it out. */
interface Known {
  readonly tree: WorkTree;
  readonly packages: Packages;
  /** The driver that was installed before. */
  readonly before: Driver;
  /** The release that is followed. */
  readonly release: string;
  /** The branch of the work. */
  readonly branch: string;
  /** Whether an earlier run has begun the work. */
  readonly isGoingOn: boolean;
  /** Whether the work tree is on it. */
  readonly isOnBranch: boolean;
}

/** What a run knows so far. */
export class Following {
  readonly #known: Partial<Known> = {};

  constructor(readonly request: FollowRequest) {}

  learn(more: Partial<Known>): void {
    Object.assign(this.#known, more);
  }

  get<Key extends keyof Known>(key: Key): Known[Key] {
    const value = this.find(key);
    if (value === undefined) throw new InternalError(`the ${key} is not known yet`);
    return value;
  }

  find<Key extends keyof Known>(key: Key): Known[Key] | undefined {
    return this.#known[key];
  }
}
