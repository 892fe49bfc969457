import { symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

import { expect } from 'chai';

import { entriesUnder } from '../../../codegen/common/files/entries-under.js';
import { Folder } from '../../support/folder.js';

describe('entriesUnder', () => {
  it('lists files, folders and links, and does not follow links', async () => {
    const folder = new Folder();
    try {
      folder.write({ 'a/b/file': '', 'elsewhere/file': '' });
      symlinkSync('../elsewhere', folder.at('a/linked'));
      const entries = await entriesUnder(folder.at('a'));
      const paths = entries.map(({ parentPath, name }) => relative(folder.path, join(parentPath, name)));
      expect(paths).to.have.members(['a/b', 'a/b/file', 'a/linked'].map((path) => join(path)));
    } finally {
      folder.remove();
    }
  });
});
