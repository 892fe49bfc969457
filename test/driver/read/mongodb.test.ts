import { expect } from 'chai';

import { openDriver } from '../../../codegen/driver/find/open-driver.js';
import type { Unread } from '../../../codegen/driver/read/find-unread.js';
import { parseSignature, parseType, readDriver } from '../../../codegen/driver/read/read-driver.js';
import type { Driver, DriverClass } from '../../../codegen/model/driver.js';
import { allEventsOf, eventsOf } from '../../../codegen/model/events.js';
import { effectiveFields } from '../../../codegen/model/fields/effective-fields.js';
import { optionTypeProblems } from '../../../codegen/model/fields/unresolved-names.js';
import { ancestors } from '../../../codegen/model/lookup.js';
import { canonicalSignature } from '../../../codegen/model/types/signature.js';
import type { Signature } from '../../../codegen/model/types/type-text.js';
import { inProject } from '../../support/project-root.js';
import { classOf, typeOf } from '../../support/read-text.js';

const WRAPPED = [
  'MongoClient Db Collection Admin AbstractCursor ExplainableCursor FindCursor AggregationCursor',
  'ListCollectionsCursor ListIndexesCursor ListSearchIndexesCursor RunCommandCursor ChangeStream',
  'ClientSession ClientEncryption BulkOperationBase OrderedBulkOperation UnorderedBulkOperation',
  'FindOperators GridFSBucket GridFSBucketReadStream GridFSBucketWriteStream',
].flatMap((line) => line.split(' '));

/** Every signature of a class, including its constructors. */
function signaturesOf(declared: DriverClass): readonly Signature[] {
  return [
    ...declared.constructors,
    ...declared.members.flatMap((member) => (member.kind === 'method' ? member.overloads : [])),
  ];
}

