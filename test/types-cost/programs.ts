/** A program whose types are measured statement by statement, for a module that it imports. */
export type Program = (module: string) => readonly string[];

/** The import and the declarations of every program, which are the cost before the first call. */
export const importOnly: Program = (module) => [
  `import { MongoClient, ObjectId, type ClientSession, type Filter, type FindOptions } from '${module}';`,
  'interface User { _id: ObjectId; name: string; age: number; tags: string[]; address: { city: string; zip: string } }',
  'interface Order { _id: ObjectId; user: ObjectId; total: number; lines: { sku: string; count: number }[] }',
  'declare const session: ClientSession;',
  'declare function use(...values: unknown[]): void;',
  'declare function done(error: unknown, value?: unknown): void;',
  "const client = new MongoClient('mongodb://localhost');",
  "const users = client.db('shop').collection<User>('users');",
  "const orders = client.db('shop').collection<Order>('orders');",
  "const adults: Filter<User> = { age: { $gte: 18 }, 'address.city': 'Ghent' };",
  'const options: FindOptions = { session, sort: { name: 1 }, limit: 10 };',
  'const id = new ObjectId();',
  'use(adults, options, done);',
];

const CALLS = [
  "users.findOne({ name: 'a', 'address.zip': '9000' }",
  'users.findOne({ _id: id }, { session, projection: { name: 1 } }',
  "users.insertOne({ _id: id, name: 'a', age: 1, tags: [], address: { city: 'c', zip: 'z' } }",
  'orders.insertMany([{ _id: id, user: id, total: 1, lines: [] }], { session }',
  "users.updateOne({ _id: id }, { $set: { age: 2 }, $push: { tags: 't' } }, { upsert: true }",
  "users.findOneAndUpdate({ _id: id }, { $inc: { age: 1 } }, { returnDocument: 'after', session }",
  'orders.deleteMany({ total: { $lt: 0 } }',
  'users.countDocuments(adults',
  'orders.bulkWrite([{ updateOne: { filter: { _id: id }, update: { $set: { total: 3 } } } }]',
  'users.createIndex({ name: 1 }, { unique: true }',
  "users.distinct('name', adults",
  'users.find(adults, options).toArray(',
  'users.find(adults).project<{ name: string }>({ name: 1 }).map((user) => user.name).toArray(',
  "orders.aggregate<{ _id: ObjectId; sum: number }>([{ $group: { _id: '$user', sum: { $sum: '$total' } } }]).toArray(",
  'users.find(adults).sort({ age: -1 }).skip(1).limit(2).count(',
] as const;

/** The same calls in every framework. Their results are passed to a function, so that they may be of any kind. */
export const calls: Program = (module) => [
  ...importOnly(module),
  ...CALLS.map((call) => `use(${call}));`),
  "use(users.watch([{ $match: { operationType: 'insert' } }], { fullDocument: 'updateLookup' }));",
  `async function read() {
  for await (const user of users.find(adults)) use(user.address.city);
  for await (const order of orders.find({}, { session }).map((each) => each.lines)) use(order.length);
}`,
  'use(read);',
];

/** The same calls, each with a callback. */
export const callbacks: Program = (module) => [
  ...importOnly(module),
  ...CALLS.map((call) => `${call}${call.endsWith('(') ? '' : ', '}done);`),
];
