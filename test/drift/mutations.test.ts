import { expect } from 'chai';

import { readSurface } from '../../codegen/drift/accepted-surface.js';
import { compareDrivers } from '../../codegen/drift/compare/compare-drivers.js';
import { findingOf } from '../../codegen/drift/settle/finding-of-change.js';
import { readDriver } from '../../codegen/driver/read/read-driver.js';
import type { Driver } from '../../codegen/model/driver.js';
import { printSurface } from '../../codegen/model/surface/print-surface.js';
import { declarationsOf, driverOf } from './support/installed.js';
import { lineOf } from './support/line-of.js';

interface Mutation {
  readonly name: string;
  /** Texts of the real declarations, and their replacements. */
  readonly edits: readonly (readonly [from: string, to: string])[];
  /** `severity rule/detail subject`. */
  readonly finds: readonly string[];
  /** Members that the finding reaches, if that is what the case is about. */
  readonly reaches?: readonly string[];
}

const COUNT = 'estimatedDocumentCount(options?: EstimatedDocumentCountOptions): Promise<number>;';
const INSERT = 'insertOne(doc: OptionalUnlessRequiredId<TSchema>, options?: InsertOneOptions)';
const FIND = 'find(filter: Filter<TSchema>, options?: FindOptions & Abortable): FindCursor<WithId<TSchema>>;';
const FIND_AS = 'find<T extends Document>(filter: Filter<TSchema>, options?: FindOptions & Abortable): FindCursor<T>;';
const COUNT_OPTIONS = 'export declare interface CountOptions extends CommandOperationOptions {';
const STREAM = 'export declare class GridFSBucketWriteStream extends Writable {';

