import { outputOf } from '../child.js';

/** The first npm with trusted publishing, according to its documentation. */
const FIRST = [11, 5, 1] as const;

/**
 * Makes sure that this npm can publish without a token. An older one would only report that nobody is logged in.
 *
 * @throws if it cannot
 */
export async function checkNpm(): Promise<void> {
  const version = (await outputOf('npm', ['--version'], process.cwd())).trim();
  const numbers = version.split('.').map(Number);
  const at = FIRST.findIndex((each, index) => each !== numbers[index]);
  if (at < 0 || (numbers[at] ?? 0) > (FIRST[at] ?? 0)) return;
  throw new Error(
    `npm is ${version}, expected ${FIRST.join('.')} or a newer one, which trusted publishing needs\n  fix: use Node 24`,
  );
}
