import * as Cause from 'effect/Cause';
import * as Config from 'effect/Config';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import * as Layer from 'effect/Layer';
import { MongoClient } from 'motorized/effect';

import { Http } from './http.js';
import { Orders, Shipping, Shop, Stock } from './orders.js';

/** The connection string may have credentials in it, and is in no log. */
const Client = MongoClient.layerConfig({ url: Config.Redacted('MONGODB_URI') }, { appName: 'orders' });

/** What is above needs what is below, and is ended before it. */
const Application = Layer.merge(Http, Shipping).pipe(
  Layer.provide(Layer.merge(Orders.layer, Stock.layer)),
  Layer.provide(Shop.layer),
  Layer.provide(Client),
);

const fiber = Effect.runFork(Layer.launch(Application));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => fiber.interruptUnsafe());
fiber.addObserver((exit) => {
  if (Exit.isSuccess(exit) || Cause.hasInterruptsOnly(exit.cause)) return console.log('closed');
  console.error(Cause.pretty(exit.cause));
  process.exitCode = 1;
});
