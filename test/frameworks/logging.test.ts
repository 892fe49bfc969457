import { format, inspect } from 'node:util';

import { expect } from 'chai';
import type * as promise from 'motorized/promise';

const SECRET = 's3cret';

describe('values that the page calls safe to log', () => {
  for (const name of ['promise', 'callback', 'rxjs']) {
    it(`show no password of the connection string in motorized/${name}`, async () => {
      const { GridFSBucket, MongoClient } = (await import(`motorized/${name}`)) as typeof promise;
      const options = {
        auth: { username: 'ada', password: SECRET },
        proxyHost: 'proxy',
        proxyPassword: SECRET,
        proxyUsername: 'ada',
      };
      const client = new MongoClient(`mongodb://ada:${SECRET}@localhost:27017/?authSource=admin`, options);
      const db = client.db('app');
      const pets = db.collection('pets');
      const cursor = pets.find();
      const session = client.startSession();
      const safe = [client, db, pets, cursor, session, db.admin(), pets.watch(), new GridFSBucket(db), { client }];
      for (const each of safe) {
        for (const depth of [0, 2, 20, null]) {
          for (const showHidden of [false, true]) {
            const shown = inspect(each, { depth, showHidden, getters: true });
            expect(shown).to.not.include(SECRET);
          }
        }
        expect(format('%s %o %O %j', each.constructor.name, each, each, 'text')).to.not.include(SECRET);
      }
      expect([db.databaseName, pets.namespace].join()).to.not.include(SECRET);
      // The values that the page calls unsafe show it, since the driver hides nothing.
      const unsafe = [
        inspect(client, { customInspect: false, depth: 20 }),
        inspect(client.options, { depth: 20 }),
        inspect({ ...client }, { depth: 20 }),
      ];
      for (const shown of unsafe) expect(shown).to.include(SECRET);
    });
  }
});
