import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What npm sends to publish a version, and what a registry stores for a name. */
interface Packument {
  readonly name: string;
  readonly 'dist-tags': Record<string, string>;
  readonly versions: Record<string, object>;
  readonly _attachments?: Readonly<Record<string, { readonly data: string }>>;
}

/** An npm registry on this machine that lets everybody publish. */
export class OpenRegistry {
  readonly #packuments = new Map<string, Packument>();
  readonly #tarballs = new Map<string, Buffer>();
  readonly #server: Server = createServer((request, response) => {
    void this.#answer(request).then(([status, body]) => response.writeHead(status).end(body));
  });
  /** How many versions it takes before it fails. */
  patience = Infinity;

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** npm's settings for it, with a token, which npm requires to publish but this registry does not check. */
  get npmrc(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `registry=http://127.0.0.1:${port}/\n//127.0.0.1:${port}/:_authToken=nobody\nfetch-retries=0\n`;
  }

  tags(name: string): Readonly<Record<string, string>> {
    return this.#packuments.get(name)?.['dist-tags'] ?? {};
  }

  versions(name: string): string[] {
    return Object.keys(this.#packuments.get(name)?.versions ?? {});
  }

  async #answer(request: IncomingMessage): Promise<[status: number, body: string | Buffer]> {
    const path = decodeURIComponent(request.url ?? '/').slice(1);
    if (request.method === 'PUT') return this.#take((await json(request)) as Packument);
    const found = this.#tarballs.get(path.split('/').at(-1) ?? '') ?? this.#packuments.get(path);
    if (found === undefined) return [404, '{}'];
    return [200, Buffer.isBuffer(found) ? found : JSON.stringify(found)];
  }

  /** As npm's registry does: the first version of a name becomes `latest`, whatever its tag. */
  #take({ name, versions, _attachments = {}, ...sent }: Packument): [status: number, body: string] {
    if (this.patience-- <= 0) return [500, '{ "error": "full" }'];
    const before = this.#packuments.get(name) ?? {
      versions: {},
      'dist-tags': { latest: Object.keys(versions)[0] ?? '' },
    };
    if (Object.keys(versions).some((each) => each in before.versions)) return [403, '{ "error": "it is there" }'];
    for (const [file, { data }] of Object.entries(_attachments))
      this.#tarballs.set(file.split('/').at(-1) ?? '', Buffer.from(data, 'base64'));
    const tags = { ...before['dist-tags'], ...sent['dist-tags'] };
    this.#packuments.set(name, { name, 'dist-tags': tags, versions: { ...before.versions, ...versions } });
    return [201, '{}'];
  }
}
