import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

/** What a run says of itself first: figures that are kept have to tell what they were measured of. */
export function measured(): string[] {
  const driver = fileURLToPath(import.meta.resolve('mongodb/package.json'));
  const { version } = JSON.parse(readFileSync(driver, 'utf8')) as { readonly version: string };
  return [
    `Node ${process.versions.node} on ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
    `motorized at ${commit()}, mongodb ${version}`,
  ];
}

/** The commit that is checked out; with changes that are in none, it ends in `-dirty`. */
function commit(): string {
  const { status, stdout } = spawnSync('git', ['describe', '--always', '--dirty', '--abbrev=10'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : 'an unknown commit';
}
