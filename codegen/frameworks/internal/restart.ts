import { closeRun } from './closing.js';
import type { Readable } from './documents.js';
import { awaitsReply, runOf } from './runs.js';

/**
 * Starts the result of a run over.
 *
 * What the server has open of it is closed first, which the driver does not do. The steps that follow wait for that:
 * until then the run tells of the cursor that is being closed, but has nothing more of its documents. A run that has
 * been given up is not started over: nobody would close it.
 *
 * @param rewind - the driver's own, for a cursor that has nothing open on the server
 */
export function restart(cursor: Readable<unknown>, rewind: () => void): void {
  const run = runOf(cursor);
  if (run.restarting !== undefined || run.isOver) return;
  if (run.closing === undefined && !isUnderWay(cursor)) return rewind();
  const closed = closeRun(cursor);
  cursor.readBufferedDocuments?.();
  const restarting = closed.then(() => {
    // Who closes the run meanwhile wants nothing more of it.
    if (run.restarting !== restarting) return;
    run.restarting = undefined;
    rewind();
  });
  run.restarting = restarting;
  // The steps that wait for it are rejected with it.
  restarting.catch(() => {});
}

/** Whether the server has, or may yet have, something open for a cursor. */
function isUnderWay(cursor: Readable<unknown>): boolean {
  const run = runOf(cursor);
  return run.pending > 0 || awaitsReply(cursor, run) || (cursor.id !== undefined && !cursor.closed);
}
