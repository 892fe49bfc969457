import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CannotRunError } from '../../common/problem.js';
import { reasonOfNpm } from '../../driver/find/npm-failure.js';
import { outputOf } from './child.js';

/**
 * Resolves a tag of the registry, such as `latest`, to a version, or checks that a version exists.
 *
 * @throws {CannotRunError} if the registry does not have it, or cannot be reached
 */
export async function resolveRelease(release: string, folder: string): Promise<string> {
  if (!/^[A-Za-z][\w.-]*$|^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(release)) {
    throw new CannotRunError(
      `--driver is '${release}', expected a tag of the registry or a version`,
      'write it as latest, nightly or 7.9.0',
    );
  }
  const answer = await asked(release, folder);
  if (typeof answer === 'string') return answer;
  throw new CannotRunError(
    `the registry has no mongodb release or tag '${release}'`,
    'name a tag or a version that it has',
  );
}

async function asked(release: string, folder: string): Promise<unknown> {
  // With an empty cache, since npm would otherwise answer from its cache if the registry cannot be reached.
  const cache = await mkdtemp(join(tmpdir(), 'motorized-npm-'));
  const args = ['view', `mongodb@${release}`, 'version', '--json', '--loglevel=error', '--cache', cache];
  try {
    return JSON.parse(await outputOf('npm', args, folder));
  } catch (cause) {
    throw new CannotRunError(
      `mongodb ${release} cannot be looked up: ${reasonOfNpm(cause)}`,
      `go online, and check that \`npm view mongodb@${release} version\` prints it`,
      { cause },
    );
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}
