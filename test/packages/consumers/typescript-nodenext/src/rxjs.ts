import { MongoClient, type Collection } from 'motorized/rxjs';
import { concat, ignoreElements, map, type Observable } from 'rxjs';

interface Reading {
  celsius: number;
}

const warmest = (readings: Collection<Reading>): Observable<string> =>
  readings
    .find()
    .sort({ celsius: -1 })
    .limit(1)
    .pipe(map(({ celsius }) => `rxjs ${celsius.toFixed(1)}`));

MongoClient.using(process.env['MONGODB_URI'] ?? '', (client) => {
  const readings = client.db('motorized_nodenext').collection<Reading>('readings');
  const written = concat(readings.deleteMany({}), readings.insertMany([{ celsius: 18 }, { celsius: 21.5 }]));
  return concat(written.pipe(ignoreElements()), warmest(readings));
}).subscribe(console.log);
