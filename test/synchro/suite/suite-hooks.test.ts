import { expect } from 'chai';

import { CannotRunError } from '../../../codegen/common/problem.js';
import { readHooks } from '../../../codegen/synchro/suite/suite-hooks.js';
import { Folder } from '../../support/folder.js';

describe('the modules that the suite loads before its tests', () => {
  let folder: Folder;

  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  it('come from its mocha configuration, JavaScript or JSON, without packages and the listing of packages', () => {
    folder.write({
      '.mocharc.js': "module.exports = { require: ['ts-node/register', 'test/mocha_root_hooks.ts', 'test/a.ts'] };\n",
      'test/mocha_mongodb.json': '{ "require": ["source-map-support/register", "test/a.ts", "test/b.cjs"] }',
    });
    expect(readHooks(folder.path)).to.deep.equal({ unit: ['test/a'], integration: ['test/a', 'test/b.cjs'] });
  });

  it('need a mocha configuration', () => {
    folder.write({ '.mocharc.json': '{ "require": [] }' });
    expect(() => readHooks(folder.path)).to.throw(
      CannotRunError,
      'the driver suite has no test/mocha_mongodb.js or test/mocha_mongodb.cjs or test/mocha_mongodb.json',
    );
    folder.write({ 'test/mocha_mongodb.json': '{ "require": "test/a.ts" }' });
    expect(() => readHooks(folder.path)).to.throw(
      CannotRunError,
      'test/mocha_mongodb.json of the driver suite has no list `require`',
    );
  });
});
