import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { LIST, type PackedPackage } from '../../release/packed.js';
import { sbomOf } from '../../release/sbom.js';
import { Folder } from '../support/folder.js';
import { type Outcome, output, run } from '../support/processes.js';
import { inProject } from '../support/project-root.js';
import { schemaFaults } from './support/cyclonedx.js';

const PUBLISH = inProject('build', 'release', 'publish.js');
/** A small package without dependencies, which will stay on the registry. */
const THERE = { name: 'sparse-bitfield', version: '3.0.3' };

describe('make release-dry', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(() => (folder = new Folder()));
  after(() => folder.remove());

  const npmPack = (what: string): string =>
    output('npm', ['pack', what, '--pack-destination', folder.path, '--loglevel=error']).trim();

  /** Packs a folder with this manifest. */
  const pack = (manifest: Readonly<Record<string, unknown>>): string => {
    folder.write({ 'source/package.json': JSON.stringify(manifest) });
    return npmPack(folder.at('source'));
  };

  /** The output of the script for packed packages. */
  type Listed = Omit<PackedPackage, 'integrity' | 'sbom'>;
  const dryRun = (...packed: readonly Listed[]): Outcome => dryRunOf('', packed);

  const dryRunOf = (pushed: string, packed: readonly Listed[]): Outcome => {
    folder.write({ [LIST]: JSON.stringify(packed.map((each) => ({ ...each, integrity: '', sbom: '' }))) });
    const env = { GITHUB_REF_TYPE: pushed };
    return run(process.execPath, [PUBLISH, '--dry-run', folder.path], { cwd: folder.path, env });
  };

  it('lists what would be published, and with which tag', () => {
    const own = { name: '@motorized/codegen', version: '0.0.0-of-a-test' };
    const { code, stdout } = dryRun({ ...own, tag: 'latest', tarball: pack(own) });
    expect({ code, stdout }).to.deep.equal({
      code: 0,
      stdout: '@motorized/codegen@0.0.0-of-a-test  latest  would be published\n',
    });
  });

  it('skips versions on the registry with the same content', () => {
    const tarball = npmPack(`${THERE.name}@${THERE.version}`);
    const { code, stdout } = dryRun({ ...THERE, tag: 'latest', tarball });
    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: 'sparse-bitfield@3.0.3  latest  is there already\n' });
  });

  it('fails if a version on the registry has other content', () => {
    const { code, stdout, stderr } = dryRun({ ...THERE, tag: 'latest', tarball: pack(THERE) });
    expect({ code, stdout }).to.deep.equal({
      code: 1,
      stdout: 'sparse-bitfield@3.0.3  latest  is there with other content\n',
    });
    expect(stderr).to.include('index.js\n').and.include('fix: give it its next version in package.json');
  });

  it('only reports that between two releases, if changesets describe the change', () => {
    folder.write({ '.changeset/README.md': '', '.changeset/one.md': '' });
    const { code, stdout } = dryRun({ ...THERE, tag: 'latest', tarball: pack(THERE) });
    expect({ code, stdout }).to.deep.equal({
      code: 0,
      stdout: 'sparse-bitfield@3.0.3  latest  is there, and has changed since, as changesets describe\n',
    });
  });

  it('does not excuse that for a commit with a tag, which is a release', () => {
    folder.write({ '.changeset/README.md': '', '.changeset/one.md': '' });
    const { code } = dryRunOf('tag', [{ ...THERE, tag: 'latest', tarball: pack(THERE) }]);
    expect(code).to.equal(1);
  });

  it('fails if npm refuses, says why, and publishes nothing after it', () => {
    const own = { ...THERE, version: '3.0.4' };
    const tarball = pack(own);
    const { code, stdout, stderr } = dryRun({ ...own, tag: '7.x', tarball }, { ...own, tag: 'next', tarball });
    expect({ code, stdout }).to.deep.equal({
      code: 1,
      stdout: 'sparse-bitfield@3.0.4  7.x  could not be published\n',
    });
    expect(stderr).to.include('Tag name must not be a valid SemVer range');
  });

  it('cannot run if nothing is packed', () => {
    const { code, stderr } = run(process.execPath, [PUBLISH, '--dry-run', folder.at('nowhere')]);
    expect(code).to.equal(2);
    expect(stderr).to.include('fix: make release-pack');
  });

  it('has a valid SBOM for each tarball, with its hash and the ranges of its peers', async () => {
    const manifest = {
      name: 'motorized',
      version: '0.0.1',
      license: 'MIT',
      peerDependencies: { mongodb: '>=7.8.0 <8' },
    };
    const tarball = folder.at(pack(manifest));
    const text = await sbomOf(folder.at('source'), tarball);
    const { metadata, components } = JSON.parse(text) as {
      readonly metadata: { readonly component: Readonly<Record<string, unknown>> };
      readonly components: readonly unknown[];
    };
    expect(await schemaFaults(text)).to.equal(null);
    expect(await schemaFaults(text.replace('SHA-512', 'none'))).to.not.equal(null);
    expect(components).to.deep.equal([]);
    expect(metadata.component).to.deep.include({
      name: 'motorized',
      purl: 'pkg:npm/motorized@0.0.1',
      hashes: [{ alg: 'SHA-512', content: createHash('sha512').update(readFileSync(tarball)).digest('hex') }],
      properties: [{ name: 'motorized:peer:mongodb', value: '>=7.8.0 <8' }],
    });
  });

  it('lists the dependencies of users in the SBOM of the generator, and none that only we have', async () => {
    const text = await sbomOf(inProject(), inProject('package.json'));
    expect(await schemaFaults(text)).to.equal(null);
    const { components } = JSON.parse(text) as { readonly components: readonly { readonly name: string }[] };
    const names = components.map(({ name }) => name);
    expect(names).to.include.members(['ts-morph', 'handlebars']).and.not.include('mocha');
  });
});
