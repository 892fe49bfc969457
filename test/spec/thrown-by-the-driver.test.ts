import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { loadSpec } from '../../codegen/spec/load-spec.js';
import { inProject } from '../support/project-root.js';

/**
 * The modules in which the driver creates the errors that `spec/errors.yaml` limits. The members that can get there
 * were found by reading these modules. If a release throws one from another module, its entry in the spec has to be
 * reviewed.
 */
const MADE_IN: Readonly<Record<string, readonly string[]>> = {
  MongoBulkWriteError: ['bulk/common.js'],
  MongoBatchReExecutionError: ['bulk/common.js'],
  MongoClientBulkWriteError: [
    'operations/client_bulk_write/executor.js',
    'operations/client_bulk_write/results_merger.js',
  ],
  MongoClientBulkWriteCursorError: [],
  MongoClientBulkWriteExecutionError: ['operations/client_bulk_write/executor.js'],
  MongoWriteConcernError: ['write_concern.js'],
  MongoChangeStreamError: ['change_stream.js'],
  MongoCursorExhaustedError: ['cursor/abstract_cursor.js'],
  MongoCursorInUseError: ['cursor/abstract_cursor.js'],
  MongoTailableCursorError: ['cursor/abstract_cursor.js', 'cursor/find_cursor.js'],
  MongoGridFSChunkError: ['gridfs/download.js'],
  MongoGridFSStreamError: ['gridfs/download.js'],
  MongoCryptInvalidArgumentError: [
    'client-side-encryption/auto_encrypter.js',
    'client-side-encryption/client_encryption.js',
  ],
  MongoCryptCreateDataKeyError: ['client-side-encryption/client_encryption.js'],
  MongoCryptCreateEncryptedCollectionError: ['client-side-encryption/client_encryption.js'],
};

/** Calls of functions that throw for others, which count as a `throw`. */
const CALLED_IN: Readonly<Record<string, readonly string[]>> = {
  throwIfWriteConcernError: ['sdam/server.js'],
  'this.throwIfInitialized': ['cursor/abstract_cursor.js', 'cursor/aggregation_cursor.js', 'cursor/find_cursor.js'],
};

describe('the errors that the spec limits', () => {
  const lib = inProject('node_modules', 'mongodb', 'lib');
  const modules = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(lib, path), 'utf8') }));
  const those = (pattern: RegExp): string[] =>
    modules
      .filter(({ text }) => pattern.test(text))
      .map(({ path }) => path)
      .sort();

  it('are all listed', () => {
    const { limited } = loadSpec(inProject('spec')).spec.errors;
    expect(limited.map(({ error }) => error.name)).to.have.members(Object.keys(MADE_IN));
  });

  for (const [name, paths] of Object.entries(MADE_IN)) {
    it(`${name} is created in the same modules as when its members were listed`, () => {
      expect(those(new RegExp(`new (\\w+\\.)?${name}\\(`))).to.deep.equal(paths);
    });
  }

  for (const [name, paths] of Object.entries(CALLED_IN)) {
    it(`${name} is called in the same modules as before`, () => {
      expect(those(new RegExp(`(?<!function )\\b${name.replace('.', '\\.')}\\)?\\(`))).to.deep.equal(paths);
    });
  }
});
