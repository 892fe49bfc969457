import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { expect } from 'chai';

import { chooseServer, type ServerFacts } from '../server/choose-server.js';
import { findOnPath, lookAtMachine } from '../server/machine.js';

const NOTHING: ServerFacts = { uri: undefined, wanted: undefined, mongod: undefined, python: undefined };
const EVERYTHING: ServerFacts = {
  uri: 'mongodb://db.example',
  wanted: undefined,
  mongod: '/bin/mongod',
  python: '/bin/python3',
};

describe('chooseServer', () => {
  it('prefers a given URI to everything else', () => {
    const given = { kind: 'given', uri: 'mongodb://db.example' };
    expect(chooseServer(EVERYTHING)).to.deep.equal(given);
    expect(chooseServer({ ...EVERYTHING, wanted: 'mongod' })).to.deep.equal(given);
  });

  it('prefers a mongod on the machine to SecantusDB', () => {
    expect(chooseServer({ ...EVERYTHING, uri: undefined })).to.deep.equal({ kind: 'mongod', binary: '/bin/mongod' });
  });

  it('uses SecantusDB if there is a Python and no mongod', () => {
    const choice = chooseServer({ ...NOTHING, python: '/bin/python3' });
    expect(choice).to.deep.equal({ kind: 'secantus', python: '/bin/python3' });
  });

  it('downloads a mongod if there is no Python', () => {
    expect(chooseServer(NOTHING)).to.deep.equal({ kind: 'download' });
  });

  it('uses a mongod for TEST_SERVER=mongod: the one on the machine or a download, never SecantusDB', () => {
    const python = '/bin/python3';
    expect(chooseServer({ ...NOTHING, python, wanted: 'mongod' })).to.deep.equal({ kind: 'download' });
    const choice = chooseServer({ ...EVERYTHING, uri: undefined, wanted: 'mongod' });
    expect(choice).to.deep.equal({ kind: 'mongod', binary: '/bin/mongod' });
  });

  it('refuses any other TEST_SERVER, which would otherwise be ignored', () => {
    const choose = (): unknown => chooseServer({ ...EVERYTHING, wanted: 'mongodb' });
    expect(choose).to.throw("TEST_SERVER is 'mongodb'; it must be 'mongod' or not set.");
  });
});

describe('lookAtMachine', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motorized-path-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const program = (name: string, mode = 0o755): string => {
    const path = join(folder, name);
    writeFileSync(path, '#!/bin/sh\nexit 0\n');
    chmodSync(path, mode);
    return path;
  };

  it('finds mongod and python on the PATH', () => {
    const [mongod, python] = [program('mongod'), program('python3')];
    expect(lookAtMachine({ PATH: ['/nowhere', folder].join(delimiter) })).to.deep.equal({
      uri: undefined,
      wanted: undefined,
      mongod,
      python,
    });
  });

  it('prefers MONGOMS_SYSTEM_BINARY to the PATH, and treats empty variables as unset', () => {
    program('mongod');
    const env = { PATH: folder, MONGOMS_SYSTEM_BINARY: '/opt/mongod', MONGODB_URI: '', TEST_SERVER: '' };
    const facts = lookAtMachine(env);
    expect(facts).to.deep.equal({ uri: undefined, wanted: undefined, mongod: '/opt/mongod', python: undefined });
  });

  it('ignores folders, and files that are not executable', () => {
    program('mongod', 0o644);
    expect(findOnPath('mongod', { PATH: folder })).to.equal(undefined);
    expect(findOnPath('tmp', { PATH: '/' })).to.equal(undefined);
  });

  it('ignores a Python that is too old', () => {
    writeFileSync(program('python3'), '#!/bin/sh\nexit 1\n');
    expect(lookAtMachine({ PATH: folder }).python).to.equal(undefined);
  });
});
