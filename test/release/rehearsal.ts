import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

import { expect } from 'chai';

import { idOf, PACKED_FOLDER, readPacked } from '../../release/packed.js';
import { Folder } from '../support/folder.js';
import { type Outcome, output, run } from '../support/processes.js';
import { inProject } from '../support/project-root.js';
import { installTools } from '../support/tools.js';

// `make release-rehearsal` runs this, but not `make test`: it publishes the packed packages to its own registry on this
// machine.

/** The last version that runs on every Node that we support. */
const VERDACCIO = '6.8.0';
/** It depends on this one by a tag, which not every mirror of the registry has. */
const OVERRIDES = { 'node-fetch': '2.7.0' };

/** Everybody may do everything, and it uses no other registry. */
const CONFIG = `
storage: ./storage
uplinks: {}
packages:
  '**':
    access: $all
    publish: $all
max_body_size: 100mb
log: { type: stdout, level: error }
`;

/** A registry in its own folder, and npm's settings for it. */
class Registry {
  readonly #folder = new Folder();
  #child: ChildProcess | undefined;

  async start(): Promise<void> {
    const packages = installTools('verdaccio', { verdaccio: VERDACCIO }, OVERRIDES);
    this.#folder.write({ 'config.yaml': CONFIG });
    const program = join(packages, 'verdaccio', 'bin', 'verdaccio');
    const port = await freePort();
    const args = ['--config', this.#folder.at('config.yaml'), '--listen', `127.0.0.1:${port}`];
    this.#child = fork(program, args, { cwd: this.#folder.path, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    // It prints a line when it listens, or ends.
    const [said] = (await Promise.race([once(this.#child, 'message'), once(this.#child, 'exit')])) as unknown[];
    expect(said).to.deep.equal({ verdaccio_started: true });
    // npm publishes nothing without a token, which this registry does not check.
    const npmrc = `registry=http://127.0.0.1:${port}/\n//127.0.0.1:${port}/:_authToken=nobody\n`;
    this.#folder.write({ '.npmrc': npmrc, 'package.json': '{ "private": true }' });
  }

  async stop(): Promise<void> {
    this.#child?.kill();
    await (this.#child && once(this.#child, 'close'));
    this.#folder.remove();
  }

  /** Publishes the packed packages. */
  publish(): Outcome {
    const script = inProject('build', 'release', 'publish.js');
    return run(process.execPath, [script, '--no-provenance', PACKED_FOLDER], { cwd: this.#folder.path });
  }

  npm(...args: readonly string[]): unknown {
    return JSON.parse(output('npm', [...args, '--json', '--prefer-online'], { cwd: this.#folder.path }));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('a release, published to a registry', function () {
  this.timeout(120_000);
  const registry = new Registry();
  const packed = readPacked(PACKED_FOLDER);
  before(() => registry.start());
  after(() => registry.stop());

  it('has each package with its tag', () => {
    const { code, stdout, stderr } = registry.publish();
    const lines = packed.map((each) => `${idOf(each)}  ${each.tag}  published\n`);
    expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: lines.join(''), stderr: '' });
    for (const name of new Set(packed.map((each) => each.name))) {
      const own = packed.filter((each) => each.name === name);
      // The first version of a name becomes `latest`, whatever its tag, so the newest line has to come first.
      const tags = Object.fromEntries(own.map(({ tag, version }) => [tag, version]));
      expect(registry.npm('view', name, 'dist-tags')).to.deep.equal({ latest: own[0]?.version, ...tags });
    }
  });

  it('has the content that was packed', () => {
    for (const each of packed) {
      expect(registry.npm('view', idOf(each), 'dist.integrity'), idOf(each)).to.equal(each.integrity);
    }
  });

  it('is unchanged if it is published again', () => {
    const { code, stdout } = registry.publish();
    const lines = packed.map((each) => `${idOf(each)}  ${each.tag}  is there already\n`);
    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: lines.join('') });
  });
});
