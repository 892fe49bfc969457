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
  { name: 'typescript-nodenext', installs: 'motorized' },
  { name: 'typescript-bundler', installs: 'motorized' },
  { name: 'typescript-node16', installs: 'motorized' },
  { name: 'vitest', installs: 'motorized' },
  { name: 'jest', installs: 'motorized' },
  { name: 'ts-jest', installs: 'motorized' },
  { name: 'jest-esm', installs: 'motorized' },
  { name: 'esbuild', installs: 'motorized' },
  { name: 'webpack', installs: 'motorized' },
  { name: 'vite-ssr', installs: 'motorized' },
  { name: 'bun', installs: 'motorized' },
  { name: 'deno', installs: 'motorized' },
  { name: 'codegen', installs: '@motorized/codegen' },
];
