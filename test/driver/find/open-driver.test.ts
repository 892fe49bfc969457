import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { expect } from 'chai';

import { CannotRunError } from '../../../codegen/common/problem.js';
import { openDriver, type OpenRequest } from '../../../codegen/driver/find/open-driver.js';
import { defaultCache } from '../../../codegen/driver/find/package-cache.js';

const DECLARATIONS = 'export declare class A { a: 1 }\n';

describe('openDriver', () => {
  let folder: string;
  const path = process.env['PATH'];

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'motorized-open-'))));
  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Writes a package, and returns its folder. */
  function writePackage(
    at: string,
    manifest: object,
    files: Record<string, string> = { 'mongodb.d.ts': DECLARATIONS },
  ): string {
    const target = join(folder, at);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'package.json'), JSON.stringify(manifest));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(target, name), text);
    return target;
  }

  /** Puts another `npm` before the real one on the PATH. */
  function fakeNpm(script: string): void {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'npm'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, 'npm'), 0o755);
    process.env['PATH'] = `${bin}${delimiter}${path ?? ''}`;
  }

  async function failure(request: Partial<OpenRequest>): Promise<CannotRunError> {
    try {
      await openDriver({ from: folder, cache: join(folder, 'cache'), ...request });
    } catch (error) {
      if (error instanceof CannotRunError) return error;
      throw error;
    }
    throw new Error('it opened');
  }

  const dependencies = { bson: '^7.1.1' };
  const manifest = { name: 'mongodb', version: '7.9.0', types: 'mongodb.d.ts', dependencies };

  it('opens the installed package, from a folder below it', async () => {
    writePackage('node_modules/mongodb', manifest);
    const from = join(folder, 'packages', 'app');
    mkdirSync(from, { recursive: true });
    expect(await openDriver({ from })).to.deep.equal({
      text: DECLARATIONS,
      package: 'mongodb',
      version: '7.9.0',
      folder: join(folder, 'node_modules', 'mongodb'),
      dependencies: new Map([['bson', '^7.1.1']]),
      file: 'mongodb.d.ts',
    });
  });

  it('opens a package folder by `types` or `typings`, whatever else is in it', async () => {
    const files = { 'mongodb.ts34.d.ts': 'old', 'sub.d.ts': DECLARATIONS };
    const driver = writePackage('a', { name: 'mongodb', version: '4.0.0', typings: './sub.d.ts' }, files);
    expect(await openDriver({ driver, from: folder })).to.include({
      text: DECLARATIONS,
      version: '4.0.0',
      file: 'sub.d.ts',
    });
  });

  it('opens a file, with the version of the package beside it', async () => {
    const beside = join(writePackage('a', manifest), 'mongodb.d.ts');
    expect(await openDriver({ driver: beside, from: folder })).to.include({ version: '7.9.0', file: beside });
    const alone = join(folder, 'driver.d.ts');
    writeFileSync(alone, DECLARATIONS);
    expect(await openDriver({ driver: alone, from: folder })).to.include({
      version: 'unknown',
      file: alone,
      text: DECLARATIONS,
    });
    const foreign = join(writePackage('b', { name: 'other', version: '1.0.0' }), 'mongodb.d.ts');
    expect((await openDriver({ driver: foreign, from: folder })).version).to.equal('unknown');
  });

  for (const driver of ['6.0.0', 'mongodb@6.0.0', 'mongodb@6.0.0-beta.1']) {
    it(`opens ${driver} from the cache without npm`, async () => {
      const version = driver.replace('mongodb@', '');
      writePackage(`cache/mongodb@${version}`, { ...manifest, version });
      fakeNpm('exit 1');
      const opened = await openDriver({ driver, from: folder, cache: join(folder, 'cache') });
      expect(opened).to.include({ version, file: 'mongodb.d.ts' });
    });
  }

  it('fetches a version once, and keeps only its manifest and declarations', async () => {
    writePackage('package', manifest, { 'mongodb.d.ts': DECLARATIONS, 'README.md': 'much' });
    // npm pack SPEC --pack-destination FOLDER ...
    fakeNpm(`echo "$@" >> "${folder}/calls"\ntar -czf "$4/mongodb-7.9.0.tgz" -C "${folder}" package`);
    const request = { driver: '7.9.0', from: folder, cache: join(folder, 'cache') };
    const opened = await openDriver(request);
    expect(opened).to.include({ text: DECLARATIONS, package: 'mongodb', version: '7.9.0', file: 'mongodb.d.ts' });
    expect(opened.dependencies).to.deep.equal(new Map([['bson', '^7.1.1']]));
    expect(await openDriver(request)).to.deep.equal(opened);
    expect(readFileSync(join(folder, 'calls'), 'utf8').split('\n')).to.have.length(2);
    expect(readdirSync(join(folder, 'cache'))).to.deep.equal(['mongodb@7.9.0']);
    expect(readdirSync(join(folder, 'cache', 'mongodb@7.9.0'))).to.have.members(['mongodb.d.ts', 'package.json']);
  });

  it('installs a version once, with its dependencies, on request', async () => {
    writePackage('package', manifest, { 'mongodb.d.ts': DECLARATIONS });
    // npm install ..., in the folder that will be kept
    fakeNpm(`echo "$@" >> "${folder}/calls"\nmkdir -p node_modules\ncp -r "${folder}/package" node_modules/mongodb`);
    const cache = join(folder, 'cache');
    const request = { driver: '7.9.0', from: folder, cache, installed: true };
    const opened = await openDriver(request);
    expect(opened).to.include({ text: DECLARATIONS, version: '7.9.0' });
    expect(opened.folder).to.equal(join(cache, 'mongodb@7.9.0-installed', 'node_modules', 'mongodb'));
    expect(await openDriver(request)).to.deep.equal(opened);
    expect(readFileSync(join(folder, 'calls'), 'utf8')).to.match(/^install .* mongodb@7\.9\.0\n$/);
    expect(readdirSync(cache)).to.deep.equal(['mongodb@7.9.0-installed']);
  });

  it('leaves no incomplete installation behind', async () => {
    fakeNpm('mkdir -p node_modules/mongodb\necho "npm error code ETARGET" >&2\nexit 1');
    const error = await failure({ driver: '9.9.9', cache: join(folder, 'cache'), installed: true });
    expect(error.message).to.match(/^mongodb 9\.9\.9 is not in the cache .* the npm registry does not have it$/);
    expect(readdirSync(join(folder, 'cache'))).to.deep.equal([]);
  });

  it('cannot run if the version cannot be fetched, and leaves nothing behind', async () => {
    fakeNpm('echo "npm error code ENOTCACHED" >&2\necho "npm error request to the registry failed" >&2\nexit 1');
    const error = await failure({ driver: '9.9.9' });
    const cache = join(folder, 'cache');
    expect(error.message).to.equal(
      `mongodb 9.9.9 is not in the cache ${cache} and cannot be fetched: npm cannot reach its registry (ENOTCACHED)`,
    );
    expect(error.fix).to.include('go online').and.include('npm view mongodb@9.9.9 version');
    expect(readdirSync(cache)).to.deep.equal([]);
  });

  const said: readonly (readonly [npm: string, reason: string])[] = [
    ['npm error code ECONNREFUSED\\nnpm error syscall connect', 'npm cannot reach its registry (ECONNREFUSED)'],
    ['npm ERR! code ENOTFOUND\\nnpm ERR! syscall getaddrinfo', 'npm cannot reach its registry (ENOTFOUND)'],
    ['npm error code E503\\nnpm error 503 Service Unavailable', 'npm cannot reach its registry (E503)'],
    ['npm error code ETARGET\\nnpm error notarget No', 'the npm registry does not have it'],
    ['npm error code ENOSPC\\nnpm error syscall write', 'no space is left on the disk'],
    ['npm warn old\\nnpm error something else', 'npm says something else'],
  ];
  for (const [npm, reason] of said) {
    it(`says '${reason}' if npm does not fetch a version`, async () => {
      fakeNpm(`printf '${npm}\\n' >&2\nexit 1`);
      expect((await failure({ driver: '9.9.9' })).message)
        .to.match(/ cannot be fetched: /)
        .and.contain(`: ${reason}`);
    });
  }

  it('removes leftovers of a killed process from the cache', async () => {
    fakeNpm('exit 1');
    mkdirSync(join(folder, 'cache', '.fetch-99999999-0123abcd'), { recursive: true });
    await failure({ driver: '9.9.9' });
    expect(readdirSync(join(folder, 'cache'))).to.deep.equal([]);
  });

  it('cannot run if npm writes no archive', async () => {
    fakeNpm('exit 0');
    expect((await failure({ driver: '9.9.9' })).message).to.include(
      'cannot be fetched: npm pack mongodb@9.9.9 wrote no archive',
    );
  });

  it('cannot run if the cache cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    const error = await failure({ driver: '9.9.9', cache: join(folder, 'file', 'cache') });
    expect(error.message).to.match(/^cache folder .*cache cannot be written: /);
    expect(error.fix).to.include('MOTORIZED_CACHE');
  });

  it('uses the cache of another process that was faster', async () => {
    writePackage('package', manifest);
    fakeNpm(
      `mkdir -p "${folder}/cache/mongodb@7.9.0"\ncp "${folder}/package/"* "${folder}/cache/mongodb@7.9.0"\nexit 1`,
    );
    expect(await openDriver({ driver: '7.9.0', from: folder, cache: join(folder, 'cache') })).to.include({
      version: '7.9.0',
    });
  });

  const failures: [what: string, driver: (() => string) | undefined, message: RegExp][] = [
    ['nothing is installed', undefined, /^mongodb is not installed in .* or above it$/],
    ['the name means nothing', () => 'latest', /^driver latest is neither a version nor an existing folder or file$/],
    ['the version is no full one', () => '7.9', /^driver 7\.9 is neither/],
    ['the folder is no package', () => folder, /package\.json cannot be read: it does not exist/],
    [
      'it is another package',
      () => writePackage('a', { name: 'bson', types: 'a.d.ts' }),
      /holds the package bson, expected mongodb$/,
    ],
    [
      'it has no declarations',
      () => writePackage('a', { name: 'mongodb', version: '3.7.4' }),
      /package\.json has no `types`/,
    ],
    [
      'its declarations are missing',
      () => writePackage('a', manifest, {}),
      /mongodb\.d\.ts cannot be read: it does not exist/,
    ],
  ];
  for (const [what, driver, message] of failures) {
    it(`cannot run if ${what}`, async () => {
      const error = await failure({ driver: driver?.() });
      expect(error.message).to.match(message);
      expect(error.fix).to.not.equal('');
    });
  }

  it('cannot run on a broken package.json', async () => {
    const driver = writePackage('a', manifest);
    writeFileSync(join(driver, 'package.json'), '{');
    expect((await failure({ driver })).message).to.match(/package\.json is not valid JSON$/);
  });
});

describe('defaultCache', () => {
  it("is MOTORIZED_CACHE, or else below the user's cache folder", () => {
    expect(defaultCache({ MOTORIZED_CACHE: '/a', XDG_CACHE_HOME: '/b' })).to.equal('/a');
    expect(defaultCache({ MOTORIZED_CACHE: '', XDG_CACHE_HOME: '/b' })).to.equal(join('/b', 'motorized'));
    expect(defaultCache({})).to.match(/\.cache[\\/]motorized$/);
  });
});
