import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import * as Config from 'effect/Config';
import * as Data from 'effect/Data';
import * as Effect from 'effect/Effect';
import * as FiberSet from 'effect/FiberSet';
import * as Layer from 'effect/Layer';
import * as Schema from 'effect/Schema';
import type { DefaultClient } from 'motorized/effect';

import { deliver, type Orders, place, placed, type Stock } from './orders.js';

const Wanted = Schema.fromJsonString(Schema.Struct({ article: Schema.String, quantity: Schema.Int }));

/** What a request asks for; a body that is not as it should be is the client's fault. */
const wanted = (request: IncomingMessage) =>
  Effect.flatMap(
    Effect.promise(() => text(request)),
    Schema.decodeEffect(Wanted),
  );

class NotFound extends Data.TaggedError('NotFound') {}

const route = (request: IncomingMessage) =>
  Effect.gen(function* () {
    const asked = `${request.method} ${request.url}`;
    if (asked === 'GET /orders') return yield* placed;
    if (asked !== 'POST /orders' && asked !== 'POST /deliveries') return yield* new NotFound();
    const { article, quantity } = yield* wanted(request);
    return yield* asked === 'POST /orders' ? place(article, quantity) : deliver(article, quantity);
  });

/** Each failure has its answer. What the database fails with is logged, and shown to nobody. */
const answer = (request: IncomingMessage, response: ServerResponse) => {
  const send = (status: number, body: unknown) =>
    Effect.sync(() => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body ?? null));
    });
  return route(request).pipe(
    Effect.flatMap((body) => send(200, body)),
    Effect.catchTags({
      NotFound: () => send(404, { error: 'not found' }),
      SchemaError: ({ message }) => send(400, { error: message }),
      SoldOut: ({ article }) => send(409, { error: `sold out: ${article}` }),
    }),
    Effect.catchCause((cause) => Effect.andThen(Effect.logError(cause), send(500, { error: 'not available' }))),
  );
};

/** Listens as long as the application runs. Requests that have begun are answered before it ends. */
const listening = Effect.gen(function* () {
  // 0 is any port that is free.
  const port = yield* Config.withDefault(Config.Int('PORT'), 8080);
  const run = yield* FiberSet.makeRuntime<DefaultClient | Orders | Stock>();
  const server = yield* Effect.acquireRelease(
    Effect.sync(() => createServer((request, response) => void run(answer(request, response)))),
    (opened) => Effect.callback<void>((resume) => void opened.close(() => resume(Effect.void))),
  );
  yield* Effect.callback<void>((resume) => {
    server.once('error', (error) => resume(Effect.die(error)));
    server.listen(port, () => resume(Effect.void));
  });
  yield* Effect.log(`listening on port ${(server.address() as AddressInfo).port}`);
});

export const Http = Layer.effectDiscard(listening);
