import { MongoClient } from 'motorized/rxjs';
import { concat, ignoreElements } from 'rxjs';

import { visit } from './counter';

MongoClient.using(process.env['MONGODB_URI'] ?? '', (client) => {
  const db = client.db('motorized_bundler');
  return concat(db.dropDatabase().pipe(ignoreElements()), visit(db, '/'), visit(db, '/'));
}).subscribe((visits) => console.log(`visit ${visits}`));
