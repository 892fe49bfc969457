import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { inProject } from '../support/project-root.js';
import { CONSUMERS } from './consumers.js';

const FOLDER = inProject('test/packages/consumers');

interface Manifest {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: unknown;
  readonly devDependencies: Readonly<Record<string, string>>;
}

describe('the consumer projects', () => {
  const manifestOf = (name: string): Manifest =>
    JSON.parse(readFileSync(join(FOLDER, name, 'package.json'), 'utf8')) as Manifest;

  it('are all listed', () => {
    expect(CONSUMERS.map(({ name }) => name)).to.have.members(readdirSync(FOLDER));
  });

  for (const { name } of CONSUMERS) {
    it(`${name} pins its versions, except ours, runs with npm test, and has the expected output`, () => {
      const manifest = manifestOf(name);
      expect(manifest.name).to.equal(`consumer-${name}`);
      expect(manifest).to.not.have.property('dependencies');
      expect(Object.keys(manifest.devDependencies)).to.include('mongodb').and.not.include('motorized');
      for (const version of Object.values(manifest.devDependencies)) expect(version).to.match(/^\d+\.\d+\.\d+$/);
      expect(manifest.scripts).to.have.property('test');
      expect(readFileSync(join(FOLDER, name, 'expected.txt'), 'utf8').trim()).to.not.equal('');
    });
  }
});
