import { codeOf, reasonOf } from '../../common/files/system-error.js';

/** The meaning of npm's error codes that do not concern the network. Any other code counts as a network failure. */
const REASONS: Readonly<Record<string, string>> = {
  E401: 'the npm registry requires a login',
  E403: 'the npm registry rejects it',
  E404: 'the npm registry does not have it',
  ETARGET: 'the npm registry does not have it',
};

/** System error codes for files. */
const ABOUT_FILES: ReadonlySet<string> = new Set(['EACCES', 'EDQUOT', 'ENOENT', 'ENOSPC', 'EPERM', 'EROFS']);

/** Why a call of npm failed, in words. npm's own output begins with codes and ends with stack traces. */
export function reasonOfNpm(error: unknown): string {
  if (codeOf(error) === 'ENOENT') return 'npm is not installed, or not on the PATH';
  const said = linesOf(error);
  const code = said.find((line) => line.startsWith('code '))?.slice('code '.length);
  const first = said.find((line) => !/^(code|syscall|errno|path|dest) /.test(line));
  if (code !== undefined && ABOUT_FILES.has(code)) return reasonOf({ code });
  if (code !== undefined) return REASONS[code] ?? `npm cannot reach its registry (${code})`;
  return first === undefined ? reasonOf(error) : `npm says ${first}`;
}

/** The lines of npm's stderr, without the prefix of each line. */
function linesOf(error: unknown): string[] {
  const stderr: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'stderr') : undefined;
  const lines = (typeof stderr === 'string' ? stderr : '').split('\n');
  // npm 9 and older use another spelling.
  return lines
    .filter((line) => !/^npm warn/i.test(line))
    .map((line) => line.replace(/^npm (?:error|ERR!) ?/, '').trim())
    .filter((line) => line !== '');
}
