import { Option } from 'commander';

/** An option of a command that may also stand in the config file. */
export class Setting extends Option {
  /**
   * @param key - where it stands in the config: `spec`, `drift.failOn`
   */
  constructor(
    flags: string,
    description: string,
    readonly key: string,
  ) {
    super(flags, description);
  }
}
