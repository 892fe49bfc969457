import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import type { Collection } from 'motorized/rxjs';
import { catchError, concatMap, defer, from, map, merge, Observable, of, Subject, takeUntil, timer } from 'rxjs';

import type { Order, Sale } from './sales.js';

const PAGE = readFileSync(new URL('../page.html', import.meta.url));
/** Proxies give up on a connection that says nothing. */
const HEARTBEAT_MS = 15_000;

export interface Routes {
  readonly orders: Collection<Order>;
  readonly sales: Observable<readonly Sale[]>;
}

/** A server that listens as long as it is subscribed to; emits its port. */
export function serving(port: number, routes: Routes): Observable<number> {
  return new Observable((subscriber) => {
    const ended = new Subject<void>();
    const sales = routes.sales.pipe(takeUntil(ended));
    const server = createServer((request, response) => answer(request, response, { ...routes, sales }));
    server.once('error', (error) => subscriber.error(error));
    server.listen(port, () => subscriber.next((server.address() as AddressInfo).port));
    return () => {
      // What the pages listen to ends now, not when their connections are gone: the client is closed next.
      ended.next();
      server.close();
      server.closeAllConnections();
    };
  });
}

function answer(request: IncomingMessage, response: ServerResponse, { orders, sales }: Routes): void {
  const asked = `${request.method} ${request.url}`;
  if (asked === 'GET /') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
  else if (asked === 'GET /events') sendEvents(response, sales);
  else if (asked === 'POST /orders') placeOrder(request, response, orders);
  else response.writeHead(404).end();
}

/** Writes what is emitted as server-sent events, until the page is gone: then nothing of it is left. */
function sendEvents(response: ServerResponse, sales: Observable<readonly Sale[]>): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const events = sales.pipe(map((each) => `data: ${JSON.stringify(each)}\n\n`));
  const heartbeat = timer(HEARTBEAT_MS, HEARTBEAT_MS).pipe(map(() => ': still here\n\n'));
  const subscription = merge(events, heartbeat).subscribe({
    next: (text) => response.write(text),
    // The page connects again by itself.
    error: () => response.end(),
  });
  response.once('close', () => subscription.unsubscribe());
}

function placeOrder(request: IncomingMessage, response: ServerResponse, orders: Collection<Order>): void {
  const body = defer(() => from(json(request)));
  const placed = body.pipe(
    concatMap((order) => (isOrder(order) ? orders.insertOne(order).pipe(map(() => 201)) : of(400))),
    catchError((error: unknown) => {
      console.error(error);
      return of(error instanceof SyntaxError ? 400 : 500);
    }),
  );
  placed.subscribe((status) => response.writeHead(status).end());
}

function isOrder(body: unknown): body is Order {
  const { article, quantity, price } = (body ?? {}) as Partial<Order>;
  return typeof article === 'string' && Number.isInteger(quantity) && typeof price === 'number';
}
