/** The reasons by error code, as the rest of a sentence that begins with the path. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user has no permission',
  EBUSY: 'something else uses it',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'something with that name exists already',
  EFBIG: 'it would be too large',
  EIO: 'the device fails',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads to itself',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'it does not exist',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'it is not a folder, or its parent is a file',
  ENXIO: 'there is no such device',
  EPERM: 'this user has no permission',
  EXDEV: 'it is on another disk than the folder that it is written from',
  EROFS: 'the disk is read-only',
  ERR_INVALID_ARG_VALUE: 'the name contains a character that is not allowed',
};

/** The fixes by error code that apply to any file. */
const FIXES: Readonly<Record<string, string>> = {
  EDQUOT: 'make room on the disk, and run the command again',
  EMFILE: 'raise the limit of open files (`ulimit -n`), and run the command again',
  ENFILE: 'raise the limit of open files (`ulimit -n`), and run the command again',
  ENOSPC: 'make room on the disk, and run the command again',
};

/** The code of a system error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Whether an error comes from the system, rather than from a bug in the generator. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof Reflect.get(error, 'syscall') === 'string' && codeOf(error) !== undefined;
}

/** Why something failed, in words: `no space is left on the disk`. */
export function reasonOf(error: unknown): string {
  const reason = REASONS[codeOf(error) ?? ''];
  if (reason !== undefined) return reason;
  return error instanceof Error ? error.message : String(error);
}

/** The fix for an error: the one for its code, or else the caller's. */
export function fixOf(error: unknown, otherwise: string): string {
  return FIXES[codeOf(error) ?? ''] ?? otherwise;
}
