/**
 * The names of the driver's that the engine itself has to know, because no declaration and no line of the spec says what
 * they are for. A release that renames one of them is drift that shows here and nowhere else.
 */

/** The driver's typed `EventEmitter`: its type argument lists the events of a class. It has no run-time export. */
export const EMITTER_CLASS = 'TypedEventEmitter';

/** The foreign type of bson that says nothing but "any field". */
export const ANY_DOCUMENT = 'Document';

/** The option by which a command is told its session: a lazy framework waits for such commands before it ends. */
export const SESSION_OPTION = 'session';

/** The class of sessions: what its commands do ends it, or its transaction. */
export const SESSION_CLASS = 'ClientSession';

/** The option by which a command can be told to stop, and the type that it has where that is what it means. */
export const SIGNAL_OPTION = 'signal';
export const SIGNAL_TYPE = 'AbortSignal';

/** What `init spec` takes for a cursor or a change stream: it can be iterated asynchronously, and stepped. */
export const CURSOR_MEMBERS = ['[Symbol.asyncIterator]', 'tryNext'] as const;

/** The member that disposes of an object, as `await using` does: it closes what it is called on. */
export const ASYNC_DISPOSE = '[Symbol.asyncDispose]';

/** The members of a cursor that `init spec` takes for those of one run. */
export const USUAL_RUN_MEMBERS: ReadonlySet<string> = new Set(
  (
    'id closed killed loadBalanced resumeToken next tryNext hasNext close bufferedCount readBufferedDocuments rewind stream ' +
    '[Symbol.asyncIterator] [Symbol.asyncDispose]'
  ).split(' '),
);

/** What `init spec` takes a protocol member to go through, as far as the class has it. */
export const USUAL_THROUGH: Readonly<Record<string, readonly string[]>> = {
  '[Symbol.asyncIterator]': ['next', 'close'],
  '[Symbol.asyncDispose]': ['close', 'endSession'],
};

/** The members that `init spec` gives a role of the spec; those behind the first are a cursor's. */
export const USUAL_ROLES = { handshake: 'appendMetadata', copy: 'clone', transform: 'map', restart: 'rewind' } as const;
