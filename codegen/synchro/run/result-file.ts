import { appendFileSync } from 'node:fs';

import type { WorkerLine } from '../results/test-results.js';

/** Where a worker writes its results, at once, so that they are there though it dies. */
export class ResultFile {
  constructor(private readonly path: string) {}

  write(line: WorkerLine): void {
    appendFileSync(this.path, `${JSON.stringify(line)}\n`);
  }
}
