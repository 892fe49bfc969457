import { setTimeout } from 'node:timers/promises';

import { MongoClient, type WithId } from 'motorized/promise';

import { type Job, Queue } from './queue.js';

const { MONGODB_URI = 'mongodb://localhost:27017' } = process.env;
const LEASE_MS = 200;
const PAUSE_MS = 20;

await using client = await MongoClient.connect(MONGODB_URI);
const jobs = client.db('motorized_example_promise').collection<Job<number>>('jobs');
await jobs.drop();

const queue = new Queue(jobs, LEASE_MS);
await queue.prepare();
await queue.add(Array.from({ length: 20 }, (_, number) => number));

/** How often each job was counted as done. */
const done = new Map<number, number>();
const retried: number[] = [];

await Promise.all(['Ada', 'Grace', 'Alan'].map(work));
console.log(`${done.size} jobs done, ${[...done.values()].filter((times) => times > 1).length} of them twice`);
console.log(`given to another worker: ${retried.join(', ')}`);
console.log(`left: ${await queue.size()}`);

async function work(): Promise<void> {
  while ((await queue.size()) > 0) {
    const job = await queue.take();
    // Others are at what is left; one of them may not come back.
    if (job === null) await setTimeout(PAUSE_MS);
    else await workOn(job);
  }
}

async function workOn(job: WithId<Job<number>>): Promise<void> {
  if (job.tries > 1) retried.push(job.task);
  // Somebody pulls the plug.
  if (job.task === 7 && job.tries === 1) return;
  if (await queue.finish(job)) done.set(job.task, (done.get(job.task) ?? 0) + 1);
}
