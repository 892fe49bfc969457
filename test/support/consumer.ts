import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { byCodeUnit } from '../../codegen/common/order.js';
import { output } from './processes.js';
import { inProject } from './project-root.js';
import { UserProject } from './user-project.js';

/** The part of `generated/package.json` that tests read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly exports: unknown;
  readonly typesVersions: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** The folders of frameworks in `generated/`. Each has an index, and is a subpath of the package. */
export function frameworkFolders(): string[] {
  return readdirSync(inProject('generated'))
    .filter((name) => existsSync(inProject('generated', name, 'index.ts')))
    .sort(byCodeUnit);
}

export function publishedManifest(): Manifest {
  return JSON.parse(readFileSync(inProject('generated', 'package.json'), 'utf8')) as Manifest;
}

/** A user's project: the packed tarball, unpacked beside `mongodb` and the other peers. */
export class Consumer extends UserProject {
  /** The folder of the package in it. */
  readonly package: string = join(this.folder, 'node_modules', 'motorized');

  constructor() {
    super();
    const tarball = pack(this.folder);
    mkdirSync(this.package, { recursive: true });
    output('tar', ['-xzf', tarball, '-C', this.package, '--strip-components=1']);
    const { name, version, peerDependencies } = publishedManifest();
    for (const peer of Object.keys(peerDependencies)) this.link(peer);
    const dependencies = { [name]: version, ...peerDependencies };
    this.write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module', dependencies }));
  }

  /**
   * Links a package of this project, or of `packages`, into a folder of the consumer, in place of an existing one. Node
   * and TypeScript follow links, so the dependencies of the package are found beside its target.
   */
  link(name: string, packages: string = inProject('node_modules'), folder = ''): void {
    const target = join(packages, name);
    const link = join(this.folder, folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    if (existsSync(target)) symlinkSync(target, link, 'junction');
  }
}

/** Packs a published folder with `npm pack`. Returns the path of the tarball. */
function pack(into: string): string {
  const args = ['pack', inProject('generated'), '--pack-destination', into, '--ignore-scripts', '--loglevel=error'];
  return join(into, output('npm', args).trim().split('\n').at(-1) ?? '');
}
