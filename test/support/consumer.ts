import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { byCodeUnit } from '../../codegen/common/order.js';
import { output } from './processes.js';
import { inProject } from './project-root.js';
import { UserProject } from './user-project.js';

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

/** A user's project: the packed tarball, unpacked beside `mongodb` and the other peers. */
export class Consumer extends UserProject {
  /** Where the package stands in it. */
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
}

/** `npm pack` of what is published, into a folder; gives the tarball's path. */
function pack(into: string): string {
  const args = ['pack', inProject('generated'), '--pack-destination', into, '--ignore-scripts', '--loglevel=error'];
  return join(into, output('npm', args).trim().split('\n').at(-1) ?? '');
}
