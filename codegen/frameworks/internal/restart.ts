import { closeRun } from './closing.js';
import type { Readable } from './documents.js';
import { awaitsReply, runOf } from './runs.js';

/**
 * Restarts a run, so that its result is read from the beginning.
 *
 * First closes the cursor on the server, which the driver does not do. Later steps of the run wait for that. Until
 * then, the run still describes the cursor that is being closed, but has no more of its documents. A run that has been
 * ended is not restarted, since nobody would close it.
 *
 * @param rewind - the driver's own method, which expects that the cursor has nothing open on the server
 */
export function restart(cursor: Readable<unknown>, rewind: () => void): void {
  const run = runOf(cursor);
  if (run.restarting !== undefined || run.isOver) return;
  if (run.closing === undefined && !isUnderWay(cursor)) return rewind();
  const closed = closeRun(cursor);
  cursor.readBufferedDocuments?.();
  const restarting = closed.then(() => {
    // The run may have been closed meanwhile.
    if (run.restarting !== restarting) return;
    run.restarting = undefined;
    rewind();
  });
  run.restarting = restarting;
  // The steps that wait for it report the error.
  restarting.catch(() => {});
}

/** Whether the server has, or may soon have, the cursor open. */
function isUnderWay(cursor: Readable<unknown>): boolean {
  const run = runOf(cursor);
  return run.pending > 0 || awaitsReply(cursor, run) || (cursor.id !== undefined && !cursor.closed);
}
