/** A user's project, in the folder of that name below `consumers/`. */
export interface ConsumerProject {
  readonly name: string;
  /** Which of our packages it installs. */
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
