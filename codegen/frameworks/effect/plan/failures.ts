import type { DeclaredMember } from '../../framework.js';

/** A kind of failure: a tag, by which users catch it. */
export interface FailureKind {
  readonly tag: string;
  /** Its doc comment. */
  readonly docs: string;
  /** The driver's error classes that it wraps, together with those that extend them and have no kind of their own. */
  readonly classes: readonly string[];
  /** Classes that extend one of these, but did not in some releases of the driver. */
  readonly formerly?: readonly string[];
  /** Only errors with this label, whatever their class. */
  readonly label?: string;
  /** Only errors of the server with one of these codes. */
  readonly codes?: readonly number[];
  /** Only errors of the server about a document that was to be written. */
  readonly ofWrite?: true;
  /** Whether only commands that write can fail with it. */
  readonly isWriting?: true;
  /** Whether only a few commands can fail with it. Their types name it. */
  readonly isSpecial?: true;
}

/** The class of the server's errors. */
export const SERVER_ERROR = 'MongoServerError';

/** A member that can fail with this error writes. */
const WRITING_ERROR = 'MongoWriteConcernError';

/**
 * The kinds, in the order in which they are tried: labels, which say what to do next, come before codes, and codes
 * before classes. The error codes are those of the server (src/mongo/base/error_codes.yml).
 */
export const FAILURES: readonly FailureKind[] = [
  {
    tag: 'UnknownCommitResultError',
    docs: 'It is unknown whether the transaction was committed. Committing again is safe.',
    classes: [],
    label: 'UnknownTransactionCommitResult',
  },
  {
    tag: 'TransientTransactionError',
    docs: 'The transaction was aborted by a transient error. Running all of it again is safe.',
    classes: [],
    label: 'TransientTransactionError',
  },
  {
    tag: 'DuplicateKeyError',
    docs: 'A unique index already contains the key of the document.',
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
    docs: 'The server is not primary, or is stepping down.',
    classes: ['MongoStalePrimaryError'],
    codes: [91, 189, 10058, 10107, 11600, 11602, 13435, 13436],
  },
  {
    tag: 'TimeoutError',
    docs: 'The operation timed out: by `timeoutMS`, `maxTimeMS` or the timeout of a socket.',
    classes: ['MongoOperationTimeoutError', 'MongoNetworkTimeoutError'],
    codes: [50, 262],
  },
  {
    tag: 'AuthenticationError',
    docs: 'The credentials were refused, could not be fetched, or are not sufficient.',
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
    docs: 'Some writes of a bulk were refused; `cause.result` says which ones were done.',
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
    docs: 'The write was done, but not acknowledged by as many members as the write concern asks for.',
    classes: ['MongoWriteConcernError'],
    isWriting: true,
  },
  { tag: 'CommandError', docs: 'The server refuses a command.', classes: ['MongoServerError'] },
  { tag: 'NetworkError', docs: 'The connection failed or was closed.', classes: ['MongoNetworkError'] },
  {
    tag: 'ServerSelectionError',
    docs: 'No suitable server was found in time.',
    classes: ['MongoServerSelectionError', 'MongoSystemError'],
  },
  {
    tag: 'ClosedError',
    docs: 'The client is not connected, or has been closed.',
    classes: ['MongoClientClosedError', 'MongoNotConnectedError', 'MongoServerClosedError', 'MongoTopologyClosedError'],
  },
  {
    tag: 'TransactionError',
    docs: 'The session or its transaction is not in the right state.',
    classes: ['MongoExpiredSessionError', 'MongoTransactionError'],
  },
  {
    tag: 'GridFSError',
    docs: 'A file cannot be read or written.',
    classes: ['MongoGridFSChunkError', 'MongoGridFSStreamError'],
    isSpecial: true,
  },
  { tag: 'EncryptionError', docs: 'Encryption or decryption failed.', classes: ['MongoCryptError'] },
  {
    tag: 'CompatibilityError',
    docs: 'The server, or a package that is not installed, does not support it.',
    classes: ['MongoCompatibilityError', 'MongoMissingDependencyError'],
  },
  {
    tag: 'InvalidArgumentError',
    docs: 'The driver refuses an argument.',
    classes: ['MongoBatchReExecutionError', 'MongoInvalidArgumentError', 'MongoParseError'],
  },
  {
    tag: 'ProtocolError',
    docs: 'The driver does not understand the answer of the server.',
    classes: ['MongoDecompressionError', 'MongoUnexpectedServerResponseError'],
  },
  {
    tag: 'OtherMongoError',
    docs: 'Any other error of the driver.',
    classes: ['MongoAPIError', 'MongoDriverError', 'MongoError', 'MongoRuntimeError'],
  },
];

/** The kind for all other errors. */
const OTHER = 'OtherMongoError';

/**
 * The tag of a driver's error class: its own, or that of the nearest ancestor that has one.
 *
 * @param ancestors - its ancestors, the nearest first
 * @returns undefined if only {@link OTHER} is left and does not name the class itself
 */
export function tagOf(name: string, ancestors: readonly string[]): string | undefined {
  const own = FAILURES.find(({ classes, formerly = [] }) => [...classes, ...formerly].includes(name));
  if (own !== undefined) return own.tag;
  const tags = ancestors.flatMap((each) => FAILURES.find(({ classes }) => classes.includes(each))?.tag ?? []);
  return tags.find((tag) => tag !== OTHER);
}

/**
 * Whether a member can fail with the failures that only writes have. Cursors are Streams with one type of failure each;
 * one that writes, by `$out` or `$merge`, fails with a `CommandError`.
 */
export function isWriting({ errors, role }: Pick<DeclaredMember, 'errors' | 'role'>): boolean {
  return role === 'wrapper' && errors.includes(WRITING_ERROR);
}

/**
 * The tags of a member's failures.
 *
 * @param errors - the driver's error classes that it can fail with
 * @param writes - whether it can fail with the failures that only writes have
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
