const { lastValueFrom, map } = require('rxjs');

const callback = require('motorized/callback');
const promise = require('motorized/promise');
const rxjs = require('motorized/rxjs');
const driver = require('mongodb');

const URI = process.env.MONGODB_URI;

async function main() {
  const client = new promise.MongoClient(URI);
  const books = client.db('motorized_commonjs').collection('books');
  await books.deleteMany({});
  await books.insertMany([{ title: 'Notes' }, { title: 'Sketch' }]);

  // One driver object, in the idiom of each framework.
  const reactive = rxjs.MongoClient.wrap(client.delegate);
  const titles = reactive.db('motorized_commonjs').collection('books').find().sort({ title: 1 });
  console.log(await lastValueFrom(titles.pipe(map(({ title }) => title))));

  const calling = callback.MongoClient.wrap(client.delegate).db('motorized_commonjs').collection('books');
  calling.countDocuments({}, async (error, count) => {
    console.log(error, count, promise.ObjectId === driver.ObjectId);
    await client.close();
  });
}

main();
