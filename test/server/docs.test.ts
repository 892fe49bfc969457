import { join } from 'node:path';

import { expect } from 'chai';
import { MongoClient } from 'mongodb';

import { Consumer } from '../support/consumer.js';
import { documentPrograms, onServer, USED_IN_PROGRAMS } from '../support/programs.js';
import { needsNewestLine } from '../support/release/needs.js';
import { currentServer } from './current-server.js';

const DATABASE = 'motorized_docs';

describe('the programs of the docs, from the packed tarball', function () {
  // The programs of the README run on all lines, in `make packed-lines`.
  needsNewestLine(this);
  this.timeout(120_000);
  const programs = documentPrograms().filter(({ needsServer }) => needsServer);
  let consumer: Consumer;
  let client: MongoClient;

  before(() => {
    const { uri } = currentServer();
    client = new MongoClient(uri);
    consumer = new Consumer();
    for (const name of USED_IN_PROGRAMS) consumer.link(name);
    for (const { file, text } of programs) consumer.write(file, onServer(text, uri, DATABASE));
    const sources = programs.map(({ file }) => file).filter((file) => file.endsWith('.ts'));
    expect(consumer.typeCheck(sources).stdout).to.equal('');
  });
  after(async () => {
    await client.db(DATABASE).dropDatabase();
    await client.close();
    consumer.remove();
  });
  beforeEach(() => client.db(DATABASE).dropDatabase());

  it('are found', () => expect(programs.length).to.be.greaterThan(3));

  for (const { title, file, output } of programs) {
    it(`${title} runs, prints the output that the docs show, and exits by itself`, () => {
      const compiled = file.endsWith('.ts') ? join('out', file.replace(/\.ts$/, '.js')) : file;
      const { code, stdout, stderr } = consumer.node([compiled], { timeout: 30_000 });
      // A warning would mean that the page recommends what the driver advises against.
      expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: output ?? '', stderr: '' });
    });
  }
});
