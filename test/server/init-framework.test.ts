import { expect } from 'chai';
import { MongoClient } from 'mongodb';

import { AuthorProject } from '../support/author-project.js';
import { inProject } from '../support/project-root.js';
import { currentServer } from './current-server.js';

const DATABASE = 'motorized_init_framework';

const BEGIN = `
  const client = new MongoClient(process.env['MONGODB_URI'] ?? '');
  const users = client.db('${DATABASE}').collection<{ _id: number }>('users');
  const twice = (session: ClientSession) => users.insertOne({ _id: 1 }, { session })`;

/** A typical program for each, as a user would write it. */
const PROGRAMS: Readonly<Record<string, string>> = {
  eager: `${BEGIN}.map(() => users.insertOne({ _id: 2 }, { session }).toPromise());
  await client.withSession((session) => session.withTransaction(twice)).toPromise();
  for await (const user of users.find().sort({ _id: 1 })) console.log(user._id);
  const failed = users.insertOne({ _id: 1 });
  console.log(failed.constructor.name, await failed.toPromise().catch((error) => error.code));
  await client.close().toPromise();`,
  lazy: `${BEGIN}.andThen(() => users.insertOne({ _id: 2 }, { session }));
  const work = client.withSession((session) => session.withTransaction(twice));
  console.log(await users.countDocuments().run());
  await work.run();
  await users.find().sort({ _id: 1 }).each((user) => console.log(user._id)).run();
  const again = await work.run().catch((error) => error.code);
  const changes = users.watch();
  const reason = await changes.each(() => undefined).run(AbortSignal.timeout(50)).catch((error) => error.name);
  console.log(work.constructor.name, again, reason);
  await client.close().run();`,
};

const PRINTED: Readonly<Record<string, string>> = {
  eager: '1\n2\nTask 11000\n',
  lazy: '0\n1\n2\nJob 11000 TimeoutError\n',
};

describe('the framework that motorized init framework writes', function () {
  this.timeout(180_000);
  let project: AuthorProject;

  before(() => (project = new AuthorProject()));
  after(() => project.remove());

  for (const evaluation of ['eager', 'lazy']) {
    it(`runs on a server: --${evaluation}`, async () => {
      const { uri } = currentServer();
      const client = new MongoClient(uri);
      try {
        await client.db(DATABASE).dropDatabase();
        expect(project.motorized(['init', 'framework', evaluation, `--${evaluation}`]).code).to.equal(0);
        expect(project.generate(evaluation, `${evaluation}/generated`).code).to.equal(0);
        const head = `import { type ClientSession, MongoClient } from './generated/${evaluation}/index.js';\n`;
        project.write({ [`${evaluation}/program.ts`]: `${head}${PROGRAMS[evaluation]}` });
        expect(project.tsc('-p', evaluation)).to.equal('');
        const env = { MONGODB_URI: uri };
        const { code, stdout, stderr } = project.node([`${evaluation}/dist/program.js`], { env, timeout: 30_000 });
        expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: PRINTED[evaluation], stderr: '' });
      } finally {
        await client.db(DATABASE).dropDatabase();
        await client.close();
      }
    });

    it(`passes the conformance kit in its own test: --${evaluation}`, () => {
      project.motorized(['init', 'framework', 'own', `--${evaluation}`, '--out', `kit-${evaluation}`]);
      const mocha = inProject('node_modules', 'mocha', 'bin', 'mocha.js');
      const env = { MONGODB_URI: currentServer().uri };
      const { code, stdout } = project.node([mocha, `kit-${evaluation}/conformance.test.js`], { env });
      expect(code, stdout).to.equal(0);
      expect(stdout).to.match(/ commands\/answers[^]* passing/);
    });
  }
});
