import { mkdirSync, writeFileSync } from 'node:fs';

import { expect } from 'chai';

import { openForeign } from '../../../codegen/driver/find/open-foreign.js';
import { Folder } from '../../support/folder.js';

describe('openForeign', () => {
  let folder: Folder;
  beforeEach(() => (folder = new Folder()));
  afterEach(() => folder.remove());

  it("reads the packages installed beside the driver, except for Node's types", async () => {
    folder.write({
      'node_modules/bson/package.json': '{ "name": "bson", "types": "bson.d.ts" }',
      'node_modules/bson/bson.d.ts': 'export interface SerializeOptions { index?: number }\n',
    });
    const from = folder.at('node_modules/mongodb');
    mkdirSync(from, { recursive: true });
    const found = await openForeign({ folder: from, dependencies: new Map() }, ['bson', 'node:tls', 'events', 'bson']);
    expect([...found]).to.deep.equal([['bson', 'export interface SerializeOptions { index?: number }\n']]);
  });

  it('leaves out missing packages, and those without declarations', async () => {
    folder.write({ 'node_modules/untyped/package.json': '{ "name": "untyped" }' });
    writeFileSync(folder.at('mongodb.d.ts'), '');
    const request = { folder: folder.at('.'), dependencies: new Map([['nowhere', 'file:../nowhere']]) };
    expect([...(await openForeign(request, ['untyped', 'nowhere', './more']))]).to.deep.equal([]);
  });
});
