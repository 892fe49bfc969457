/** A project of a user's, in the folder of that name under `consumers/`. */
export interface ConsumerProject {
  readonly name: string;
  /** What it installs of ours. */
  readonly installs: 'motorized' | '@motorized/codegen';
}

/** Every project, in the order in which they run. */
export const CONSUMERS: readonly ConsumerProject[] = [
  { name: 'esm', installs: 'motorized' },
  { name: 'commonjs', installs: 'motorized' },
  { name: 'codegen', installs: '@motorized/codegen' },
];
