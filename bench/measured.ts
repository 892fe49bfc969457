import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The first lines of a run. Figures that are kept have to say what was measured. */
export function measured(): string[] {
  const driver = fileURLToPath(import.meta.resolve('mongodb/package.json'));
  const { version } = JSON.parse(readFileSync(driver, 'utf8')) as { readonly version: string };
  return [
    `Node ${process.versions.node} on ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
    `motorized at ${commit()}, mongodb ${version}`,
  ];
}

/** The current commit, with `-dirty` at the end if there are uncommitted changes. */
function commit(): string {
  const { status, stdout } = spawnSync('git', ['describe', '--always', '--dirty', '--abbrev=10'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : 'an unknown commit';
}