const MUTATIONS: readonly Mutation[] = [
  {
    name: 'a parameter is added',
    edits: [[COUNT, COUNT.replace('): ', ', hint?: string): ')]],
    finds: ['error parameter-added Collection.estimatedDocumentCount(hint)'],
  },
  {
    name: 'a parameter becomes required',
    edits: [[COUNT, COUNT.replace('options?:', 'options:')]],
    finds: ['error parameter-changed/required Collection.estimatedDocumentCount(options)'],
  },
  {
    name: 'a parameter is renamed',
    edits: [[INSERT, INSERT.replace('doc:', 'document:')]],
    finds: ['info parameter-changed/renamed Collection.insertOne(document)'],
  },
  {
    name: 'parameters are swapped',
    edits: [['rename(id: ObjectId, filename: string, ', 'rename(filename: string, id: ObjectId, ']],
    finds: ['error parameter-changed/moved GridFSBucket.rename(filename)'],
  },
  {
    name: 'overloads are swapped',
    edits: [
      [FIND, '@@'],
      [FIND_AS, FIND],
      ['@@', FIND_AS],
    ],
    finds: ['error overload-changed/reordered Collection.find'],
  },
  {
    name: 'an overload is removed',
    edits: [[`${FIND_AS}\n`, '\n']],
    finds: ['error overload-removed Collection.find#3'],
  },
  {
    name: 'an overload that is never chosen is added',
    edits: [[FIND, `${FIND}\n    ${FIND}`]],
    finds: ['error overload-added Collection.find#3'],
  },
  {
    name: 'an optional parameter is split into overloads',
    edits: [
      [
        COUNT,
        `estimatedDocumentCount(): Promise<number>;\n    ${COUNT.replace('?: Est', ': Est').replace('Options)', 'Options | undefined)')}`,
      ],
    ],
    finds: ['info overload-changed/split Collection.estimatedDocumentCount'],
  },
  {
    name: 'a method moves to a new base',
    edits: [
      [COUNT, ''],
      [
        'export declare class Collection<TSchema extends Document = Document> {',
        `export declare class Countable {\n    ${COUNT}\n}\n\nexport declare class Collection<TSchema extends Document = Document> extends Countable {`,
      ],
    ],
    finds: ['error member-changed/moved Collection.estimatedDocumentCount'],
  },
  {
    name: 'a class becomes generic',
    edits: [
      [
        'export declare class Collection<TSchema extends Document = Document> {',
        'export declare class Collection<TSchema extends Document = Document, TKey = any> {',
      ],
    ],
    finds: ['error type-parameter-added Collection<TKey>'],
  },
  {
    name: 'a class that was not generic becomes generic',
    edits: [['export declare class ClientSession ', 'export declare class ClientSession<T = any> ']],
    finds: ['error type-parameter-added ClientSession<T>'],
  },
  {
    name: 'a key is added to a list of keys',
    edits: [
      [
        'export declare const LEGAL_TCP_SOCKET_OPTIONS: readonly [',
        'export declare const LEGAL_TCP_SOCKET_OPTIONS: readonly ["noDelay", ',
      ],
    ],
    finds: ['error value-added LEGAL_TCP_SOCKET_OPTIONS.noDelay'],
    reaches: ['MongoClient.constructor', 'MongoClient.static connect'],
  },
  {
    name: 'a key is removed from a list of keys',
    edits: [['"ca", "cert", "checkServerIdentity"', '"ca", "checkServerIdentity"']],
    finds: ['error value-removed LEGAL_TLS_SOCKET_OPTIONS.cert'],
    reaches: ['MongoClient.constructor'],
  },
  {
    name: 'an alias becomes an interface',
    edits: [['export declare type Abortable = {', 'export declare interface Abortable {']],
    finds: ['info export-changed/respelled Abortable'],
  },
  {
    name: 'a comment about an excluded member is removed',
    edits: [['    /* Excluded from this release type: cursorId */', '    cursorId: Long | null;']],
    finds: ['error member-added/exposed AbstractCursor.cursorId'],
  },
  {
    name: 'a public member becomes internal',
    edits: [[`    ${COUNT}`, '    /* Excluded from this release type: estimatedDocumentCount */']],
    finds: ['error member-removed Collection.estimatedDocumentCount'],
  },
  {
    name: 'a constructor becomes public',
    edits: [
      [
        `    /* Excluded from this release type: timeoutContext */\n    /* Excluded from this release type: __constructor */\n    /* Excluded from this release type: _construct */`,
        '    /* Excluded from this release type: timeoutContext */\n    constructor(bucket: GridFSBucket);\n    /* Excluded from this release type: _construct */',
      ],
    ],
    finds: ['error constructor-added/exposed GridFSBucketWriteStream.constructor'],
  },
  {
    name: 'a command becomes synchronous',
    edits: [[COUNT, COUNT.replace('Promise<number>', 'number')]],
    finds: ['error member-changed Collection.estimatedDocumentCount'],
  },
  {
    name: 'a result may be null',
    edits: [[COUNT, COUNT.replace('<number>', '<number | null>')]],
    finds: ['error return-changed/nullable Collection.estimatedDocumentCount'],
  },
  {
    name: 'a getter becomes a readonly field',
    edits: [['    get namespace(): string;', '    readonly namespace: string;']],
    finds: [],
  },
  {
    name: 'a stream declares a method that it inherits from Node',
    edits: [[STREAM, `${STREAM}\n    write(chunk: any): boolean;`]],
    finds: ['warning member-changed/moved GridFSBucketWriteStream.write'],
  },
  {
    name: 'an option is added to a base of sixty methods',
    edits: [
      [
        'export declare interface OperationOptions extends BSONSerializeOptions {',
        'export declare interface OperationOptions extends BSONSerializeOptions {\n    traceId?: string;',
      ],
    ],
    finds: ['error option-added OperationOptions.traceId'],
    reaches: ['Collection.insertOne', 'Collection.find', 'Db.watch', 'Admin.ping'],
  },
  {
    name: 'an option is removed from a base of sixty methods',
    edits: [['    willRetryWrite?: boolean;\n', '']],
    finds: ['error option-removed OperationOptions.willRetryWrite'],
    reaches: ['Collection.insertOne', 'Collection.find', 'Db.watch', 'Admin.ping'],
  },
  {
    name: 'an option of a base changes',
    edits: [['    willRetryWrite?: boolean;\n', '    willRetryWrite?: boolean | 1;\n']],
    finds: ['error option-changed/widened OperationOptions.willRetryWrite'],
    reaches: ['Collection.insertOne', 'Collection.find', 'Db.watch', 'Admin.ping'],
  },
  {
    name: 'an option of a base is deprecated',
    edits: [['    willRetryWrite?: boolean;\n', '    /** @deprecated */\n    willRetryWrite?: boolean;\n']],
    finds: ['warning deprecation-added OperationOptions.willRetryWrite'],
  },
  {
    name: 'an option is added by an intersection in a parameter',
    edits: [[INSERT, INSERT.replace('InsertOneOptions', 'InsertOneOptions & Abortable')]],
    finds: ['error option-added Abortable.signal'],
    reaches: ['Collection.insertOne'],
  },
  {
    name: 'an option is removed by `extends Omit`',
    edits: [
      [
        COUNT_OPTIONS,
        COUNT_OPTIONS.replace('CommandOperationOptions', "Omit<CommandOperationOptions, 'writeConcern'>"),
      ],
    ],
    finds: ['error option-removed CountOptions.writeConcern'],
    reaches: ['Collection.count', 'FindCursor.count'],
  },
  {
    name: '`Exclude` is written where `Omit` was meant',
    edits: [
      [
        COUNT_OPTIONS,
        COUNT_OPTIONS.replace('CommandOperationOptions', "Exclude<CommandOperationOptions, 'writeConcern'>"),
      ],
    ],
    finds: [],
  },
  {
    name: 'a field is declared again in a subtype',
    edits: [[COUNT_OPTIONS, `${COUNT_OPTIONS}\n    session?: ClientSession;`]],
    finds: [],
  },
  {
    name: 'an interface is declared in two parts',
    edits: [
      [
        '    limit?: number;\n    /**\n     * Number of milliseconds to wait before aborting the query.',
        '}\n\nexport declare interface CountOptions {\n    limit?: number;\n    /**\n     * Number of milliseconds to wait before aborting the query.',
      ],
    ],
    finds: [],
  },
  {
    name: 'an interface with the name of a class adds to it',
    edits: [
      [`    ${COUNT}\n`, ''],
      [
        'export declare interface CountOptions ',
        `export declare interface Collection<TSchema> {\n    ${COUNT}\n}\n\nexport declare interface CountOptions `,
      ],
    ],
    finds: [],
  },
  {
    name: 'types are only written differently',
    edits: [
      ['    hint?: string | Document;\n}', '    hint?: (Document | string);\n}'],
      ['indexSpecs: IndexDescription[]', 'indexSpecs: Array<IndexDescription>'],
    ],
    finds: [],
  },
  {
    name: 'an option is deprecated after a comment in its comment',
    edits: [
      [
        '    /** The number of documents to skip. */\n    skip?: number;\n    /** The maximum amounts',
        '    /**\n     * The number /* of documents\n     * @deprecated\n     */\n    skip?: number;\n    /** The maximum amounts',
      ],
    ],
    finds: ['warning deprecation-added CountOptions.skip'],
  },
  {
    name: 'an import has another local name',
    edits: [
      [
        'import type { ConnectionOptions as ConnectionOptions_2 } from',
        'import type { ConnectionOptions as TlsOptions } from',
      ],
      ['= Pick<ConnectionOptions_2 & {', '= Pick<TlsOptions & {'],
    ],
    finds: [],
  },
  {
    name: 'a class is gone',
    edits: [['export declare class MongoTailableCursorError ', 'declare class MongoTailableCursorError ']],
    finds: ['error class-removed MongoTailableCursorError'],
  },
];

