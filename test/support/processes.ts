import { execFile, spawnSync } from 'node:child_process';

/** How a program ended, and its output. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeout?: number;
}

/**
 * Runs a program to its end. Coverage is not collected in it, since it runs an installed package, not the work tree.
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: options.cwd,
    // If it is not set at all, Node passes its own to the child.
    env: { ...process.env, NODE_V8_COVERAGE: '', ...options.env },
    encoding: 'utf8',
    timeout: options.timeout ?? 120_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  return { code: status, stdout, stderr };
}

/** The same, in parallel with others. */
export function runBeside(command: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const settings = {
    cwd: options.cwd,
    env: { ...process.env, NODE_V8_COVERAGE: '', ...options.env },
    timeout: options.timeout ?? 120_000,
    maxBuffer: 64 * 1024 * 1024,
  };
  return new Promise((resolve, reject) => {
    execFile(command, [...args], settings, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, stdout, stderr });
      else reject(error ?? new Error(`${command} did not run`));
    });
  });
}

/** Runs a program that has to succeed, and returns its output. * @throws with both streams if it fails */
export function output(command: string, args: readonly string[], options: RunOptions = {}): string {
  const { code, stdout, stderr } = run(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${stdout}${stderr}`);
  return stdout;
}
