import { expect } from 'chai';

import { run } from '../../support/processes.js';
import { inProject } from '../../support/project-root.js';
import { has } from '../../support/release/has.js';
import { currentServer } from '../current-server.js';
import { useStage } from './stage.js';

/** The beginning of each program. */
const PRELUDE = `
  import { MongoClient } from 'motorized/rxjs';
  import { concat, lastValueFrom, mergeMap, NEVER, take, tap, timer } from 'rxjs';
  import { setTimeout as sleep } from 'node:timers/promises';

  process.on('unhandledRejection', (error) => (console.log('unhandled', error), process.exit(3)));
  const { MONGODB_URI: uri, DATABASE: name } = process.env;
  const numbersOf = (client) => client.db(name).collection('numbers');
  const hasSent = (client, name) => new Promise((sent) => client.on('commandStarted', (event) => event.commandName === name && sent()));
`;

describe('motorized/rxjs: a process ends by itself', function () {
  this.timeout(30_000);
  const stage = useStage('exits');
  beforeEach(() => stage.insert(50));

  const ends = (program: string): void => {
    const env = { MONGODB_URI: currentServer().uri, DATABASE: stage.db.databaseName };
    const args = ['--input-type=module', '--eval', `${PRELUDE}\n${program}`];
    const { code, stdout, stderr } = run(process.execPath, args, { cwd: inProject(), env, timeout: 20_000 });
    expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: '', stderr: '' });
  };

  it('when MongoClient.using is unsubscribed from, whatever it is doing', async () => {
    const uses = [
      'client.db(name).command({ ping: 1 })',
      'NEVER',
      'numbersOf(client).watch()',
      'numbersOf(client).find({}, { batchSize: 2 }).concatMap(() => NEVER)',
      'client.withSession((session) => session.withTransaction(() => concat(numbersOf(client).insertOne({}, { session }), NEVER)))',
    ];
    for (const use of uses)
      for (const delay of [0, 100])
        ends(`
          const subscription = MongoClient.using(uri, (client) => ${use}).subscribe();
          if (${delay} > 0) await sleep(${delay});
          subscription.unsubscribe();
        `);
    await stage.expectNothingOpen();
  });

  it('when connecting is given up', () => {
    ends('MongoClient.connect(uri).subscribe().unsubscribe();');
    ends('const subscription = MongoClient.connect(uri).subscribe(); await sleep(3); subscription.unsubscribe();');
  });

  it('when the client is closed right after everything is unsubscribed from', async () => {
    ends(`
      const client = await lastValueFrom(MongoClient.connect(uri, { monitorCommands: true }));
      const reading = hasSent(client, 'getMore');
      const stream = numbersOf(client).watch().subscribe();
      await reading;
      const asked = hasSent(client, 'find');
      const unanswered = numbersOf(client).find({}, { batchSize: 2 }).subscribe();
      await asked;
      stream.unsubscribe();
      unanswered.unsubscribe();
      client.close().subscribe();
    `);
    await stage.expectNothingOpen();
  });

  it('when the server does not answer an abandoned command', async () => {
    await stage.admin.db('admin').command({
      configureFailPoint: 'failCommand',
      mode: { times: 1 },
      data: { failCommands: ['find'], blockConnection: true, blockTimeMS: 5000, appName: 'silent' },
    });
    // If the reply still comes, nobody can close the cursor that it opens.
    const batchSize = has('closing a client stops pending commands') ? 2 : 100;
    ends(`
      const client = new MongoClient(uri, { appName: 'silent', monitorCommands: true });
      const asked = hasSent(client, 'find');
      const unanswered = numbersOf(client).find({}, { batchSize: ${batchSize} }).subscribe();
      await asked;
      unanswered.unsubscribe();
      const before = performance.now();
      await lastValueFrom(client.close(), { defaultValue: undefined });
      if (performance.now() - before > 3000) console.log('close waited for the reply');
    `);
  });
});
