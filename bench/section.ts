import type { TestServer } from '../test/server/start-server.js';

/** What `make bench` measures and prints under one heading. */
export interface Section {
  /** Its name in `ONLY`. */
  readonly name: string;
  readonly title: string;
  /** What the numbers should be. Printed, but never enforced, since a busy machine is not a defect. */
  readonly goal: string;
  run(context: BenchContext): Promise<void>;
}

/** The context of every section. */
export interface BenchContext {
  /** The one server of this run, started by the first section that needs it. */
  server(): Promise<TestServer>;
  print(...lines: readonly string[]): void;
}
