import { MongoClient, type Collection } from 'motorized/callback';
import * as reactive from 'motorized/rxjs';
import { lastValueFrom, toArray } from 'rxjs';

interface Task {
  _id: number;
  done: boolean;
}

const client = new MongoClient(process.env['MONGODB_URI'] ?? '');
const tasks: Collection<Task> = client.db('motorized_node16').collection<Task>('tasks');

async function open(): Promise<number[]> {
  // The same driver objects, as Observables.
  const { delegate } = client;
  const db = reactive.MongoClient.wrap(delegate).db('motorized_node16');
  const found = db.collection<Task>('tasks').find({ done: false });
  return (await lastValueFrom(found.pipe(toArray()))).map(({ _id }) => _id);
}

tasks.deleteMany({}, (error) => {
  if (error) throw error;
  tasks.insertMany(
    [1, 2, 3].map((_id) => ({ _id, done: _id === 2 })),
    async (error, result) => {
      console.log(error, result?.insertedCount, await open());
      client.close(() => {});
    },
  );
});
