/**
 * The driver's names that the engine itself has to know, since neither the declarations nor the spec say what they are
 * for. If a release renames one of them, it has to be changed here.
 */

/** The driver's typed `EventEmitter`: its type argument lists the events of a class. It has no run-time export. */
export const EMITTER_CLASS = 'TypedEventEmitter';

/** The type of bson that allows any field. */
export const ANY_DOCUMENT = 'Document';

/** The option that names the session of a command. Lazy frameworks wait for such commands before a session ends. */
export const SESSION_OPTION = 'session';

/** The class of sessions, whose commands end the session or its transaction. */
export const SESSION_CLASS = 'ClientSession';

/** The option that aborts a command, and the type that it has to have. */
export const SIGNAL_OPTION = 'signal';
export const SIGNAL_TYPE = 'AbortSignal';

/**
 * The members by which `init spec` recognizes a cursor or a change stream: it has async iteration, and can be stepped.
 */
export const CURSOR_MEMBERS = ['[Symbol.asyncIterator]', 'tryNext'] as const;

/** The member that disposes of an object, called by `await using`: it closes the object. */
export const ASYNC_DISPOSE = '[Symbol.asyncDispose]';

/** The members of a cursor that `init spec` assigns to a run. */
export const USUAL_RUN_MEMBERS: ReadonlySet<string> = new Set(
  (
    'id closed killed loadBalanced resumeToken next tryNext hasNext close bufferedCount readBufferedDocuments rewind stream ' +
    '[Symbol.asyncIterator] [Symbol.asyncDispose]'
  ).split(' '),
);

/** The members that `init spec` writes under `through` of a protocol member, if the class has them. */
export const USUAL_THROUGH: Readonly<Record<string, readonly string[]>> = {
  '[Symbol.asyncIterator]': ['next', 'close'],
  '[Symbol.asyncDispose]': ['close', 'endSession'],
};

/** The members to which `init spec` assigns a role. All but the first are members of a cursor. */
export const USUAL_ROLES = { handshake: 'appendMetadata', copy: 'clone', transform: 'map', restart: 'rewind' } as const;
