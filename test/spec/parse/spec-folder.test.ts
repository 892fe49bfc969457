import { expect } from 'chai';

import { CannotRunError } from '../../../codegen/common/problem.js';
import { checkSpecFolder, specFolder } from '../../../codegen/spec/parse/spec-folder.js';
import { Folder } from '../../support/folder.js';

describe('the spec folder', () => {
  let project: Folder;

  beforeEach(() => (project = new Folder()));
  afterEach(() => project.remove());

  it('is the packaged one for the word `packaged`, and otherwise the named folder', () => {
    expect(specFolder('packaged')).to.equal('spec');
    expect(specFolder('./packaged')).to.equal('./packaged');
  });

  it('may be changed if it belongs to the project, but not in an installed generator', () => {
    const root = project.at('node_modules/@motorized/codegen');
    project.write({ 'spec/Db.yaml': '', 'node_modules/@motorized/codegen/spec/Db.yaml': '' });
    expect(() => checkSpecFolder(project.at('spec'), root)).not.to.throw();
    expect(() => checkSpecFolder(`${root}/spec`, root))
      .to.throw(CannotRunError, /belongs to the generator: the next installation would overwrite any change$/)
      .with.property('fix')
      .that.includes('--spec');
    expect(() => checkSpecFolder(project.at('spec'), project.path)).not.to.throw();
  });
});
