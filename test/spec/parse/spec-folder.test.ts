import { expect } from 'chai';

import { CannotRunError } from '../../../codegen/common/problem.js';
import { checkSpecFolder, specFolder } from '../../../codegen/spec/parse/spec-folder.js';
import { Folder } from '../../support/folder.js';

describe('the spec folder', () => {
  let project: Folder;

  beforeEach(() => (project = new Folder()));
  afterEach(() => project.remove());

  it('is the packaged one by a word, and otherwise what is named', () => {
    expect(specFolder('packaged')).to.equal('spec');
    expect(specFolder('./packaged')).to.equal('./packaged');
  });

  it('may be written into where it is the own of the project, and not where the generator is installed', () => {
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
