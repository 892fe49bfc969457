import { Option } from 'commander';

/** An option of a command that may also stand in the config file. */
export class Setting extends Option {
  /**
   * @param key - where it stands in the config: `spec`, `drift.failOn`
   * @param yieldsTo - options that make the config's value void when they are given, by the names of their values
   */
  constructor(
    flags: string,
    description: string,
    readonly key: string,
    readonly yieldsTo: readonly string[] = [],
  ) {
    super(flags, description);
  }
}
