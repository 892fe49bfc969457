import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';
import { MongoClient } from 'mongodb';

import { currentServer } from '../server/current-server.js';
import { Consumer } from '../support/consumer.js';
import { output } from '../support/processes.js';
import { inProject } from '../support/project-root.js';
import { type Answer, Service } from '../support/service.js';

// `make examples` runs this, and `make test` does not: NestJS has to be installed.

const EXAMPLE = inProject('examples', 'nestjs');
const PACKAGES = join(EXAMPLE, 'node_modules');
const DATABASE = 'motorized_example_nestjs';
const NO_ID = '0123456789abcdef01234567';

/** The example's own packages, kept in its `node_modules`, which git ignores. */
function install(): void {
  if (existsSync(join(PACKAGES, '.package-lock.json'))) return;
  output('npm', ['ci', '--prefer-offline', '--ignore-scripts', '--loglevel=error'], { cwd: EXAMPLE });
}

describe('examples/nestjs, from the packed tarball', function () {
  this.timeout(180_000);
  let consumer: Consumer;
  let admin: MongoClient;
  let service: Service;

  before(() => {
    install();
    consumer = new Consumer();
    for (const name of readdirSync(join(PACKAGES, '@nestjs'))) consumer.link(`@nestjs/${name}`, PACKAGES);
    const sources = readdirSync(EXAMPLE).filter((name) => name.endsWith('.ts'));
    for (const name of sources) consumer.write(name, readFileSync(join(EXAMPLE, name), 'utf8'));
    expect(consumer.typeCheck(sources, { experimentalDecorators: true, skipLibCheck: true }).stdout).to.equal('');
    admin = new MongoClient(currentServer().uri);
  });
  after(async () => {
    await admin.db(DATABASE).dropDatabase();
    await admin.close();
    consumer.remove();
  });
  beforeEach(async () => {
    await admin.db(DATABASE).dropDatabase();
    service = start(currentServer().uri);
  });
  afterEach(() => service.stop('SIGKILL'));

  const start = (uri: string): Service =>
    new Service({ args: ['out/main.js'], folder: consumer.folder, env: { MONGODB_URI: uri } });

  const add = (title?: string): Promise<Answer> => service.request('POST', '/tasks', { title });

  it('has its collection injected', async () => {
    const [created, task] = await add('tea');
    const { _id } = task as { readonly _id: string };
    expect([created, task]).to.deep.equal([201, { _id, title: 'tea', isDone: false }]);
    const done = { _id, title: 'tea', isDone: true };
    expect(await service.request('POST', `/tasks/${_id}/done`)).to.deep.equal([201, done]);
    expect(await service.request('GET', '/tasks')).to.deep.equal([200, [done]]);
  });

  it('answers errors of the driver as its own', async () => {
    expect((await add('tea'))[0]).to.equal(201);
    expect((await add('tea'))[0]).to.equal(409);
    expect((await add())[0]).to.equal(400);
    expect((await service.request('POST', '/tasks/tea/done'))[0]).to.equal(400);
    expect((await service.request('POST', `/tasks/${NO_ID}/done`))[0]).to.equal(404);
  });

  it('closes its client when it has answered, and ends', async () => {
    await service.url();
    const answers = Promise.all(Array.from({ length: 10 }, (_, at) => add(`task ${at}`)));
    await answers;
    const code = await service.stop('SIGTERM');
    expect(service.stderr).to.equal('');
    expect(service.output).to.match(/\nclosed\n$/);
    // Nest ends with the signal that it was asked by.
    expect(code).to.be.oneOf([0, null]);
  });

  it('does not start where there is no server', async () => {
    const nobody = start('mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=100');
    expect(await nobody.ended()).to.equal(1);
    expect(nobody.stderr).to.include('MongoServerSelectionError');
    expect(nobody.output).to.not.include('listening');
  });
});
