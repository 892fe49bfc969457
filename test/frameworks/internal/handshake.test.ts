import { expect } from 'chai';
import { readFile } from 'node:fs/promises';

import { introduce } from '../../../codegen/frameworks/internal/handshake.js';
import { VERSION } from '../../../codegen/frameworks/internal/version.js';

describe('introduce', () => {
  it('names the package, its version and the framework, and returns the client', () => {
    const seen: unknown[] = [];
    const client = { appendMetadata: (info: unknown) => void seen.push(info) };
    expect(introduce(client, 'promise')).to.equal(client);
    expect(seen).to.deep.equal([{ name: 'motorized', version: VERSION, platform: 'promise' }]);
  });

  it('ignores a client without the method', () => {
    const client = {};
    expect(introduce(client, 'promise')).to.equal(client);
  });

  it('has the version of the package', async () => {
    expect(JSON.parse(await readFile('generated/package.json', 'utf8')).version).to.equal(VERSION);
  });
});
