import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { Databases, Example, startedForEach } from '../server/scene/examples.js';
import { output } from '../support/processes.js';
import { inProject } from '../support/project-root.js';
import type { Answer } from '../support/service.js';

// `make examples` runs this, but not `make test`, since NestJS has to be installed.

const EXAMPLE = inProject('examples', 'nestjs');
const PACKAGES = join(EXAMPLE, 'node_modules');
const DATABASE = 'motorized_example_nestjs';
const NO_ID = '0123456789abcdef01234567';

/** The example's own packages, in its `node_modules`, which git ignores. */
function install(): void {
  if (existsSync(join(PACKAGES, '.package-lock.json'))) return;
  output('npm', ['ci', '--prefer-offline', '--ignore-scripts', '--loglevel=error'], { cwd: EXAMPLE });
}

describe('examples/nestjs, from the packed tarball', function () {
  this.timeout(180_000);
  before(install);
  const example = Example.built({
    folders: ['nestjs'],
    compilerOptions: { experimentalDecorators: true, skipLibCheck: true },
    prepare: (consumer) => {
      for (const name of readdirSync(join(PACKAGES, '@nestjs'))) consumer.link(`@nestjs/${name}`, PACKAGES);
    },
  });
  Databases.droppedForEach(DATABASE);
  const service = startedForEach(() => example.start());

  const add = (title?: string): Promise<Answer> => service().request('POST', '/tasks', { title });

  it('injects its collection', async () => {
    const [created, task] = await add('tea');
    const { _id } = task as { readonly _id: string };
    expect([created, task]).to.deep.equal([201, { _id, title: 'tea', isDone: false }]);
    const done = { _id, title: 'tea', isDone: true };
    expect(await service().request('POST', `/tasks/${_id}/done`)).to.deep.equal([201, done]);
    expect(await service().request('GET', '/tasks')).to.deep.equal([200, [done]]);
  });

  it('answers errors of the driver with its own', async () => {
    expect((await add('tea'))[0]).to.equal(201);
    expect((await add('tea'))[0]).to.equal(409);
    expect((await add())[0]).to.equal(400);
    expect((await service().request('POST', '/tasks/tea/done'))[0]).to.equal(400);
    expect((await service().request('POST', `/tasks/${NO_ID}/done`))[0]).to.equal(404);
  });

  it('closes its client after the last answer, and ends', async () => {
    await service().url();
    const answers = Promise.all(Array.from({ length: 10 }, (_, at) => add(`task ${at}`)));
    await answers;
    const code = await service().stop('SIGTERM');
    expect(service().stderr).to.equal('');
    expect(service().output).to.match(/\nclosed\n$/);
    // Nest ends with the signal that it got.
    expect(code).to.be.oneOf([0, null]);
  });

  it('does not start without a server', async () => {
    const nobody = example.start({ uri: 'mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=100' });
    expect(await nobody.ended()).to.equal(1);
    expect(nobody.stderr).to.include('MongoServerSelectionError');
    expect(nobody.output).to.not.include('listening');
  });
});
