import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { lineOf, namedPackages, releasePackages } from '../../release/packages.js';
import { loadPublishedLines } from '../../codegen/spec/published-lines.js';
import { fileName, idOf } from '../../release/packed.js';
import { run } from '../support/processes.js';
import { inProject } from '../support/project-root.js';

describe('the packages of a release', () => {
  const packages = releasePackages();
  const { lines } = loadPublishedLines(inProject('spec'));

  it('are the generator, and a package for each line, the newest first', () => {
    const [generator, ...others] = packages;
    expect(generator).to.deep.include({ name: '@motorized/codegen', tag: 'latest' });
    expect(others.map(lineOf)).to.deep.equal(lines.map(({ version }) => version));
    expect(others.every(({ name }) => name === 'motorized')).to.equal(true);
  });

  it('include one `latest` for each name, which comes first', () => {
    expect(packages.filter(({ tag }) => tag === 'latest')).to.deep.equal(packages.slice(0, 2));
  });

  it('include no two with the same name and version, or the same name and tag', () => {
    for (const key of ['version', 'tag'] as const) {
      const all = packages.map((each) => `${each.name} ${each[key]}`);
      expect(all).to.deep.equal([...new Set(all)]);
    }
  });

  it("name their repository, as npm's provenance requires", () => {
    const urls = ['package.json', 'generated/package.json'].map((file) => {
      const { repository } = JSON.parse(readFileSync(inProject(file), 'utf8')) as {
        readonly repository: { readonly url: string };
      };
      return repository.url;
    });
    expect([...new Set(urls)]).to.deep.equal(['git+https://github.com/motorized/motorized.git']);
    // The repository that npm trusts, according to CONTRIBUTING.
    expect(readFileSync(inProject('CONTRIBUTING.md'), 'utf8')).to.include(
      '--repo motorized/motorized --file release.yml',
    );
  });

  it('can be selected by name', () => {
    const ids = (...words: string[]): string[] => namedPackages(words).map(idOf);
    expect(ids('7')).to.deep.equal([`motorized@${lines[0]?.version}`]);
    expect(ids('6.16', 'codegen')).to.have.length(2).and.include('motorized@6.16.0');
    expect(namedPackages(['7', 'all'])).to.deep.equal(packages);
    expect(() => namedPackages(['4'])).to.throw("there is no line '4'");
    expect(() => namedPackages([])).to.throw('no package is named');
  });

  it('are packed by at least one job', () => {
    const { code, stderr } = run(process.execPath, [
      inProject('build', 'release', 'pack.js'),
      '--jobs',
      'two',
      'codegen',
    ]);
    expect([code, stderr]).to.deep.equal([
      2,
      "--jobs is 'two', expected a number from 1 on\n  fix: write it as JOBS=2\n",
    ]);
  });

  it('have the file names that npm chooses', () => {
    expect(packages.slice(0, 1).map(fileName)).to.deep.equal([`motorized-codegen-${packages[0]?.version}`]);
    expect(namedPackages(['6.16']).map(fileName)).to.deep.equal(['motorized-6.16.0']);
  });
});
