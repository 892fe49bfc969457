import { inspect } from 'node:util';

import { expect } from 'chai';
import * as Config from 'effect/Config';
import * as ConfigProvider from 'effect/ConfigProvider';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import * as Fiber from 'effect/Fiber';
import * as Layer from 'effect/Layer';
import * as Option from 'effect/Option';
import * as Redacted from 'effect/Redacted';
import * as Scope from 'effect/Scope';
import * as Tracer from 'effect/Tracer';
import {
  type ClientSession,
  Collection,
  type CommandFailure,
  Db,
  DefaultClient,
  InvalidArgumentError,
  MongoClient,
  ServerSelectionError,
} from 'motorized/effect';

import { has } from '../../support/release/has.js';
import { useResources } from './resources-stage.js';

interface Order {
  _id: number;
  item: string;
}

const DATABASE = 'motorized_effect_resources';

// The services that an application declares once.
class Shop extends Db.Service<Shop>()('test/Shop', { name: DATABASE }) {}
class Orders extends Collection.Service<Orders, Order>()('test/Orders', { name: 'orders', db: Shop }) {}
class Archive extends MongoClient.Service<Archive>()('test/Archive') {}
class OldShop extends Db.Service<OldShop>()('test/OldShop', { name: `${DATABASE}_old`, client: Archive }) {}
class OldOrders extends Collection.Service<OldOrders, Order>()('test/OldOrders', {
  name: 'orders',
  db: OldShop,
  options: { readPreference: 'secondaryPreferred' },
}) {}

/** A server that does not exist. */
const NOBODY = 'mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=100';

