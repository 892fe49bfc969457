import { EventEmitter, on, once } from 'node:events';

import { expect } from 'chai';

import { scenario } from '../scene/scenario.js';

describe('events of MongoClient', () => {
  scenario('once, off and removeAllListeners', async ({ client, db, note }) => {
    const seen: string[] = [];
    const always = () => seen.push('always');
    client.on('commandStarted', always);
    client.once('commandStarted', () => seen.push('once'));
    client.prependListener('commandStarted', () => seen.push('first'));
    await db.command({ ping: 1 });
    client.off('commandStarted', always);
    await db.command({ ping: 1 });
    note([...seen], client.listenerCount('commandSucceeded'));
    client.removeAllListeners('commandStarted');
    await db.command({ ping: 1 });
    expect(seen).to.deep.equal(['first', 'always', 'once', 'first']);
    note(client.listenerCount('commandStarted'), client.listeners('commandStarted').length);
  });

  scenario('listeners run with the client as `this`', async ({ client, db }) => {
    const selves: unknown[] = [];
    client.once('commandStarted', function (this: unknown) {
      selves.push(this);
    });
    await db.command({ ping: 1 });
    expect(selves[0] === client).to.equal(true);
  });

  scenario('events.once and events.on', async ({ client, db, note }) => {
    const event = once(client, 'commandSucceeded');
    await db.command({ ping: 1 });
    note((await event).map((one) => one.commandName));

    const stop = new AbortController();
    const names: string[] = [];
    const reading = (async () => {
      for await (const [{ commandName }] of on(client, 'commandStarted', { signal: stop.signal })) {
        names.push(commandName);
        if (names.length === 2) break;
      }
    })();
    await db.command({ ping: 1 });
    await db.command({ hello: 1 });
    await reading;
    note(names);
  });

  scenario('events.once rejects with an error event', async ({ client, failure }) => {
    const event = once(client, 'commandStarted');
    client.emit('error', new Error('mine'));
    await failure(event);
  });

  scenario(
    'an error event without a listener',
    async ({ client, note }) => {
      note(client.emit('error', new Error('nobody listens')));
      client.on('error', (error) => note(error));
      note(client.emit('error', new Error('somebody listens')));
    },
    { needs: ['a client handles its own error events'] },
  );

  scenario('a listener that throws', async ({ client, db, note }) => {
    client.once('commandStarted', () => {
      throw new Error('thrown by the listener');
    });
    const outcome = await db.command({ ping: 1 }).catch((error: unknown) => error);
    note(outcome instanceof Error ? outcome.message : outcome);
  });

  scenario('newListener and removeListener', async ({ client, note }) => {
    const listener = () => {};
    client.on('newListener', (event, value) => note({ added: event, same: value === listener }));
    client.on('removeListener', (event, value) => note({ removed: event, same: value === listener }));
    client.on('timeout', listener);
    client.off('timeout', listener);
    // The driver's own 'error' listener does not belong to the program.
    note(client.eventNames().filter((name) => name !== 'error'));
  });

  scenario('a client is an EventEmitter', async ({ client, note }) => {
    note(client instanceof EventEmitter, client.getMaxListeners(), client.setMaxListeners(3) === client);
    note(client.getMaxListeners());
  });

  scenario(
    'topology and pool events',
    async ({ newClient, note }) => {
      const client = newClient({ maxPoolSize: 1 });
      const seen = new Set<string>();
      const events = [
        'serverOpening',
        'serverDescriptionChanged',
        'topologyOpening',
        'topologyDescriptionChanged',
      ] as const;
      const more = ['connectionPoolCreated', 'connectionCreated', 'connectionReady', 'connectionCheckedOut'] as const;
      const last = ['connectionPoolClosed', 'connectionClosed', 'topologyClosed', 'serverClosed'] as const;
      for (const event of [...events, ...more, ...last])
        client.on(event, (value: object) => seen.add(`${event}: ${value.constructor.name}`));
      client.on('serverHeartbeatSucceeded', (value) => seen.add(`heartbeat: ${value.constructor.name}`));
      client.on('close', () => seen.add('close'));
      await client.connect();
      await client.db('admin').command({ ping: 1 });
      await client.close();
      note([...seen].sort());
      expect(seen.size).to.be.greaterThan(10);
    },
    { notesOnly: true },
  );

  scenario(
    'captureRejections',
    async ({ newClient, note }) => {
      EventEmitter.captureRejections = true;
      try {
        const client = newClient();
        const error = new Promise((seen) => client.on('error', seen));
        client.on('commandStarted', () => Promise.reject(new Error('rejected by the listener')));
        await client.db('admin').command({ ping: 1 });
        note(await error);
      } finally {
        EventEmitter.captureRejections = false;
      }
    },
    { notesOnly: true },
  );
});
