import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { readPackage } from '../../../codegen/driver/read/read-driver.js';
import type { MemberKind } from '../../../codegen/model/member-kind.js';
import { declaredErrors, failures } from '../../../codegen/plan/told/errors.js';
import { reconcile } from '../../../codegen/reconcile/reconcile.js';
import { loadSpec } from '../../../codegen/spec/load-spec.js';
import { parseErrorsFile } from '../../../codegen/spec/parse/parse-errors.js';
import { inProject } from '../../support/project-root.js';

const DRIVER = `
declare class InnerError extends Error {}
declare class LateError_2 extends BaseError {}
export declare class BaseError extends InnerError {}
export declare class WriteError extends BaseError {}
export declare class ReadError extends BaseError {}
export declare class Cursor<T = any> {
  toArray(): Promise<T[]>;
  next(): Promise<T>;
  map(fn: () => void): this;
  [Symbol.asyncIterator](): AsyncGenerator<T>;
}
export declare class FindCursor<T = any> extends Cursor<T> { next(): Promise<T>; sort(): this }
export declare class OutCursor<T = any> extends Cursor<T> { explain(): Promise<void> }
export declare class Collection {
  find(): FindCursor<Collection>;
  aggregate(): OutCursor<string>;
  either(): FindCursor | OutCursor;
  insert(): Promise<void>;
  run(fn: () => Promise<void>): Promise<void>;
  command(): Promise<void>;
}
export { LateError_2 as LateError };
`;

const { driver } = readPackage(DRIVER, { package: 'mongodb', version: '1.2.3', file: 'mongodb.d.ts' });

/** The errors of a member, for a text of `errors.yaml`. */
function told(errors: string, member: string, kind: MemberKind = 'command'): string {
  const parsed = parseErrorsFile('errors.yaml', errors);
  expect(parsed.problems).to.deep.equal([]);
  const dot = member.indexOf('.');
  const names = failures(driver, parsed.errors)(member.slice(0, dot), member.slice(dot + 1), kind);
  return names.join(' ');
}

const GENERAL = 'BaseError LateError';
const WRITE = `${GENERAL} WriteError`;
const ALL = `${GENERAL} WriteError ReadError`;
const LIMITED = (write: string, read = '    Collection: [insert]'): string =>
  `errors:\n  WriteError:\n    ${write}\n  ReadError:\n${read}\n`;

describe('the errors that members can fail with', () => {
  it('are all errors without the file: bases first, by the names that users import', () => {
    expect(told('errors: {}', 'Collection.insert')).to.equal(ALL);
    expect(declaredErrors(driver, { anything: [], limited: [] })).to.deep.equal([
      { name: 'BaseError', extends: undefined, general: true },
      { name: 'LateError', extends: 'BaseError', general: true },
      { name: 'WriteError', extends: 'BaseError', general: true },
      { name: 'ReadError', extends: 'BaseError', general: true },
    ]);
  });

  it('are the general errors, and those that list the member', () => {
    const errors = LIMITED('Collection: [insert]', '    Cursor: all');
    expect(told(errors, 'Collection.insert')).to.equal(WRITE);
    expect(told(errors, 'Collection.command')).to.equal(GENERAL);
    const { errors: spec } = parseErrorsFile('errors.yaml', errors);
    const narrow = declaredErrors(driver, spec).filter((each) => !each.general);
    expect(narrow.map((each) => each.name)).to.deep.equal(['WriteError', 'ReadError']);
  });

  it('are all errors for an executor, and for a member under `anything`', () => {
    const errors = `anything:\n  Collection: [command]\n${LIMITED('Collection: [insert]')}`;
    expect(told(errors, 'Collection.run', 'executor')).to.equal(ALL);
    expect(told(errors, 'Collection.command')).to.equal(ALL);
    expect(told(errors, 'Collection.insert')).to.equal(ALL);
    expect(told(errors, 'Cursor.next')).to.equal(GENERAL);
  });

  it("include those of a base's member, inherited or redeclared", () => {
    const errors = LIMITED('Cursor: [next]');
    expect(told(errors, 'FindCursor.next')).to.equal(WRITE);
    expect(told(errors, 'OutCursor.next')).to.equal(WRITE);
    expect(told(errors, 'OutCursor.toArray')).to.equal(GENERAL);
  });

  it('include those of subclasses, since objects may be instances of these, but not those of sibling classes', () => {
    const errors = LIMITED('OutCursor: all');
    expect(told(errors, 'OutCursor.toArray')).to.equal(WRITE);
    expect(told(errors, 'OutCursor.explain')).to.equal(WRITE);
    expect(told(errors, 'Cursor.toArray')).to.equal(WRITE);
    expect(told(errors, 'FindCursor.toArray')).to.equal(GENERAL);
  });

  it('include those of reading, for a member that returns a cursor', () => {
    const errors = LIMITED('OutCursor: all', '    FindCursor: [sort]');
    expect(told(errors, 'Collection.aggregate', 'cursor')).to.equal(WRITE);
    expect(told(errors, 'Collection.either', 'cursor')).to.equal(WRITE);
    expect(told(errors, 'Collection.find', 'cursor')).to.equal(GENERAL);
  });
});

describe('spec/errors.yaml', () => {
  const declarations = readFileSync(inProject('node_modules', 'mongodb', 'mongodb.d.ts'), 'utf8');
  const real = readPackage(declarations, { package: 'mongodb', version: '7.9.0', file: 'mongodb.d.ts' }).driver;
  const { spec } = loadSpec(inProject('spec'));
  const narrow = new Set(spec.errors.limited.map(({ error }) => error.name));
  const failuresOf = failures(real, spec.errors);
  const narrowOf = (owner: string, member: string, kind: MemberKind): string[] =>
    failuresOf(owner, member, kind).filter((each) => narrow.has(each));

  it('match the driver', () => {
    expect(reconcile(real, spec).problems).to.deep.equal([]);
  });

  it('are only the general ones for reads, and few more for writes', () => {
    for (const read of ['countDocuments', 'distinct', 'estimatedDocumentCount', 'indexes'])
      expect(narrowOf('Collection', read, 'command'), read).to.deep.equal([]);
    expect(narrowOf('Collection', 'insertOne', 'command')).to.deep.equal(['MongoWriteConcernError']);
    expect(narrowOf('Collection', 'insertMany', 'command')).to.deep.equal(['MongoBulkWriteError']);
    expect(narrowOf('Collection', 'watch', 'cursor')).to.deep.equal([
      'MongoChangeStreamError',
      'MongoCursorExhaustedError',
    ]);
    expect(narrowOf('FindCursor', 'toArray', 'command')).not.to.include('MongoWriteConcernError');
    expect(narrowOf('Collection', 'aggregate', 'cursor')).to.include('MongoWriteConcernError');
    expect(narrowOf('ClientSession', 'withTransaction', 'executor')).to.have.length(narrow.size);
    expect(narrowOf('Db', 'command', 'command')).to.have.length(narrow.size);
  });
});