describe('motorized/effect: resources and services', () => {
  const stage = useResources('resources');

  const isOpen = (client: MongoClient) => (client.delegate as { topology?: unknown }).topology !== undefined;

  it('MongoClient.scoped connects, and closes with the Scope, however the Scope ends', async () => {
    const clients: MongoClient[] = [];
    const scoped = Effect.tap(MongoClient.scoped(stage.uri, { retryReads: false }), (client) =>
      Effect.sync(() => {
        expect(isOpen(client)).to.equal(true);
        expect(client.options.retryReads).to.equal(false);
        clients.push(client);
      }),
    );
    const uses = [Effect.succeed(1), Effect.fail('no'), Effect.die('defect'), Effect.interrupt];
    for (const use of uses) await Effect.runPromiseExit(Effect.scoped(Effect.andThen(scoped, use)));
    expect(clients).to.have.length(4);
    expect(new Set(clients).size).to.equal(4);
    expect(clients.some(isOpen)).to.equal(false);
  });

  it('MongoClient.scoped closes a client that fails to connect or is interrupted while it connects', async () => {
    const failure = await Effect.runPromise(Effect.flip(Effect.scoped(MongoClient.scoped(NOBODY))));
    expect(failure).to.be.instanceOf(ServerSelectionError);
    const scope = Scope.makeUnsafe();
    const slow = NOBODY.replace('=100', '=30000');
    const fiber = Effect.runFork(Effect.provideService(MongoClient.scoped(slow), Scope.Scope, scope));
    await Effect.runPromise(Effect.sleep(50));
    const began = performance.now();
    await Effect.runPromise(Fiber.interrupt(fiber));
    await Effect.runPromise(Scope.close(scope, Exit.void));
    expect(performance.now() - began).to.be.lessThan(5000);
  });

  it('a session ends with its Scope, also if that is interrupted', async () => {
    const sessions: ClientSession[] = [];
    const used = (use: Effect.Effect<unknown, unknown>) =>
      Effect.scoped(
        Effect.flatMap(stage.client.startSession(), (session) => {
          sessions.push(session);
          return session
            .startTransaction()
            .pipe(Effect.andThen(stage.collection.insertOne({ _id: 100, n: 1 }, { session })), Effect.andThen(use));
        }),
      );
    await Effect.runPromiseExit(used(Effect.void));
    await Effect.runPromiseExit(used(Effect.fail('no')));
    const fiber = Effect.runFork(used(Effect.never));
    await stage.until(() => stage.commands.filter((each) => each === 'insert').length === 3);
    await Effect.runPromise(Fiber.interrupt(fiber));
    expect(sessions.map((each) => each.hasEnded)).to.deep.equal([true, true, true]);
    expect(stage.commands.filter((each) => each === 'abortTransaction')).to.have.length(3);
    expect(await stage.raw.countDocuments({ _id: 100 })).to.equal(0);
  });

  it('layers provide services: a client, its database and its collections', async () => {
    const program = Effect.gen(function* () {
      const orders = yield* Orders;
      const client = yield* DefaultClient;
      yield* client.transaction(orders.insertOne({ _id: 1, item: 'pen' }));
      expect(orders.namespace).to.equal(`${DATABASE}.orders`);
      const shop = yield* Shop;
      if (has('Db.client')) expect(shop.client).to.equal(client);
      return [Option.map(yield* orders.findOne({ _id: 1 }), ({ item }) => item), client] as const;
    });
    const live: Layer.Layer<Orders | Shop | DefaultClient, CommandFailure> = Orders.layer.pipe(
      Layer.provideMerge(Shop.layer),
      Layer.provideMerge(MongoClient.layer({ url: stage.uri }, { maxPoolSize: 7 })),
    );
    const [item, client] = await Effect.runPromise(Effect.provide(program, live));
    expect(item).to.deep.equal(Option.some('pen'));
    expect(client.options.maxPoolSize).to.equal(7);
    expect(isOpen(client)).to.equal(false);
  });

  it('several clients exist side by side, each with its databases', async () => {
    const program = Effect.gen(function* () {
      const old = yield* OldOrders;
      const orders = yield* Orders;
      const clients = [yield* Archive, yield* DefaultClient];
      expect(clients[0]).not.to.equal(clients[1]);
      if (has('Collection.db')) {
        expect(old.db.client).to.equal(clients[0]);
        expect(orders.db.client).to.equal(clients[1]);
      }
      expect(old.readPreference?.mode).to.equal('secondaryPreferred');
      return clients.map((each) => each.options.maxPoolSize);
    });
    const live = Layer.mergeAll(Orders.layer, OldOrders.layer).pipe(
      Layer.provide([Shop.layer, OldShop.layer]),
      Layer.provideMerge(
        Layer.mergeAll(
          MongoClient.layer({ url: stage.uri }, { maxPoolSize: 8 }),
          Archive.layer({ url: Redacted.make(stage.uri) }, { maxPoolSize: 9 }),
        ),
      ),
    );
    expect(await Effect.runPromise(Effect.provide(program, live))).to.deep.equal([9, 8]);
  });

  it('a test replaces a service', async () => {
    const shop = Layer.effect(
      Shop,
      Effect.map(DefaultClient, (client) => client.db(`${DATABASE}_test`)),
    );
    const live = Orders.layer.pipe(Layer.provide(shop), Layer.provide(Layer.succeed(DefaultClient, stage.client)));
    const namespace = await Effect.runPromise(
      Effect.provide(
        Orders.useSync(({ namespace: name }) => name),
        live,
      ),
    );
    expect(namespace).to.equal(`${DATABASE}_test.orders`);
  });

  it('layerConfig reads the settings when the layer is built', async () => {
    const provided = (settings: Record<string, string>) =>
      Layer.mergeAll(
        MongoClient.layerConfig({ url: Config.Redacted('MONGODB_URI') }, { maxPoolSize: 7 }),
        Archive.layerConfig(Config.map(Config.Redacted('ARCHIVE_URI'), (url) => ({ url }))),
      ).pipe(Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown(settings))));
    const program = Effect.gen(function* () {
      const archive = yield* Archive;
      return [(yield* DefaultClient).options.maxPoolSize, isOpen(archive)];
    });
    const settings = { MONGODB_URI: stage.uri, ARCHIVE_URI: stage.uri };
    expect(await Effect.runPromise(Effect.provide(program, provided(settings)))).to.deep.equal([7, true]);
    const missing = await Effect.runPromise(Effect.flip(Effect.provide(program, provided({ ARCHIVE_URI: stage.uri }))));
    expect(missing).to.have.property('_tag', 'ConfigError');
  });

  it('credentials beside or inside the connection string are passed to the driver', async () => {
    const authenticating = [
      MongoClient.layer({ url: NOBODY, username: 'lovelace', password: Redacted.make('s3cret') }),
      MongoClient.layer({ url: Redacted.make(NOBODY.replace('//', '//lovelace:s3cret@')) }),
      MongoClient.layerConfig({
        url: Config.succeed(NOBODY),
        username: Config.Redacted('USER'),
        password: Config.Redacted('PASSWORD'),
      }).pipe(
        Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown({ USER: 'lovelace', PASSWORD: 's3cret' }))),
      ),
    ];
    for (const layer of authenticating) {
      const made: MongoClient[] = [];
      const original = MongoClient.prototype.connect;
      // The layer fails, since no server has these users, so this is the only way to get the client.
      MongoClient.prototype.connect = function (this: MongoClient) {
        made.push(this);
        return original.call(this) as never;
      };
      try {
        await Effect.runPromiseExit(Effect.scoped(Layer.build(layer)));
      } finally {
        MongoClient.prototype.connect = original;
      }
      expect(made[0]?.options.credentials).to.include({ username: 'lovelace', password: 's3cret' });
    }
  });

  it('no part of credentials appears in a message, in a span, or in util.inspect', async () => {
    const secrets = /s3|cret|love|lace/;
    const urls = [
      'mongodb://lovelace:s3cret@127.0.0.1:9/?serverSelectionTimeoutMS=50',
      'mongodb://lovelace:s3/cret@127.0.0.1:9/',
      'mongodb://love/lace:s3cret@127.0.0.1:9/',
      'mongodb://s3/cret@127.0.0.1:9/',
      'mongodb://lovelace:s3cret@@127.0.0.1:9/',
      'mongodb://lovelace:s3cret@127.0.0.1:abc/',
      'mongodb://lovelace:s3cret%@127.0.0.1/',
      'lovelace:s3cret@127.0.0.1',
      'mongodb://lovelace:s3cret@',
    ];
    for (const url of urls) {
      const layer = MongoClient.layer({ url: Redacted.make(url) });
      expect(inspect(layer, { depth: 10, showHidden: true })).not.to.match(secrets);
      const { tracer, spans } = recording();
      const exit = await Effect.runPromiseExit(
        Effect.provideService(Effect.scoped(Layer.build(layer)), Tracer.Tracer, tracer),
      );
      const failure = Exit.isFailure(exit) ? exit.cause : expect.fail(url);
      const shown = [inspect(failure, { depth: 10, showHidden: true }), String(failure), inspect(spans, { depth: 8 })];
      for (const each of shown) expect(each, url).not.to.match(secrets);
    }
    const refused = await Effect.runPromise(
      Effect.flip(Effect.scoped(MongoClient.scoped(Redacted.make('mongodb://s3/cret@127.0.0.1:9/')))),
    );
    expect(refused).to.be.instanceOf(InvalidArgumentError);
    expect(refused.message).to.equal('Username contains unescaped characters <redacted>');
  });
});

/** A tracer that keeps its spans. */
function recording(): { readonly tracer: Tracer.Tracer; readonly spans: Tracer.Span[] } {
  const spans: Tracer.Span[] = [];
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options);
      spans.push(span);
      return span;
    },
  });
  return { tracer, spans };
}
