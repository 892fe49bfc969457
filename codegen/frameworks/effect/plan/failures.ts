import type { DeclaredMember } from '../../framework.js';

/** A failure of the union: one tag, by which users catch it. */
export interface FailureKind {
  readonly tag: string;
  /** What its comment says. */
  readonly docs: string;
  /** The driver's error classes that it stands for, together with those that extend them and have no kind of their own. */
  readonly classes: readonly string[];
  /** Classes that extend one of these, and did not in some releases of the driver. */
  readonly formerly?: readonly string[];
  /** Of errors of the classes of another kind, only those with one of these labels. */
  readonly label?: string;
  /** Of errors of the server: only those with one of these codes. */
  readonly codes?: readonly number[];
  /** Of errors of the server: only those that tell of a document that was to be written. */
  readonly ofWrite?: true;
  /** Whether only a command that writes may fail with it. */
  readonly isWriting?: true;
  /** Whether only a few commands may fail with it, which name it. */
  readonly isSpecial?: true;
}

/** The class of errors that the server answers with. */
export const SERVER_ERROR = 'MongoServerError';

/** Who may fail with this error of the driver's writes. */
const WRITING_ERROR = 'MongoWriteConcernError';

/**
 * The kinds, in the order in which an error is looked at: labels, which say what to do next, before codes, and codes
 * before classes. The error codes are the server's (src/mongo/base/error_codes.yml).
 */
export const FAILURES: readonly FailureKind[] = [
  {
    tag: 'UnknownCommitResultError',
    docs: 'Nobody knows whether the transaction was committed: to commit again is safe.',
    classes: [],
    label: 'UnknownTransactionCommitResult',
  },
  {
    tag: 'TransientTransactionError',
    docs: 'The transaction was aborted by a passing disturbance: to run all of it again is safe.',
    classes: [],
    label: 'TransientTransactionError',
  },
  {
    tag: 'DuplicateKeyError',
    docs: 'A unique index has the key of the document already.',
    classes: [],
    codes: [11000, 11001, 12582],
    isWriting: true,
  },
  {
    tag: 'DocumentValidationError',
    docs: 'The validator of the collection refuses the document.',
    classes: [],
    codes: [121],
    isWriting: true,
  },
  {
    tag: 'NotPrimaryError',
    docs: 'The server is no primary, or steps down.',
    classes: ['MongoStalePrimaryError'],
    codes: [91, 189, 10058, 10107, 11600, 11602, 13435, 13436],
  },
  {
    tag: 'TimeoutError',
    docs: 'The time that the operation was given is over: `timeoutMS`, `maxTimeMS` or that of a socket.',
    classes: ['MongoOperationTimeoutError', 'MongoNetworkTimeoutError'],
    codes: [50, 262],
  },
  {
    tag: 'AuthenticationError',
    docs: 'The credentials were refused, cannot be fetched, or do not suffice.',
    classes: ['MongoAWSError', 'MongoKerberosError', 'MongoMissingCredentialsError', 'MongoOIDCError'],
    formerly: ['MongoAzureError'],
    codes: [13, 18, 334, 391],
  },
  {
    tag: 'CursorError',
    docs: 'The cursor is exhausted, in use, or unknown to the server.',
    classes: ['MongoCursorExhaustedError', 'MongoCursorInUseError', 'MongoTailableCursorError'],
    codes: [43, 237],
  },
  {
    tag: 'ChangeStreamError',
    docs: 'The change stream cannot be opened or cannot go on.',
    classes: ['MongoChangeStreamError'],
    isSpecial: true,
    codes: [260, 280, 286],
  },
  { tag: 'WriteRejectedError', docs: 'The server refuses a write.', classes: [], ofWrite: true, isWriting: true },
  {
    tag: 'BulkWriteError',
    docs: 'Some writes of a bulk were refused; `cause.result` has what was done.',
    classes: [
      'MongoBulkWriteError',
      'MongoClientBulkWriteError',
      'MongoClientBulkWriteCursorError',
      'MongoClientBulkWriteExecutionError',
    ],
    isSpecial: true,
  },
  {
    tag: 'WriteConcernFailedError',
    docs: 'The write was done, but not confirmed by as many members as asked for.',
    classes: ['MongoWriteConcernError'],
    isWriting: true,
  },
  { tag: 'CommandError', docs: 'The server refuses a command.', classes: ['MongoServerError'] },
  { tag: 'NetworkError', docs: 'The connection failed or was closed.', classes: ['MongoNetworkError'] },
  {
    tag: 'ServerSelectionError',
    docs: 'No server that would do was found in time.',
    classes: ['MongoServerSelectionError', 'MongoSystemError'],
  },
  {
    tag: 'ClosedError',
    docs: 'The client is not connected, or has been closed.',
    classes: ['MongoClientClosedError', 'MongoNotConnectedError', 'MongoServerClosedError', 'MongoTopologyClosedError'],
  },
  {
    tag: 'TransactionError',
    docs: 'The session or its transaction is not in a state to do this.',
    classes: ['MongoExpiredSessionError', 'MongoTransactionError'],
  },
  {
    tag: 'GridFSError',
    docs: 'A file cannot be read or written.',
    classes: ['MongoGridFSChunkError', 'MongoGridFSStreamError'],
    isSpecial: true,
  },
  { tag: 'EncryptionError', docs: 'Encrypting or decrypting failed.', classes: ['MongoCryptError'] },
  {
    tag: 'CompatibilityError',
    docs: 'The server, or a package that is not installed, does not support it.',
    classes: ['MongoCompatibilityError', 'MongoMissingDependencyError'],
  },
  {
    tag: 'InvalidArgumentError',
    docs: 'The driver refuses what it was given.',
    classes: ['MongoBatchReExecutionError', 'MongoInvalidArgumentError', 'MongoParseError'],
  },
  {
    tag: 'ProtocolError',
    docs: 'The server answered what the driver does not understand.',
    classes: ['MongoDecompressionError', 'MongoUnexpectedServerResponseError'],
  },
  {
    tag: 'OtherMongoError',
    docs: 'Any other error of the driver.',
    classes: ['MongoAPIError', 'MongoDriverError', 'MongoError', 'MongoRuntimeError'],
  },
];

