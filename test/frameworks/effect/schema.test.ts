import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect } from 'chai';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import * as Schema from 'effect/Schema';
import { AbstractCursor, Collection, FindCursor } from 'motorized/effect';
import { SchemaCollection, SchemaFindCursor } from 'motorized/effect/schema';

import { asFarAsPossible, decoding, inOrder } from '../../../codegen/frameworks/effect/runtime/schema/conversion.js';
import { readModule } from '../../../codegen/frameworks/reading/read-module.js';
import { inProject } from '../../support/project-root.js';

const doing = { operation: 'find', namespace: 'shop.pets' };
const decodePet = decoding(Schema.Struct({ name: Schema.String }), undefined, doing);

/** Members of a collection that do not read or write documents with a schema, or that use the stored documents. */
const OF_WHAT_IS_STORED = [
  'bsonOptions',
  'collectionName',
  'count',
  'countDocuments',
  'createIndex',
  'createIndexes',
  'createSearchIndex',
  'createSearchIndexes',
  'db',
  'dbName',
  'deleteMany',
  'deleteOne',
  'drop',
  'dropIndex',
  'dropIndexes',
  'dropSearchIndex',
  'estimatedDocumentCount',
  'hint',
  'indexExists',
  'indexInformation',
  'indexes',
  'initializeOrderedBulkOp',
  'initializeUnorderedBulkOp',
  'isCapped',
  'listIndexes',
  'listSearchIndexes',
  'namespace',
  'options',
  'readConcern',
  'readPreference',
  'timeoutMS',
  'updateMany',
  'updateOne',
  'updateSearchIndex',
  'writeConcern',
];

/** Members of a cursor that a cursor with a schema lacks. They are called on its `cursor`. */
const OF_THE_CURSOR = [
  // Runs and iteration without Effect.
  'clone',
  'forEach',
  'open',
  // Decoded documents are mapped by `Stream.map`.
  'map',
  // The settings for reading, and the number of documents.
  'count',
  'namespace',
  'readConcern',
  'readPreference',
];

describe('motorized/effect/schema, without a server', () => {
  it('decodes a batch without running an Effect if the schema is synchronous', () => {
    expect(Exit.isExit(inOrder([{ name: 'Rex' }, { name: 'Tom' }], decodePet))).to.equal(true);
    expect(Exit.isExit(asFarAsPossible([{ name: 'Rex' }, {}], decodePet))).to.equal(true);
  });

  it('returns the documents before one that it cannot decode, and the reason', () => {
    const { values, failure } = Effect.runSync(
      asFarAsPossible([{ name: 'Rex' }, { _id: 7 }, { name: 'Tom' }], decodePet),
    );
    expect(values).to.deep.equal([{ name: 'Rex' }]);
    expect(failure).to.not.equal(undefined);
    const error = Effect.runSync(Effect.flip(failure ?? Effect.fail(undefined)));
    expect(error).to.include({
      _tag: 'InvalidDocumentError',
      documentId: 7,
      operation: 'find',
      namespace: 'shop.pets',
    });
  });

  it('accepts any number of documents', () => {
    const many = Array.from({ length: 100_000 }, () => ({ name: 'Rex' }));
    const later = (document: unknown) => Effect.andThen(Effect.void, decodePet(document));
    expect(Effect.runSync(inOrder(many, decodePet))).to.have.length(100_000);
    expect(Effect.runSync(inOrder(many, later))).to.have.length(100_000);
  });

  it('has each member of a collection: it decodes or encodes, or is listed as one that need not', () => {
    const members = Object.getOwnPropertyNames(Collection.prototype).filter((name) => name !== 'constructor');
    expect(members).to.have.length.greaterThan(45);
    expect(members.filter((name) => !(name in SchemaCollection.prototype))).to.deep.equal([]);
    const own: Readonly<Record<string, PropertyDescriptor>> = Object.getOwnPropertyDescriptors(
      SchemaCollection.prototype,
    );
    // A forwarded member is a function of another name.
    const decoding = members.filter(
      (name) => (own[name]?.value as { readonly name?: string } | undefined)?.name === name,
    );
    expect(decoding).to.include.members(['find', 'insertOne', 'watch']);
    expect([...decoding, ...OF_WHAT_IS_STORED]).to.have.members(members);
  });

  it('has each builder call of a find', () => {
    const members = [FindCursor, AbstractCursor]
      .flatMap((Class) => Object.getOwnPropertyNames(Class.prototype))
      .filter((name) => name !== 'constructor' && name !== 'run');
    expect(members).to.have.length.greaterThan(20);
    const missing = members.filter((name) => !(name in SchemaFindCursor.prototype));
    expect(new Set(missing)).to.deep.equal(new Set(OF_THE_CURSOR.filter((name) => members.includes(name))));
  });

  it('is only loaded if it is used', () => {
    const loaded = (file: string) => [...modulesOf(inProject('generated/effect', file))];
    const isOfSchema = (path: string) => /schema\/(conversion|schema-stream)\.ts$|schema-c/.test(path);
    expect(loaded('schema.ts').filter(isOfSchema)).to.have.length(4);
    expect(loaded('index.ts').filter(isOfSchema)).to.deep.equal([]);
    expect(loaded('pipeable.ts').filter(isOfSchema)).to.deep.equal([]);
  });
});

/** Our modules that a module loads. Types are erased. */
function modulesOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8').replaceAll(/^import type [^;]*;|^export type [^;]*;/gm, '');
  for (const { module } of readModule(text, file).specifiers)
    if (module.startsWith('.')) modulesOf(join(dirname(file), module.replace(/\.js$/, '.ts')), seen);
  return seen;
}
