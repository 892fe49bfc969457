import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { runDrift } from '../../../codegen/commands/drift.js';
import { reportSchema } from '../../../codegen/drift/report/report-json.js';
import { lineOf } from '../support/line-of.js';

const COUNT = 'estimatedDocumentCount(options?: EstimatedDocumentCountOptions): Promise<number>;';
const COLLECTION = 'export declare class Collection<TSchema extends Document = Document> {';

interface Mutation {
  readonly name: string;
  /** An edit of the real declarations. */
  readonly driver?: readonly (readonly [from: string, to: string])[];
  /** An edit of a file of the real spec. */
  readonly spec?: readonly [file: string, from: string, to: string];
  readonly finds: readonly string[];
}

const MUTATIONS: readonly Mutation[] = [
  {
    name: 'a line of the spec is deleted',
    spec: ['Collection.yaml', '  - insertOne\n', ''],
    finds: ['error unclaimed-member Collection.insertOne'],
  },
  {
    name: 'a line of the spec names nothing',
    spec: ['Collection.yaml', '  - insertOne\n', '  - insertOne\n  - insertOnce\n'],
    finds: ['error unknown-claim Collection.insertOnce'],
  },
  {
    name: 'a line of the spec is listed under another heading',
    spec: ['Admin.yaml', 'commands:', 'methods:'],
    finds: [
      'buildInfo',
      'command',
      'listDatabases',
      'ping',
      'removeUser',
      'replSetGetStatus',
      'serverInfo',
      'serverStatus',
      'validateCollection',
    ].map((member) => `error kind-mismatch Admin.${member}`),
  },
  {
    name: 'an error class of the spec is not one of the driver',
    spec: ['errors.yaml', '  MongoBatchReExecutionError:', '  MongoBatchExecutionError:'],
    finds: ['error unknown-claim MongoBatchExecutionError'],
  },
  {
    name: 'a member that can fail with an error is gone: both lines are reported',
    driver: [['    incrementTransactionNumber(): void;\n', '']],
    spec: ['errors.yaml', '[commitTransaction]', '[commitTransaction, incrementTransactionNumber]'],
    finds: [
      'error unknown-claim ClientSession.incrementTransactionNumber',
      'error unknown-claim MongoWriteConcernError(ClientSession.incrementTransactionNumber)',
    ],
  },
  {
    name: 'an event is not claimed',
    spec: ['MongoClient.yaml', '  - commandStarted\n', ''],
    finds: ['error unclaimed-event MongoClient.commandStarted'],
  },
  {
    name: 'a member is added: only the claim is reported',
    driver: [[COUNT, `${COUNT}\n    extra(): Promise<void>;`]],
    finds: ['error unclaimed-member Collection.extra'],
  },
  {
    name: 'a member is removed: only the claim is reported',
    driver: [[`    ${COUNT}`, '']],
    finds: ['error unknown-claim Collection.estimatedDocumentCount'],
  },
  {
    name: 'a command becomes synchronous: only the claim is reported',
    driver: [[COUNT, COUNT.replace('Promise<number>', 'number')]],
    finds: ['error kind-mismatch Collection.estimatedDocumentCount'],
  },
  {
    name: 'a constructor becomes public: only the claim is reported',
    driver: [[COLLECTION, `${COLLECTION}\n    constructor(db: Db);`]],
    finds: ['error kind-mismatch Collection.constructor'],
  },
  {
    name: 'an event is added: only the claim is reported',
    driver: [
      ['export declare type MongoClientEvents = ', 'export declare type MongoClientEvents = { extra(): void } & '],
    ],
    finds: ['error unclaimed-event MongoClient.extra'],
  },
  {
    name: 'a method moves to a new base: the base is unclaimed',
    driver: [
      [`    ${COUNT}`, ''],
      [
        COLLECTION,
        `export declare class Countable {\n    ${COUNT}\n}\n\n${COLLECTION.replace(' {', ' extends Countable {')}`,
      ],
    ],
    finds: ['error unclaimed-class Countable'],
  },
  {
    name: 'a parameter is added: a change of the surface',
    driver: [[COUNT, COUNT.replace('): ', ', hint?: string): ')]],
    finds: ['error parameter-added Collection.estimatedDocumentCount(hint)'],
  },
];

describe('drift: one edit of the real spec or declarations, with both gates', function () {
  this.timeout(30_000);

  const folder = mkdtempSync(join(tmpdir(), 'motorized-claims-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const { name, driver: edits = [], spec: edit, finds } of MUTATIONS) {
    it(name, async () => {
      const spec = join(folder, 'spec');
      cpSync('spec', spec, { recursive: true });
      if (edit !== undefined) {
        const [file, from, to] = edit;
        writeFileSync(join(spec, file), replaced(readFileSync(join(spec, file), 'utf8'), from, to));
      }
      const driver = join(folder, 'mongodb.d.ts');
      const real = readFileSync('node_modules/mongodb/mongodb.d.ts', 'utf8');
      writeFileSync(
        driver,
        edits.reduce((text, [from, to]) => replaced(text, from, to), real),
      );
      writeFileSync(join(folder, 'package.json'), '{ "name": "mongodb", "version": "7.9.0" }');

      const { text } = await runDrift({
        driver,
        against: undefined,
        spec,
        preset: 'strict',
        frameworks: [],
        options: [],
        failOn: 'error',
        format: 'json',
        fix: false,
        color: false,
      });
      const { findings, exit } = reportSchema.parse(JSON.parse(text));
      expect(findings.map(lineOf)).to.deep.equal(finds);
      expect(exit).to.equal(1);
    });
  }
});

function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the text does not contain ${from}`);
  return text.replace(from, () => to);
}
