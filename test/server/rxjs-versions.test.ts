import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { minVersion, satisfies } from 'semver';

import { Consumer, publishedManifest } from '../support/consumer.js';
import { EVERY_VERSION } from '../support/every-version.js';
import { documentPrograms, onServer, USED_IN_PROGRAMS } from '../support/programs.js';
import { inProject } from '../support/project-root.js';
import { needsNewestLine } from '../support/release/needs.js';
import { installTools } from '../support/tools.js';
import { currentServer } from './current-server.js';

const DATABASE = 'motorized_rxjs_versions';
const RANGE = publishedManifest().peerDependencies['rxjs'] ?? '';
const FIRST = String(minVersion(RANGE));

/** The programs of the docs that use RxJS. `make test` runs the one with ten tasks. */
const PROGRAMS = documentPrograms()
  .filter(({ text, needsServer }) => needsServer && text.includes("'motorized/rxjs'"))
  .filter(({ title }) => EVERY_VERSION || title.includes('all parts for rxjs'));

// All other tests use the project's own version, which was the newest when it was installed.
for (const version of EVERY_VERSION ? [FIRST, RANGE] : [FIRST])
  describe(`rxjs ${version}`, function () {
    needsNewestLine(this);
    this.timeout(240_000);
    const isWanted = (found: string): boolean => satisfies(found, version);
    let consumer: Consumer;
    let client: MongoClient;

    before(() => {
      const { uri } = currentServer();
      client = new MongoClient(uri);
      consumer = new Consumer();
      consumer.link('rxjs', installTools(`rxjs-${version.replace('^', 'newest-')}`, { rxjs: version }));
      for (const name of ['expect-type', ...USED_IN_PROGRAMS]) consumer.link(name);
      consumer.write('shop.ts', readFileSync(inProject('test/types/consumers/rxjs.ts'), 'utf8'));
      for (const { file, text } of PROGRAMS) consumer.write(file, onServer(text, uri, DATABASE));
    });
    after(async () => {
      await client.db(DATABASE).dropDatabase();
      await client.close();
      consumer.remove();
    });
    beforeEach(() => client.db(DATABASE).dropDatabase());

    it('compiles what users write', () => {
      const installed = readFileSync(join(consumer.folder, 'node_modules/rxjs/package.json'), 'utf8');
      expect((JSON.parse(installed) as { readonly version: string }).version).to.satisfy(isWanted);
      const files = ['shop.ts', ...PROGRAMS.map(({ file }) => file)];
      expect(PROGRAMS).to.not.be.empty;
      expect(consumer.typeCheck(files).stdout).to.equal('');
    });

    for (const { title, file, output } of PROGRAMS)
      it(`runs ${title}`, () => {
        const compiled = join('out', file.replace(/\.ts$/, '.js'));
        const { code, stdout, stderr } = consumer.node([compiled], { timeout: 30_000 });
        expect({ code, stdout }, stderr).to.deep.equal({ code: 0, stdout: output ?? '' });
      });
  });
