import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { byCodeUnit } from '../../codegen/common/order.js';
import { type Outcome, output, run, type RunOptions } from './processes.js';
import { inProject } from './project-root.js';

/** `generated/package.json`, as far as tests look at it. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly exports: unknown;
  readonly typesVersions: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** The framework folders of `generated/`: each has an index, and is a subpath of the package. */
export function frameworkFolders(): string[] {
  return readdirSync(inProject('generated'))
    .filter((name) => existsSync(inProject('generated', name, 'index.ts')))
    .sort(byCodeUnit);
}

export function publishedManifest(): Manifest {
  return JSON.parse(readFileSync(inProject('generated', 'package.json'), 'utf8')) as Manifest;
}

/** A user's project in a temporary folder: the packed tarball, unpacked beside `mongodb` and the other peers. */
export class Consumer {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'motorized-consumer-'));
  /** Where the package stands in it. */
  readonly package: string = join(this.folder, 'node_modules', 'motorized');

  constructor() {
    const tarball = pack(this.folder);
    mkdirSync(this.package, { recursive: true });
    output('tar', ['-xzf', tarball, '-C', this.package, '--strip-components=1']);
    const { name, version, peerDependencies } = publishedManifest();
    for (const peer of Object.keys(peerDependencies)) this.link(peer);
    const dependencies = { [name]: version, ...peerDependencies };
    this.write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module', dependencies }));
  }

  /** Writes a file, with the folders that it needs. */
  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Type-checks the project as a strict user does, declarations of packages included. */
  typeCheck(files: readonly string[], options: Readonly<Record<string, unknown>> = {}): Outcome {
    const compilerOptions = { ...STRICT, ...options };
    this.write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
    return run(process.execPath, [inProject('node_modules', 'typescript', 'bin', 'tsc'), '-p', this.folder]);
  }

  /** Runs a file of the project with Node. */
  node(args: readonly string[], options: RunOptions = {}): Outcome {
    return run(process.execPath, args, { cwd: this.folder, ...options });
  }

  /**
   * Puts a package of the project's, or of `packages`, into a folder of the project in place of the one that is there.
   * Node and TypeScript go on from where a link leads, so that what a package needs itself is found beside it.
   */
  link(name: string, packages: string = inProject('node_modules'), folder = ''): void {
    const target = join(packages, name);
    const link = join(this.folder, folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    if (existsSync(target)) symlinkSync(target, link, 'junction');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The settings of a strict user, who has declarations of packages checked as well. */
export const STRICT = {
  target: 'es2022',
  module: 'nodenext',
  types: ['node'],
  outDir: 'out',
  rootDir: '.',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noImplicitOverride: true,
  skipLibCheck: false,
};

/** `npm pack` of what is published, into a folder; gives the tarball's path. */
function pack(into: string): string {
  const args = ['pack', inProject('generated'), '--pack-destination', into, '--ignore-scripts', '--loglevel=error'];
  return join(into, output('npm', args).trim().split('\n').at(-1) ?? '');
}
