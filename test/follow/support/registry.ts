import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A release in the registry. */
export interface Published {
  readonly name: string;
  readonly version: string;
  /** Its declarations. A package without them only has a manifest. */
  readonly declarations?: string;
  readonly peers?: Readonly<Record<string, string>>;
  /** Whether the archive is unavailable. */
  readonly isLost?: boolean;
  /** Its tag. Default: `latest`. */
  readonly tag?: string;
}

/** An npm registry on this machine, with the packages that a test publishes. */
export class Registry {
  readonly #published: Published[] = [];
  #port = 0;
  #server: Server | undefined;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      const answer = this.#answer(decodeURIComponent(request.url ?? '/').slice(1));
      response.writeHead(answer === undefined ? 404 : 200).end(answer ?? '{}');
    });
    await new Promise<void>((resolve) => this.#server?.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  /** Adds a release, which takes over its tag. */
  publish(release: Published): void {
    this.#published.push(release);
    const { name, version, declarations, peers } = release;
    const folder = join(this.folder, `${name}-${version}`);
    mkdirSync(join(folder, 'package'), { recursive: true });
    const types = declarations === undefined ? {} : { types: 'mongodb.d.ts' };
    const manifest = { name, version, ...types, ...(peers && { peerDependencies: peers }) };
    writeFileSync(join(folder, 'package', 'package.json'), JSON.stringify(manifest));
    if (declarations !== undefined) writeFileSync(join(folder, 'package', 'mongodb.d.ts'), declarations);
    execFileSync('tar', ['-czf', join(this.folder, archiveOf(release)), '-C', folder, 'package']);
  }

  #answer(path: string): string | Buffer | undefined {
    const archive = this.#published.find((each) => archiveOf(each) === path);
    if (archive !== undefined) return archive.isLost ? undefined : readFileSync(join(this.folder, path));
    const releases = this.#published.filter(({ name }) => name === path);
    if (releases.length === 0) return undefined;
    const versions = releases.map((each) => [
      each.version,
      {
        name: each.name,
        version: each.version,
        ...(each.peers && { peerDependencies: each.peers }),
        dist: { tarball: `${this.url}${archiveOf(each)}` },
      },
    ]);
    const tags = Object.fromEntries(releases.map(({ tag = 'latest', version }) => [tag, version]));
    return JSON.stringify({ name: path, 'dist-tags': tags, versions: Object.fromEntries(versions) });
  }
}

function archiveOf({ name, version }: Published): string {
  return `${name}-${version}.tgz`;
}
