import { join } from 'node:path';

import { expect } from 'chai';

import { openDriver } from '../codegen/driver/find/open-driver.js';
import { readDriver } from '../codegen/driver/read/read-driver.js';
import type { Driver } from '../codegen/model/driver.js';
import { Consumer } from './support/consumer.js';
import { LanguageServer } from './support/language-server.js';
import { inProject } from './support/project-root.js';
import { classOf } from './support/read-text.js';

/** A member, and an expression that ends in its name. */
const MEMBERS: readonly (readonly [subject: string, expression: string])[] = [
  ['MongoClient.connect', 'client.connect'],
  ['MongoClient.withSession', 'client.withSession'],
  ['Db.createCollection', 'db.createCollection'],
  ['Collection.insertOne', 'collection.insertOne'],
  ['Collection.findOne', 'collection.findOne'],
  ['Collection.createIndex', 'collection.createIndex'],
  ['Collection.namespace', 'collection.namespace'],
  ['FindCursor.sort', 'cursor.sort'],
  ['ChangeStream.tryNext', 'changes.tryNext'],
  ['GridFSBucket.openUploadStream', 'bucket.openUploadStream'],
];

const PROGRAM = [
  'const db = client.db();',
  'const collection = db.collection(`a`);',
  'const cursor = collection.find();',
  'const changes = collection.watch();',
  'const bucket = new GridFSBucket(db);',
  ...MEMBERS.map(([, expression]) => `export const ${expression.replace('.', '_')} = ${expression};`),
];

/** The first line of the driver's documentation of a member, which an editor should show. */
function firstSentence(driver: Driver, subject: string): string {
  const [owner = '', name = ''] = subject.split('.');
  const found = classOf(driver, owner).members.find((member) => member.name === name && !member.static);
  const docs = found?.kind === 'method' ? found.overloads[0]?.docs : found?.docs;
  return docs?.text.split('\n')[0] ?? '';
}

describe('the language server in a project with the package', function () {
  this.timeout(120_000);
  let driver: Driver;
  let consumer: Consumer;

  before(async () => {
    const declarations = await openDriver({ from: inProject() });
    ({ driver } = readDriver(declarations.text, declarations));
    consumer = new Consumer();
    consumer.typeCheck(['promise.ts', 'callback.ts']);
  });
  after(() => consumer.remove());

  for (const framework of ['promise', 'callback']) {
    it(`shows the driver's documentation over ten members of ${framework}`, async () => {
      const imports = `import { GridFSBucket, MongoClient } from 'motorized/${framework}';`;
      const lines = [imports, 'const client = new MongoClient(`mongodb://a`);', ...PROGRAM];
      consumer.write(`${framework}.ts`, lines.join('\n'));
      const file = join(consumer.folder, `${framework}.ts`);
      const server = await LanguageServer.start(consumer.folder);
      try {
        server.open(file);
        for (const [subject, expression] of MEMBERS) {
          const line = lines.findIndex((text) => text.endsWith(` = ${expression};`));
          const shown = await server.hover(file, line, (lines[line]?.length ?? 0) - 2);
          const sentence = firstSentence(driver, subject);
          expect(sentence, subject).to.not.equal('');
          expect(shown, subject).to.include(sentence);
        }
      } finally {
        await server.stop();
      }
    });
  }
});
