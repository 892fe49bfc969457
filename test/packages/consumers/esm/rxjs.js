import { MongoClient } from 'motorized/rxjs';
import { concat, ignoreElements, map, take } from 'rxjs';

MongoClient.using(process.env.MONGODB_URI, (client) => {
  const numbers = client.db('motorized_esm').collection('numbers');
  const squares = numbers.find().pipe(
    map(({ _id }) => _id * _id),
    take(3),
  );
  return concat(
    numbers.deleteMany().pipe(ignoreElements()),
    numbers.insertMany([1, 2, 3, 4].map((_id) => ({ _id }))).pipe(ignoreElements()),
    squares,
  );
}).subscribe((square) => console.log('rxjs', square));
