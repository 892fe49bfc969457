import { expect } from 'chai';

import { changesetOf } from '../../../codegen/follow/project/changeset.js';
import { Folder } from '../../support/folder.js';

describe('a changeset for a followed release', () => {
  let folder: Folder;
  beforeEach(() => (folder = new Folder()));
  afterEach(() => folder.remove());

  const changeset = (): ReturnType<typeof changesetOf> =>
    changesetOf(folder.path, '7.1.0', 'Generated from mongodb 7.1.0.');

  it('is a new minor version of the package', () => {
    folder.write({ '.changeset/config.json': '{}', 'package.json': '{ "name": "@own/wrappers" }' });
    expect(changeset()).to.deep.equal({
      file: '.changeset/mongodb-7.1.0.md',
      text: '---\n"@own/wrappers": minor\n---\n\nGenerated from mongodb 7.1.0.\n',
    });
  });

  it('is only for projects that use changesets', () => {
    folder.write({ 'package.json': '{ "name": "@own/wrappers" }' });
    expect(changeset()).to.equal(undefined);
  });

  it('cannot be written for a package without a name', () => {
    folder.write({ '.changeset/config.json': '{}', 'package.json': '{}' });
    expect(changeset).to.throw('package.json has no name');
  });
});