/** The kind of errors for which there is no other. */
const OTHER = 'OtherMongoError';

/**
 * The tag of an error class of the driver's: that of the class, or of the nearest class that it extends.
 *
 * @param ancestors - the classes that it extends, the nearest first
 * @returns undefined where only the kind for all the rest is left, and the class is not one of those that it names
 */
export function tagOf(name: string, ancestors: readonly string[]): string | undefined {
  const own = FAILURES.find(({ classes, formerly = [] }) => [...classes, ...formerly].includes(name));
  if (own !== undefined) return own.tag;
  const tags = ancestors.flatMap((each) => FAILURES.find(({ classes }) => classes.includes(each))?.tag ?? []);
  return tags.find((tag) => tag !== OTHER);
}

/**
 * Whether a member may fail with what only writes do. Cursors are Streams of one kind of failures each; where one
 * writes, by `$out` or `$merge`, it fails with a `CommandError`.
 */
export function isWriting({ errors, role }: Pick<DeclaredMember, 'errors' | 'role'>): boolean {
  return role === 'wrapper' && errors.includes(WRITING_ERROR);
}

/**
 * The tags of what a member may fail with.
 *
 * @param errors - the driver's error classes that it may fail with
 * @param writes - whether it may fail with what only writes do
 */
export function tagsOf(errors: readonly string[], writes: boolean): ReadonlySet<string> {
  const isAnswered = errors.includes(SERVER_ERROR);
  return new Set(
    FAILURES.filter(({ classes, label, codes, ofWrite, isWriting, isSpecial }) => {
      if (isWriting === true && !writes) return false;
      if (classes.some((each) => errors.includes(each))) return true;
      const isRefined = label !== undefined || codes !== undefined || ofWrite !== undefined;
      return isRefined && isAnswered && isSpecial !== true;
    }).map(({ tag }) => tag),
  );
}
