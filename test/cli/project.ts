import { type CliResult, motorized } from '../support/cli.js';
import { Folder } from '../support/folder.js';

const DRIVER = `export declare class Client {
    constructor(url: string);
    get name(): string;
    db(name: string): Db;
    ping(message: string): Promise<void>;
}
export declare class Db {
    drop(): Promise<boolean>;
}
`;

const CLIENT = `class: Client
constructible: true
properties:
  - name
commands:
  - ping
methods:
  - db
`;

const DB = `class: Db
commands:
  - drop
`;

/** A user's folder, with a small driver and a matching spec. */
export class Project extends Folder {
  constructor() {
    super();
    this.write({ 'driver.d.ts': DRIVER, 'spec/Client.yaml': CLIENT, 'spec/Db.yaml': DB });
  }

  /** Replaces a text in a file, which must contain it. */
  edit(path: string, from: string, to: string): void {
    const text = this.read()[path] ?? '';
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    this.write({ [path]: text.replace(from, to) });
  }

  /** `motorized generate` with the project's driver and the promise framework. */
  generate(...more: readonly string[]): Promise<CliResult> {
    return this.run('generate', '--driver', 'driver.d.ts', '--framework', 'promise', ...more);
  }

  run(...args: readonly string[]): Promise<CliResult> {
    return this.runIn('.', ...args);
  }

  runIn(folder: string, ...args: readonly string[]): Promise<CliResult> {
    return motorized(args, { cwd: this.at(folder) });
  }

  /** The files written so far. */
  output(): Record<string, string> {
    const all = Object.entries(this.read()).filter(([path]) => path.startsWith('generated/'));
    return Object.fromEntries(all);
  }
}
