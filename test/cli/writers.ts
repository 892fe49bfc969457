import { readdirSync, rmSync } from 'node:fs';

import { Project } from './project.js';

/** What a folder holds, by path. */
export type Files = Readonly<Record<string, string>>;

/** A command that writes. */
export interface Writer {
  readonly args: readonly string[];
  /** The folder that holds, while it writes, what is on its way to its place. */
  readonly beside: string;
  /** A change of the driver that gives it something to write. */
  readonly change: readonly [from: string, to: string];
}

const ADDED = ['drop()', 'added(): Promise<void>;\n    drop()'] as const;

export const WRITERS: Readonly<Record<string, Writer>> = {
  generate: {
    args: ['generate', '--driver', 'driver.d.ts', '--framework', 'promise'],
    beside: 'generated',
    change: ['ping(message', 'ping(text'],
  },
  'drift --fix': { args: ['drift', '--driver', 'driver.d.ts', '--fix'], beside: 'spec', change: ADDED },
  accept: { args: ['accept', '--driver', 'driver.d.ts'], beside: 'spec/surface', change: ADDED },
};

interface States {
  readonly before: Files;
  readonly after: Files;
}

const known = new Map<Writer, Promise<States>>();

/** A project in which a command has something to write, with what was there before and what is there when it has ended. */
export class WriterProject extends Project {
  private constructor(private readonly writer: Writer) {
    super();
  }

  before: Files = {};
  after: Files = {};

  /** A project of a writer: what its command does to the end is looked at once. */
  static async of(writer: Writer): Promise<WriterProject> {
    const states = known.get(writer) ?? WriterProject.#look(writer);
    known.set(writer, states);
    const project = new WriterProject(writer);
    Object.assign(project, await states);
    project.restore();
    return project;
  }

  static async #look(writer: Writer): Promise<States> {
    const project = new WriterProject(writer);
    if (writer !== WRITERS['generate']) await project.run('accept', '--driver', 'driver.d.ts');
    await project.carryOut();
    project.edit('driver.d.ts', ...writer.change);
    const before = project.read();
    await project.carryOut();
    const after = project.read();
    project.remove();
    return { before, after };
  }

  /** Runs the command to its end. */
  async carryOut(): Promise<void> {
    const { code, stderr } = await this.run(...this.writer.args);
    // What `drift --fix` has added to the spec is still to be accepted.
    if (code > 1) throw new Error(`${this.writer.args.join(' ')} ended with ${code}: ${stderr}`);
  }

  /** Makes everything what it was before. */
  restore(): void {
    for (const name of readdirSync(this.path)) rmSync(this.at(name), { recursive: true });
    this.write(this.before);
  }

  /** What is on its way to its place, or was left there. */
  leftOvers(): string[] {
    return readdirSync(this.at(this.writer.beside)).filter((each) => each.startsWith('.staging-'));
  }

  /** Files that are neither as they were nor as they will be, and files that are gone. */
  damaged(): string[] {
    const found = this.read();
    const paths = new Set([...Object.keys(found), ...Object.keys(this.before)]);
    return [...paths].filter((path) => !path.includes('/.staging-') && !this.isWhole(path, found[path]));
  }

  private isWhole(path: string, text: string | undefined): boolean {
    return text === this.before[path] || text === this.after[path];
  }
}

/** Environment for a command under which a function of `node:fs/promises` behaves as a module says. */
export function patched(module: string): Readonly<Record<string, string>> {
  const text = `import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
${module}
syncBuiltinESMExports();`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(text)}` };
}