/** Replaces each text everywhere. Fails if there is none. */
function mutate(text: string, edits: Mutation['edits']): string {
  return edits.reduce((current, [from, to]) => {
    if (!current.includes(from)) throw new Error(`the declarations do not have ${from}`);
    return current.replaceAll(from, to);
  }, text);
}

describe('drift: one edit of the real declarations', function () {
  this.timeout(30_000);

  let real: Driver;
  /** The same as an accepted surface, in which every interface lists its inherited fields. */
  let surface: Driver;
  let text: string;

  before(async () => {
    real = await driverOf('7.9');
    surface = readSurface(printSurface(real), 'spec/surface/7.txt');
    ({ text } = await declarationsOf('7.9'));
  });

  for (const { name, edits, finds, reaches } of MUTATIONS) {
    it(name, () => {
      const { driver: after } = readDriver(mutate(text, edits), {
        package: 'mongodb',
        version: '7.9.0',
        file: 'mongodb.d.ts',
      });
      for (const before of [real, surface]) {
        const findings = compareDrivers(before, after).map((change) => findingOf(change, 'driver'));
        expect(findings.map(lineOf)).to.deep.equal(finds);
        if (reaches !== undefined) expect(findings[0]?.methods).to.include.members([...reaches]);
      }
    });
  }
});
