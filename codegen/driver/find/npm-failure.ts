import { codeOf, reasonOf } from '../../common/files/system-error.js';

/** What the codes of npm that are about no network mean; every other one says that it did not get through. */
const REASONS: Readonly<Record<string, string>> = {
  E401: 'the npm registry requires a login',
  E403: 'the npm registry rejects it',
  E404: 'the npm registry does not have it',
  ETARGET: 'the npm registry does not have it',
};

/** Codes of the system's that are about files. */
const ABOUT_FILES: ReadonlySet<string> = new Set(['EACCES', 'EDQUOT', 'ENOENT', 'ENOSPC', 'EPERM', 'EROFS']);

/** Why a call of npm failed, in words; what npm itself prints begins with codes and ends with stack traces. */
export function reasonOfNpm(error: unknown): string {
  if (codeOf(error) === 'ENOENT') return 'npm is not installed, or not on the PATH';
  const said = linesOf(error);
  const code = said.find((line) => line.startsWith('code '))?.slice('code '.length);
  const first = said.find((line) => !/^(code|syscall|errno|path|dest) /.test(line));
  if (code !== undefined && ABOUT_FILES.has(code)) return reasonOf({ code });
  if (code !== undefined) return REASONS[code] ?? `npm cannot reach its registry (${code})`;
  return first === undefined ? reasonOf(error) : `npm says ${first}`;
}

/** What npm says on its error stream, without what stands before each line. */
function linesOf(error: unknown): string[] {
  const stderr: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'stderr') : undefined;
  const lines = (typeof stderr === 'string' ? stderr : '').split('\n');
  // npm 9 and older spell it otherwise.
  return lines
    .filter((line) => !/^npm warn/i.test(line))
    .map((line) => line.replace(/^npm (?:error|ERR!) ?/, '').trim())
    .filter((line) => line !== '');
}
