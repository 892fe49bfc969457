export { attempt, orNone, run, runAbortable, write } from './runtime/commands.js';
export { EventStreams } from './runtime/events.js';
export { adapt, runExecutor, toPromise } from './runtime/executors.js';
export { DriverFailure } from './runtime/failure.js';
export { ChangesStream, CursorStream } from './runtime/recipes.js';
export { scopedSession } from './runtime/sessions.js';
export { CurrentSession } from './runtime/transaction.js';
export { contextOf } from './runtime/context.js';
