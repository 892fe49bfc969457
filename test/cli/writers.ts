import { readdirSync, rmSync } from 'node:fs';

import { Project } from './project.js';

/** The contents of a folder, by path. */
export type Files = Readonly<Record<string, string>>;

/** A command that writes files. */
export interface Writer {
  readonly args: readonly string[];
  /** The folder for files that are not in place yet. */
  readonly beside: string;
  /** A change of the driver that makes it write something. */
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

/** A project in which a command has something to write, with its contents before and after. */
export class WriterProject extends Project {
  private constructor(private readonly writer: Writer) {
    super();
  }

  before: Files = {};
  after: Files = {};

  /** Creates a project for a writer, and runs its command once to know the result. */
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

  /** Runs the command to the end. */
  async carryOut(): Promise<void> {
    const { code, stderr } = await this.run(...this.writer.args);
    // After `drift --fix`, the surface still has to be accepted.
    if (code > 1) throw new Error(`${this.writer.args.join(' ')} ended with ${code}: ${stderr}`);
  }

  /** Restores everything. */
  restore(): void {
    for (const name of readdirSync(this.path)) rmSync(this.at(name), { recursive: true });
    this.write(this.before);
  }

  /** The files that are not in place yet, or were left behind. */
  leftOvers(): string[] {
    return readdirSync(this.at(this.writer.beside)).filter((each) => each.startsWith('.staging-'));
  }

  /** Files that have neither the old nor the new content, and files that are gone. */
  damaged(): string[] {
    const found = this.read();
    const paths = new Set([...Object.keys(found), ...Object.keys(this.before)]);
    return [...paths].filter((path) => !path.includes('/.staging-') && !this.isWhole(path, found[path]));
  }

  private isWhole(path: string, text: string | undefined): boolean {
    return text === this.before[path] || text === this.after[path];
  }
}

/** The environment for a command in which a module replaces a function of `node:fs/promises`. */
export function patched(module: string): Readonly<Record<string, string>> {
  const text = `import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
${module}
syncBuiltinESMExports();`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(text)}` };
}
