import { chmodSync } from 'node:fs';
import { delimiter } from 'node:path';

import { expect } from 'chai';

import { fileName, LIST, type ReleasePackage } from '../../release/packed.js';
import { Folder } from '../support/folder.js';
import { type Outcome, output, runBeside } from '../support/processes.js';
import { inProject } from '../support/project-root.js';
import { OpenRegistry } from './support/open-registry.js';

const PUBLISH = inProject('build', 'release', 'publish.js');
const NEWEST = { name: 'motorized', version: '7.9.0', tag: 'latest' };
const OLDER = { name: 'motorized', version: '6.22.0', tag: 'mongodb-6.22' };
const OLDEST = { name: 'motorized', version: '5.9.0', tag: 'mongodb-5.9' };

describe('make publish, to a registry', function () {
  this.timeout(120_000);
  let folder: Folder;
  let registry: OpenRegistry;
  beforeEach(async () => {
    folder = new Folder();
    registry = new OpenRegistry();
    await registry.start();
    folder.write({ '.npmrc': registry.npmrc });
  });
  afterEach(async () => {
    await registry.stop();
    folder.remove();
  });

  /** Packs packages with these names, and lists them. */
  const pack = (...packages: readonly ReleasePackage[]): void => {
    const packed = packages.map(({ name, version, tag }) => {
      folder.write({ 'package/package.json': JSON.stringify({ name, version }) });
      const tarball = `${fileName({ name, version, tag })}.tgz`;
      output('tar', ['-czf', folder.at(tarball), '-C', folder.path, 'package']);
      return { name, version, tag, tarball, sbom: '', integrity: '' };
    });
    folder.write({ [LIST]: JSON.stringify(packed) });
  };

  // The registry runs in this process, which has to answer meanwhile.
  const publish = (flags: readonly string[] = ['--no-provenance'], env: NodeJS.ProcessEnv = {}): Promise<Outcome> =>
    runBeside(process.execPath, [PUBLISH, ...flags, folder.path], {
      cwd: folder.path,
      env: { npm_config_cache: folder.at('cache'), ...env },
    });

  it('continues after a failure in the middle, and publishes nothing twice', async () => {
    pack(NEWEST, OLDER, OLDEST);
    registry.patience = 1;
    const broken = await publish();
    expect([broken.code, broken.stdout]).to.deep.equal([
      1,
      'motorized@7.9.0  latest  published\nmotorized@6.22.0  mongodb-6.22  could not be published\n',
    ]);
    registry.patience = Infinity;
    const { code, stdout, stderr } = await publish();
    expect({ code, stdout, stderr }).to.deep.equal({
      code: 0,
      stdout:
        'motorized@7.9.0  latest  is there already\nmotorized@6.22.0  mongodb-6.22  published\nmotorized@5.9.0  mongodb-5.9  published\n',
      stderr: '',
    });
    expect(registry.tags('motorized')).to.deep.equal({
      latest: '7.9.0',
      'mongodb-6.22': '6.22.0',
      'mongodb-5.9': '5.9.0',
    });
  });

  it('does not begin a name with an older package, which would become `latest`', async () => {
    pack(OLDER, NEWEST);
    const { code, stdout, stderr } = await publish();
    expect([code, stdout]).to.deep.equal([1, 'motorized@6.22.0  mongodb-6.22  is not published\n']);
    expect(stderr).to.include('would tag its first version `latest`, whatever its own tag\n  fix: ');
    expect(registry.versions('motorized')).to.deep.equal([]);
  });

  it('does not move `latest` back to an older version, as rerunning a workflow for an old commit would', async () => {
    pack({ ...NEWEST, version: '7.10.0' });
    expect((await publish()).code).to.equal(0);
    pack(NEWEST, OLDER);
    const { code, stdout, stderr } = await publish();
    expect([code, stdout]).to.deep.equal([1, 'motorized@7.9.0  latest  is not published\n']);
    expect(stderr).to.include('`latest` is 7.10.0 on the registry, which is newer than 7.9.0\n  fix: ');
    expect(registry.tags('motorized')).to.deep.equal({ latest: '7.10.0' });
  });

  it('tells a maintainer how to set a tag if a newer package has taken it', async () => {
    pack(NEWEST);
    expect((await publish()).code).to.equal(0);
    pack({ ...NEWEST, version: '7.10.0' }, { ...NEWEST, tag: 'mongodb-7.9' });
    const { code, stdout, stderr } = await publish();
    expect([code, stdout]).to.deep.equal([
      0,
      'motorized@7.10.0  latest  published\nmotorized@7.9.0  mongodb-7.9  is there already, under another tag\n',
    ]);
    expect(stderr).to.equal(
      '\nmotorized@7.9.0 should be `mongodb-7.9`, but the registry has no such tag\n  fix: npm dist-tag add motorized@7.9.0 mongodb-7.9\n',
    );
  });

  it('publishes a prerelease of the generator under its own tag', async () => {
    const generator = { name: '@motorized/codegen', version: '0.1.0', tag: 'latest' };
    pack(generator);
    expect((await publish()).code).to.equal(0);
    pack({ ...generator, version: '0.2.0-next.0', tag: 'next' });
    expect((await publish()).code).to.equal(0);
    expect(registry.tags(generator.name)).to.deep.equal({ latest: '0.1.0', next: '0.2.0-next.0' });
  });

  it('requires an npm with trusted publishing before anything is published', async () => {
    pack(NEWEST);
    for (const [version, isEnough] of [
      ['11.5.0', false],
      ['10.9.4', false],
      ['11.5.1', true],
      ['12.0.0', true],
    ] as const) {
      folder.write({ 'bin/npm': `#!/bin/sh\necho ${version}\n` });
      chmodSync(folder.at('bin/npm'), 0o755);
      const { code, stderr } = await publish([], { PATH: `${folder.at('bin')}${delimiter}${process.env['PATH']}` });
      // This npm only answers its version, so the next step fails.
      expect([code, stderr.includes(`npm is ${version}, expected 11.5.1`)], version).to.deep.equal([2, !isEnough]);
    }
    expect(registry.versions('motorized')).to.deep.equal([]);
  });

  it('cannot run if the list is empty', async () => {
    pack();
    const { code, stderr } = await publish();
    expect([code, stderr.split('\n')[1]]).to.deep.equal([2, '  fix: make release-pack']);
  });
});
