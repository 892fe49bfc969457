import { appendFileSync } from 'node:fs';

import type { WorkerLine } from '../results/test-results.js';

/** The file to which a worker writes each result at once, so that they are kept if it dies. */
export class ResultFile {
  constructor(private readonly path: string) {}

  write(line: WorkerLine): void {
    appendFileSync(this.path, `${JSON.stringify(line)}\n`);
  }
}
