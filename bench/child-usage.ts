import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';

/** The resources that a whole process used, from start to end. */
export interface Usage {
  /** Milliseconds of CPU, user and system. */
  readonly cpu: number;
  /** Its peak memory, in MB. */
  readonly memory: number;
  /** Wall-clock time, in milliseconds. */
  readonly wall: number;
}

const REPORT_USAGE = new URL('./children/report-usage.js', import.meta.url).href;

/** Runs a script with this Node in a separate process. Throws if it fails. */
export async function usageOf(script: string, args: readonly string[], cwd: string): Promise<Usage> {
  const before = performance.now();
  const child = spawn(process.execPath, ['--import', REPORT_USAGE, script, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_V8_COVERAGE: '' },
  });
  const exited = new Promise<number | null>((done) => child.once('close', done));
  const [output, errors, usage] = await Promise.all([
    text(child.stdout as Readable),
    text(child.stderr as Readable),
    text(child.stdio[3] as Readable),
  ]);
  const code = await exited;
  const wall = performance.now() - before;
  if (code !== 0) throw new Error(`'node ${[script, ...args].join(' ')}' ended with ${code}:\n${output}${errors}`);
  return { ...(JSON.parse(usage) as Omit<Usage, 'wall'>), wall };
}
