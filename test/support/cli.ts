import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { packageRoot } from '../../codegen/common/package-root.js';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const CLI = fileURLToPath(new URL('../../codegen/cli.js', import.meta.url));

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** After how many milliseconds it is killed. */
  readonly limit?: number;
}

/** A command that takes longer is waiting for something that will not happen. */
const LIMIT_MS = 100_000;

/** Runs the built `motorized` as a user would, by default in the folder of the package. */
export function motorized(
  args: readonly string[],
  { cwd = packageRoot(), env = {}, limit = LIMIT_MS }: RunOptions = {},
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd,
      env: { ...process.env, ...env },
      maxBuffer: 1 << 26,
      timeout: limit,
      killSignal: 'SIGKILL',
    } as const;
    execFile(process.execPath, [CLI, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, stdout, stderr });
      else reject(new Error(`motorized did not exit: ${stderr}`, { cause: error }));
    });
  });
}
