import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { type CliResult, motorized } from '../../support/cli.js';
import { run, runBeside } from '../../support/processes.js';
import { inProject } from '../../support/project-root.js';
import { Registry } from './registry.js';

/** The packages that the shared modules import. */
const COMMON = `export declare class ClientSession {
    hasEnded: boolean;
    endSession(): any;
    inTransaction(): boolean;
}
export declare class MongoClient {
    startSession(options?: any): ClientSession;
}
export declare class Long {
    isZero(): boolean;
}
export declare class MongoAPIError extends Error {
}
export declare type EventsDescription = Record<string, (...args: any[]) => void>;
export declare class TypedEventEmitter<Events extends EventsDescription> {
}
`;

/** A driver with a few lines. */
export const DRIVER = `export declare class Client {
    constructor(url: string);
    get name(): string;
    db(name: string): Db;
    ping(message: string): Promise<void>;
}
export declare class Db {
    drop(): Promise<boolean>;
}
${COMMON}`;

/** The same, with more members in `Db`. */
export function driverWith(lines: string): string {
  return DRIVER.replace('    drop(): Promise<boolean>;\n', `    drop(): Promise<boolean>;\n${lines}`);
}

const FILES = {
  '.gitignore': 'node_modules/\n',
  '.npmrc': 'audit=false\nfund=false\nfetch-retries=0\n',
  'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n## 1.0.0\n\n- first\n',
  'spec/Client.yaml':
    'class: Client\nconstructible: true\nproperties:\n  - name\ncommands:\n  - ping\nmethods:\n  - db\n',
  'spec/Db.yaml': '# about Db\nclass: Db\ncommands:\n  - drop\n',
};

/** A user's project in its own repository, with driver 7.0.0 from its own registry. */
export class FollowedProject {
  readonly registry: Registry;
  /** Below this project, where the types of Node are found. */
  readonly #home: string;
  readonly folder: string;

  private constructor() {
    mkdirSync(inProject('build'), { recursive: true });
    this.#home = mkdtempSync(inProject('build', 'followed-'));
    this.folder = join(this.#home, 'project');
    this.registry = new Registry(join(this.#home, 'registry'));
  }

  static async make(manifest: object = {}): Promise<FollowedProject> {
    const project = new FollowedProject();
    await project.registry.start();
    project.registry.publish({ name: 'mongodb', version: '7.0.0', declarations: DRIVER });
    const scripts = { test: 'node -e "process.exit(0)"' };
    const listed = { name: 'followed', private: true, type: 'module', scripts, devDependencies: { mongodb: '7.0.0' } };
    project.write({ ...FILES, 'package.json': `${JSON.stringify({ ...listed, ...manifest }, undefined, 2)}\n` });
    return project;
  }

  /** Installs, generates, accepts and commits, as the user has done before. */
  async begin(): Promise<void> {
    // The registry runs in this process, which has to answer meanwhile.
    const npm = await runBeside('npm', ['install', '--ignore-scripts'], { cwd: this.folder, env: this.#env() });
    if (npm.code !== 0) throw new Error(npm.stderr);
    for (const args of [['generate', '--framework', 'promise'], ['accept']]) {
      const { code, stderr } = await this.motorized(...args);
      if (code !== 0) throw new Error(stderr);
    }
    this.git('init', '--quiet', '--initial-branch', 'main');
    this.git('config', 'user.name', 'A User');
    this.git('config', 'user.email', 'user@example.com');
    this.commit('begin');
  }

  follow(...args: readonly string[]): Promise<CliResult> {
    return this.motorized('follow', '--framework', 'promise', ...args);
  }

  motorized(...args: readonly string[]): Promise<CliResult> {
    return motorized(args, { cwd: this.folder, env: this.#env() });
  }

  git(...args: readonly string[]): string {
    const { code, stdout, stderr } = run('git', args, { cwd: this.folder, env: this.#env() });
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  /** The installed version of the driver. */
  get installed(): unknown {
    return (JSON.parse(this.read('node_modules/mongodb/package.json')) as { version: unknown }).version;
  }

  async remove(): Promise<void> {
    await this.registry.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }

  #env(): Record<string, string> {
    return {
      npm_config_registry: this.registry.url,
      npm_config_cache: join(this.#home, 'npm'),
      // A release of this registry differs from one of the same name elsewhere.
      MOTORIZED_CACHE: join(this.#home, 'cache'),
      // The repository of this project is not the user's.
      GIT_CEILING_DIRECTORIES: this.#home,
    };
  }
}
