import { Option } from 'commander';

/** An option of a command that can also be set in the config file. */
export class Setting extends Option {
  /** Whether the default is a path. */
  isPath = false;

  /**
   * @param key - its key in the config: `spec`, `drift.failOn`
   * @param yieldsTo - options that override the value in the config if they are given, by the names of their values
   */
  constructor(
    flags: string,
    description: string,
    readonly key: string,
    readonly yieldsTo: readonly string[] = [],
  ) {
    super(flags, description);
  }

  /** Makes a path the default. It is relative to the folder of the config. */
  defaultPath(path: string): this {
    this.isPath = true;
    return this.default(path);
  }
}
