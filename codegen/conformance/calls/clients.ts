import type { Members } from '../../synchro/masquerade/member-access.js';
import { type ClassCalls, PLAIN } from './call.js';
import type { Scene } from './scene.js';

const inserting = ({ side, things }: Scene, id: number) =>
  side.executor(async (session: unknown) => {
    await side.call(things, 'insertOne', { _id: id, n: id }, { session });
    return { inserted: id };
  });

const failing = ({ side }: Scene) =>
  side.executor(async () => {
    throw new RangeError('thrown by the program');
  });

/** Calls for users, which have to be removed, since they outlive their database. */
function users(of: (scene: Scene) => Members): ClassCalls['members'] {
  const withoutUser = async (scene: Scene): Promise<Members> => {
    const on = of(scene);
    const drop = async () => scene.side.call(on, 'command', { dropUser: 'nobody' });
    await drop().catch(() => undefined);
    scene.after(drop);
    return on;
  };
  const withUser = async (scene: Scene): Promise<Members> => {
    const on = await withoutUser(scene);
    await scene.side.call(on, 'command', { createUser: 'nobody', pwd: 'secret', roles: [] });
    return on;
  };
  return {
    addUser: [{ on: withoutUser, args: () => ['nobody', 'secret', { roles: ['read'] }] }],
    removeUser: [
      { on: withUser, args: () => ['nobody'] },
      { on: withoutUser, args: () => ['nobody'] },
    ],
  };
}

export const MONGO_CLIENT: ClassCalls = {
  on: ({ client }) => client,
  members: {
    bulkWrite: [
      {
        args: ({ database, client }) => [
          [{ name: 'insertOne', namespace: `${database}.things`, document: { _id: 9 } }],
          { ordered: false, verboseResults: true },
          client,
        ],
      },
      [[]],
    ],
    connect: [{ on: (scene) => scene.newClient() }],
    close: [{ on: (scene) => scene.newClient() }, { on: (scene) => scene.newClient(), args: () => [true] }],
    'static connect': [
      { args: ({ uri }) => [uri, { maxPoolSize: 1 }] },
      { args: () => ['mongodb://user:secret@127.0.0.1:9', { serverSelectionTimeoutMS: 300 }] },
    ],
    withSession: [
      { args: (scene) => [inserting(scene, 9)] },
      { args: (scene) => [{ causalConsistency: false }, inserting(scene, 9)] },
      { args: (scene) => [failing(scene)] },
    ],
    watch: [
      [undefined, { maxAwaitTimeMS: 5 }],
      [[{ $match: {} }], { maxAwaitTimeMS: 5 }],
    ],
    appendMetadata: [{ on: (scene) => scene.newClient(), args: () => [{ name: 'a program' }] }],
    db: [[], ['other'], ['other', { readPreference: 'secondary' }]],
    startSession: [[], [{ causalConsistency: false }]],
  },
};

/** Starts a session with a transaction, and writes something in it. */
async function inTransaction(scene: Scene): Promise<Members> {
  const session = scene.session();
  scene.side.make(session, 'startTransaction');
  await scene.side.call(scene.things, 'insertOne', { _id: 9, n: 9 }, { session });
  return session;
}

export const CLIENT_SESSION: ClassCalls = {
  on: (scene) => scene.session(),
  members: {
    endSession: [[], [{ error: undefined }]],
    commitTransaction: [{ on: inTransaction }, []],
    abortTransaction: [{ on: inTransaction }, []],
    withTransaction: [
      { args: (scene) => [inserting(scene, 9)] },
      { args: (scene) => [inserting(scene, 9), { writeConcern: { w: 'majority' } }] },
      { args: (scene) => [inserting(scene, 1)] },
      { args: (scene) => [failing(scene)] },
    ],
    advanceOperationTime: [{ args: ({ side }) => [side.construct('Timestamp', { t: 1, i: 1 })] }],
    advanceClusterTime: [['no time']],
    equals: [{ args: (_, on) => [on] }, { args: (scene) => [scene.session()] }],
    incrementTransactionNumber: PLAIN,
    inTransaction: [[], { on: inTransaction }],
    startTransaction: [[], [{ readConcern: { level: 'snapshot' } }], { on: inTransaction }],
    toBSON: PLAIN,
  },
};

export const ADMIN: ClassCalls = {
  on: ({ side, db }) => side.make(db, 'admin'),
  members: {
    command: [[{ ping: 1 }], [{ noSuchCommand: 1 }]],
    buildInfo: [{ varies: true }],
    serverInfo: [{ varies: true }],
    serverStatus: [{ varies: true }],
    ping: [[], [{ comment: 'a ping' }]],
    ...users(({ side, db }) => side.make(db, 'admin')),
    validateCollection: [{ varies: true, args: () => ['things'] }, ['nothing']],
    listDatabases: [[{ nameOnly: true, filter: { name: 'admin' } }]],
    replSetGetStatus: [{ varies: true }],
  },
};

export const DB: ClassCalls = {
  on: ({ db }) => db,
  members: {
    createCollection: [['more'], ['more', { capped: true, size: 4096 }], ['things']],
    command: [[{ ping: 1 }], [{ noSuchCommand: 1 }]],
    stats: [{ varies: true }],
    renameCollection: [
      ['things', 'renamed'],
      ['nothing', 'renamed'],
    ],
    dropCollection: [['things']],
    dropDatabase: PLAIN,
    collections: [[], [{ nameOnly: true }]],
    createIndex: [['things', { n: 1 }, { name: 'by n' }]],
    ...users(({ db }) => db),
    setProfilingLevel: [['off'], ['no level']],
    profilingLevel: PLAIN,
    indexInformation: [['things'], ['nothing']],
    aggregate: [[[{ $documents: [{ n: 1 }] }]], [[{ $noSuchStage: 1 }]]],
    listCollections: [[], [{ name: 'things' }, { nameOnly: true }]],
    watch: [
      [undefined, { maxAwaitTimeMS: 5 }],
      [[{ $match: {} }], { maxAwaitTimeMS: 5 }],
    ],
    runCursorCommand: [[{ find: 'things', batchSize: 2 }], [{ noSuchCommand: 1 }]],
    admin: PLAIN,
    collection: [['things'], ['things', { readConcern: 'majority' }]],
  },
};
