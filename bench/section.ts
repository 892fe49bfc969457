import type { TestServer } from '../test/server/start-server.js';

/** What `make bench` measures and prints under one heading. */
export interface Section {
  /** What `ONLY` calls it. */
  readonly name: string;
  readonly title: string;
  /** What the numbers should be; printed, never enforced: a busy machine is no defect. */
  readonly goal: string;
  run(context: BenchContext): Promise<void>;
}

/** What every section gets. */
export interface BenchContext {
  /** The one server of this run, started by the first section that asks. */
  server(): Promise<TestServer>;
  print(...lines: readonly string[]): void;
}
