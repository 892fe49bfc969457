import { InternalError } from '../common/problem.js';
import type { Driver } from '../model/driver.js';
import type { Packages } from './project/install-driver.js';
import type { WorkTree } from './project/work-tree.js';

/** What of a project is to follow what. */
export interface FollowRequest {
  /** The folder of the project: its `package.json` lists the driver. */
  readonly folder: string;
  /** A tag of the registry, or a version. */
  readonly release: string;
  /** The branch to make; undefined for one that is named after the release. */
  readonly branch: string | undefined;
  readonly spec: string;
  readonly frameworks: readonly string[];
  readonly options: readonly string[];
  readonly changelog: string;
  /** The command that writes what else the project commits and is made of the wrapper classes; undefined for none. */
  readonly write: string | undefined;
  /** The command that compiles; undefined for the emitted modules alone, false for none. */
  readonly compile: string | false | undefined;
  /** The command that tests; undefined for the project's own script, false for none. */
  readonly test: string | false | undefined;
}

/** What is known where the steps that find it out have been taken. */
interface Known {
  readonly tree: WorkTree;
  readonly packages: Packages;
  /** The driver that was installed before. */
  readonly before: Driver;
  /** The release that is followed. */
  readonly release: string;
  /** The branch of the work. */
  readonly branch: string;
  /** Whether it was begun by a run before this one. */
  readonly isGoingOn: boolean;
  /** Whether the work tree is on it. */
  readonly isOnBranch: boolean;
}

/** What a run knows by now. */
export class Following {
  readonly #known: Partial<Known> = {};

  constructor(readonly request: FollowRequest) {}

  learn(more: Partial<Known>): void {
    Object.assign(this.#known, more);
  }

  get<Key extends keyof Known>(key: Key): Known[Key] {
    const value = this.find(key);
    if (value === undefined) throw new InternalError(`nothing is known of the ${key} yet`);
    return value;
  }

  find<Key extends keyof Known>(key: Key): Known[Key] | undefined {
    return this.#known[key];
  }
}
