import { spawn } from 'node:child_process';

import { packageRoot } from '../../../codegen/common/package-root.js';

/** The output and exit code of a program in a separate process. */
export interface Ended {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly stderr: string;
}

/** Runs the text of an ES module like a user's program, with the server in `MONGODB_URI`. */
export function runProgram(program: string, ...flags: string[]): Promise<Ended> {
  return run([...flags, '--input-type=module', '-e', program], {}, 15_000);
}

/** Runs a module of the tests in a separate process. */
export function runFile(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return run([file, ...args], env, 100_000);
}

function run(args: readonly string[], more: NodeJS.ProcessEnv, timeout: number): Promise<Ended> {
  const env = { ...process.env, ...more, NODE_V8_COVERAGE: '', NODE_OPTIONS: '' };
  const child = spawn(process.execPath, ['--no-warnings', ...args], { cwd: packageRoot(), env, timeout });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  return new Promise((done) => {
    child.on('close', (code) => done({ code, lines: stdout.split('\n').filter(Boolean), stderr }));
  });
}