describe('mongodb 7.9.0', () => {
  let driver: Driver;
  let unread: readonly Unread[];
  let wrapped: readonly DriverClass[];

  before(async () => {
    const opened = await openDriver({ driver: inProject('node_modules', 'mongodb-7.9'), from: inProject() });
    ({ driver, unread } = readDriver(opened.text, opened));
    wrapped = WRAPPED.map((name) => classOf(driver, name));
  });

  it('is read without problems', () => {
    expect(driver).to.include({ package: 'mongodb', version: '7.9.0', file: 'mongodb.d.ts' });
    expect(unread).to.deep.equal([]);
    expect(optionTypeProblems(driver)).to.deep.equal([]);
    expect(driver.exports).to.have.length(418);
    expect(driver.exports.filter((each) => each.kind === 're-export')).to.have.length(19);
  });

  it('has the members that were counted by hand', () => {
    const members = wrapped.flatMap((each) => each.members);
    const methods = members.filter((member) => member.kind === 'method');
    const properties = members.filter((member) => member.kind === 'property');
    expect({
      methods: methods.length,
      signatures: methods.flatMap((member) => member.overloads).length,
      asynchronous: methods.filter((member) => member.overloads.every((each) => each.returns.shape.kind === 'promise'))
        .length,
      getters: properties.filter((member) => member.accessor).length,
      fields: properties.filter((member) => !member.accessor && !member.static).length,
      staticFields: properties.filter((member) => !member.accessor && member.static).length,
    }).to.deep.equal({ methods: 201, signatures: 250, asynchronous: 96, getters: 42, fields: 43, staticFields: 17 });
  });

  it('has six classes that users can construct', () => {
    const by = (construction: DriverClass['construction']) =>
      wrapped.filter((each) => each.construction === construction).map((each) => each.name);
    expect(by('public')).to.have.members([
      'MongoClient',
      'Db',
      'GridFSBucket',
      'ClientEncryption',
      'ListCollectionsCursor',
      'ListIndexesCursor',
    ]);
    expect(by('excluded')).to.have.length(15);
    expect(by('none')).to.deep.equal(['ExplainableCursor']);
  });

  it('has 43 types with an effective session and 2 with a keyVaultClient', () => {
    const holding = (name: string) =>
      driver.types.filter((type) => effectiveFields(driver, parseType(type.name)).fields.has(name));
    expect(holding('session')).to.have.length(43);
    expect(holding('keyVaultClient').map((type) => type.name)).to.deep.equal([
      'AutoEncryptionOptions',
      'ClientEncryptionOptions',
    ]);
  });

  it('reads every printed signature back as the same', () => {
    for (const { members, typeParameters } of driver.classes) {
      const bound = typeParameters.map((each) => each.name);
      for (const signature of members.flatMap((member) => (member.kind === 'method' ? member.overloads : []))) {
        const again = parseSignature(signature.text, driver.imports, bound);
        expect(again.text).to.equal(signature.text);
        expect(canonicalSignature(again)).to.equal(canonicalSignature(signature));
      }
    }
  });

  it('reads every printed type back as the same', () => {
    for (const each of [...driver.types, ...driver.constants]) {
      const { type } = each;
      if (type === undefined) continue;
      const bound = 'typeParameters' in each ? each.typeParameters.map(({ name }) => name) : [];
      const again = parseType(type.text, driver.imports, bound);
      expect(again.text).to.equal(type.text);
      expect(again.canonical).to.equal(type.canonical);
      expect(again.names).to.deep.equal(type.names);
      for (const { name, start, end } of type.names) expect(type.text.slice(start, end)).to.equal(name);
    }
  });

  it('knows imports with another local name', () => {
    expect(driver.imports.get('ConnectionOptions_2')).to.deep.equal({
      module: 'tls',
      name: 'ConnectionOptions',
      typeOnly: true,
    });
    expect(typeOf(driver, 'SupportedTLSConnectionOptions').type?.canonical).to.include(
      "Pick<import('tls').ConnectionOptions & ",
    );
  });

  it('merges TypedEventEmitter with its interface', () => {
    const emitter = classOf(driver, 'TypedEventEmitter');
    expect(emitter.members.map((member) => member.name)).to.include.members([
      'on',
      'once',
      'off',
      'removeAllListeners',
    ]);
    expect(driver.types.some((type) => type.name === 'TypedEventEmitter')).to.equal(false);
  });

  it('has the events of each emitter', () => {
    const events = Object.fromEntries(
      wrapped.map((each) => [each.name, eventsOf(driver, each).map((event) => event.name)]),
    );
    expect(events['AbstractCursor']).to.deep.equal(['close']);
    expect(events['FindCursor']).to.deep.equal([]);
    expect(events['ClientSession']).to.deep.equal(['ended']);
    expect(events['GridFSBucket']).to.deep.equal(['index']);
    expect(events['MongoClient'])
      .to.include.members(['open', 'commandStarted', 'topologyClosed'])
      .and.to.have.length(27);
    expect(events['ChangeStream']).to.have.members([
      'resumeTokenChanged',
      'init',
      'more',
      'response',
      'end',
      'error',
      'change',
      'close',
    ]);
    expect(allEventsOf(driver, classOf(driver, 'FindCursor')).map((event) => event.name)).to.deep.equal(['close']);
    const open = eventsOf(driver, classOf(driver, 'MongoClient')).find((event) => event.name === 'open');
    expect(open?.overloads.map((each) => each.text)).to.deep.equal(['(mongoClient: MongoClient): void']);
    expect(open?.owner).to.equal('MongoClientEvents');
  });

  it('knows the deprecation of each overload', () => {
    const overloads = signaturesOf(classOf(driver, 'Collection')).concat(wrapped.flatMap(signaturesOf));
    expect(overloads.some((each) => each.docs.deprecated !== undefined)).to.equal(true);
    const mixed = wrapped
      .flatMap((each) => each.members)
      .filter((member) => member.kind === 'method')
      .filter(({ overloads: all }) => new Set(all.map((each) => each.docs.deprecated === undefined)).size === 2);
    expect(mixed.map((member) => member.name)).to.deep.equal(['createIndex', 'createIndexes']);
  });

  it('knows ancestors', () => {
    expect(ancestors(driver, 'FindCursor')).to.deep.equal([
      'ExplainableCursor',
      'AbstractCursor',
      'TypedEventEmitter',
      'EventEmitter',
    ]);
    expect(ancestors(driver, 'GridFSBucketReadStream')).to.deep.equal(['Readable']);
  });
});
