import { MongoClient } from 'motorized/rxjs';
import { concat, defer, ignoreElements, map } from 'rxjs';

MongoClient.using(process.env.MONGODB_URI, (client) => {
  const votes = client.db('motorized_webpack').collection('votes');
  const byChoice = votes.aggregate([{ $group: { _id: '$for', count: { $sum: 1 } } }, { $sort: { count: -1 } }]);
  return concat(
    concat(votes.deleteMany({}), votes.insertMany([{ for: 'tea' }, { for: 'coffee' }, { for: 'tea' }])).pipe(
      ignoreElements(),
    ),
    defer(() => byChoice).pipe(map(({ _id, count }) => `${_id} ${count}`)),
  );
}).subscribe(console.log);
