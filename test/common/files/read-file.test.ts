import { symlinkSync } from 'node:fs';

import { expect } from 'chai';

import { kindOf, readRegularFile } from '../../../codegen/common/files/read-file.js';
import { Folder } from '../../support/folder.js';
import { output } from '../../support/processes.js';

describe('readRegularFile', function () {
  this.timeout(5000);
  let folder: Folder;

  before(() => {
    folder = new Folder();
    folder.write({ file: 'text', 'folder/file': '' });
    output('mkfifo', [folder.at('pipe')]);
    symlinkSync('file', folder.at('link'));
    symlinkSync('nowhere', folder.at('dangling'));
    symlinkSync('looping', folder.at('looping'));
  });
  after(() => folder.remove());

  it('reads files, and links to files', () => {
    expect(readRegularFile(folder.at('file')).toString()).to.equal('text');
    expect(readRegularFile(folder.at('link')).toString()).to.equal('text');
  });

  const others: readonly (readonly [path: string, kind: string, reason: RegExp])[] = [
    ['nowhere', 'nothing', /nowhere cannot be read: it does not exist$/],
    ['file/below', 'nothing', /below cannot be read: it does not exist$/],
    ['folder', 'folder', /folder cannot be read: it is a folder, not a file$/],
    ['pipe', 'pipe', /pipe cannot be read: it is a pipe, not a file$/],
    ['dangling', 'link to nothing', /dangling cannot be read: it is a link to nothing, not a file$/],
    ['looping', 'link to itself', /looping cannot be read: it is a link to itself, not a file$/],
  ];
  for (const [path, kind, reason] of others) {
    it(`describes a ${kind}, and does not open it`, () => {
      expect(kindOf(folder.at(path))).to.equal(kind);
      expect(() => readRegularFile(folder.at(path))).to.throw(reason);
    });
  }

  it('describes devices, and names that no file can have', () => {
    expect(kindOf('/dev/null')).to.equal('device');
    expect(() => readRegularFile('/dev/zero')).to.throw('/dev/zero cannot be read: it is a device, not a file');
    expect(() => readRegularFile('x'.repeat(5000))).to.throw(/x cannot be read: the name is too long$/);
    expect(() => readRegularFile('a\0b')).to.throw(
      /cannot be read: the name contains a character that is not allowed$/,
    );
  });
});
