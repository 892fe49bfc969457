import { MongoClient } from 'motorized/rxjs';
import { fromEvent, merge, takeUntil } from 'rxjs';

import { serving } from './http.js';
import { liveSales, ordersOf } from './sales.js';

const { MONGODB_URI = 'mongodb://localhost:27017/?replicaSet=rs0', PORT = '8080' } = process.env;

// The first signal ends the server, and with it every run; then the client is closed.
const stopped = merge(fromEvent(process, 'SIGINT'), fromEvent(process, 'SIGTERM'));

MongoClient.using(MONGODB_URI, (client) =>
  serving(Number(PORT), { orders: ordersOf(client), sales: liveSales(client) }).pipe(takeUntil(stopped)),
).subscribe({
  next: (port) => console.log(`listening on port ${port}`),
  error: (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
  complete: () => console.log('closed'),
});
