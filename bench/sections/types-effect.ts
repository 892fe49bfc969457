/** An application with Effect that both libraries support: the same calls, on untyped documents. */
export const APPLICATION = 'application of Effect';

const work = (has: Words): string => `
const program = Effect.gen(function* () {
  const users = ${has.collection};
  yield* ${has.call('insertOne', "{ name: 'a', age: 1 }")};
  yield* ${has.call('insertMany', "[{ name: 'b', age: 2 }, { name: 'c', age: 3 }]")};
  const found = yield* ${has.call('findOne', "{ name: 'a' }")};
  yield* ${has.call('updateOne', "{ name: 'a' }, { $set: { age: 2 } }")};
  const replaced = yield* ${has.call('findOneAndReplace', "{ name: 'b' }, { name: 'd' }")};
  const updated = yield* ${has.call('findOneAndUpdate', "{ name: 'c' }, { $inc: { age: 1 } }, { returnDocument: 'after' }")};
  const count = yield* ${has.call('countDocuments', '{ age: { $gte: 2 } }')};
  yield* ${has.call('deleteMany', '{ age: { $lt: 0 } }')};
  yield* ${has.call('createIndex', '{ name: 1 }, { unique: true }')};
  const adults = yield* ${has.array(has.call('find', '{ age: { $gte: 18 } }, { limit: 10 }'))};
  const names = yield* ${has.stream(has.call('find', '{}'))}.pipe(
    Stream.map((user) => String(user['name'])),
    Stream.filter((name) => name !== ''),
    Stream.runCollect,
  );
  const sums = yield* ${has.stream(has.call('aggregate', "[{ $group: { _id: '$name', sum: { $sum: '$age' } } }]"))}.pipe(
    Stream.runFold(${has.zero}, (sum, each) => sum + Number(each['sum'])),
  );
  return { name: Option.map(found, (user) => user['name']), replaced, updated, count, adults, names, sums };
});
export const handled = program.pipe(${has.handled}, Effect.scoped);
`;

/** How a library spells the operations that both have. */
interface Words {
  readonly collection: string;
  /** What \`runFold\` of its Effect begins with. */
  readonly zero: string;
  readonly handled: string;
  call(member: string, given: string): string;
  array(cursor: string): string;
  stream(cursor: string): string;
}

const EFFECT = ['Effect', 'Option', 'Stream'].map((name) => `import * as ${name} from 'effect/${name}';`).join('\n');

/** The application on `motorized/effect`. */
export const ownApplication = `${EFFECT}
import { MongoClient } from 'motorized/effect';
${work({
  collection: "(yield* MongoClient.scoped('mongodb://localhost')).db('shop').collection('users')",
  zero: '() => 0',
  handled: "Effect.catchTag('DuplicateKeyError', ({ code }) => Effect.succeed({ code }))",
  call: (member, given) => `users.${member}(${given})`,
  array: (cursor) => `${cursor}.toArray()`,
  stream: (cursor) => cursor,
})}`;

const CURSORS: Readonly<Record<string, string>> = {
  find: 'DocumentFindCursor',
  aggregate: 'DocumentAggregationCursor',
};

/** Reads the cursor of a call with effect-mongodb: by a function from the module of its class. */
function read(cursor: string, how: string): string {
  const [, member = ''] = /^Users\.(\w+)/.exec(cursor) ?? [];
  return `${CURSORS[member]}.${how}(${cursor})`;
}

/** The application on effect-mongodb. */
export const peerApplication = `${EFFECT}
import * as Db from 'effect-mongodb/Db';
import * as DocumentAggregationCursor from 'effect-mongodb/DocumentAggregationCursor';
import * as Users from 'effect-mongodb/DocumentCollection';
import * as DocumentFindCursor from 'effect-mongodb/DocumentFindCursor';
import * as MongoClient from 'effect-mongodb/MongoClient';
${work({
  collection:
    "Db.documentCollection(MongoClient.db(yield* MongoClient.connectScoped('mongodb://localhost'), 'shop'), 'users')",
  zero: '0',
  handled: "Effect.catchTag('MongoError', ({ message }) => Effect.succeed({ message }))",
  call: (member, given) => `Users.${member}(users, ${given})`,
  array: (cursor) => read(cursor, 'toArray'),
  stream: (cursor) => read(cursor, 'toStream'),
})}`;
