import type { Members } from '../../synchro/masquerade/member-access.js';
import { type ClassCalls, PLAIN } from './call.js';
import type { Scene } from './scene.js';

const double = ({ n }: { n: number }): number => 2 * n;

/** The driver emits this warning once per process. */
const COUNT = 'cursor.count is deprecated';

/** A run that has fetched its first batch. */
async function stepped(scene: Scene): Promise<Members> {
  const run = scene.run(scene.found);
  await scene.side.call(run, 'next');
  return run;
}

/** A run at the end of its result. */
async function exhausted(scene: Scene): Promise<Members> {
  const run = scene.run(scene.found);
  for (const _ of ['first', 'second', 'third', 'end']) await scene.side.call(run, 'next');
  return run;
}

export const ABSTRACT_CURSOR: ClassCalls = {
  on: ({ found }) => found,
  members: {
    addCursorFlag: [
      ['noCursorTimeout', true],
      ['no flag', true],
    ],
    map: [[double]],
    withReadPreference: [['secondaryPreferred'], [5]],
    withReadConcern: [['majority']],
    maxTimeMS: [[500], ['long']],
    batchSize: [[1], ['small']],
    clone: PLAIN,
    forEach: [[() => true], [() => false], { args: () => [undefined] }],
    toArray: PLAIN,
    hasNext: [[], { on: exhausted }],
    next: [[], { on: stepped }, { on: exhausted }],
    tryNext: [[], { on: exhausted }],
    close: [[], { on: stepped }, { on: exhausted }],
    bufferedCount: [[], { on: stepped }],
    readBufferedDocuments: [[], { on: stepped, args: () => [1] }],
    stream: [[], [{ transform: double }]],
    rewind: [[], { on: stepped }, { on: exhausted }],
  },
};

export const EXPLAINABLE_CURSOR: ClassCalls = {
  on: ({ found }) => found,
  members: { explain: [{ varies: true }, { varies: true, args: () => ['queryPlanner', { timeoutMS: 5000 }] }] },
};

export const FIND_CURSOR: ClassCalls = {
  on: ({ found }) => found,
  members: {
    clone: PLAIN,
    map: [[double]],
    filter: [[{ n: { $gt: 1 } }]],
    hint: [['_id_']],
    min: [[{ _id: 2 }]],
    max: [[{ _id: 2 }]],
    returnKey: [[true]],
    showRecordId: [[false]],
    addQueryModifier: [
      ['$comment', 'a modifier'],
      ['$noSuchModifier', 1],
    ],
    comment: [['a comment']],
    maxAwaitTimeMS: [[500], ['long']],
    maxTimeMS: [[500], ['long']],
    project: [[{ n: 1, _id: 0 }]],
    sort: [[{ n: -1 }], ['n', 'desc'], ['n', 'sideways']],
    allowDiskUse: [[true]],
    collation: [[{ locale: 'en' }]],
    limit: [[2], ['some']],
    skip: [[1], ['some']],
    count: [{ warns: COUNT }, { args: () => [{ limit: 1 }], warns: COUNT }],
    explain: [{ varies: true }],
  },
};

export const AGGREGATION_CURSOR: ClassCalls = {
  on: ({ side, things }) => side.make(things, 'aggregate', [{ $match: {} }]),
  members: {
    clone: PLAIN,
    map: [[double]],
    addStage: [[{ $match: { n: { $gt: 1 } } }]],
    group: [[{ _id: null, n: { $sum: '$n' } }]],
    limit: [[2]],
    match: [[{ n: { $gt: 1 } }]],
    out: [['copied']],
    project: [[{ n: 1, _id: 0 }]],
    lookup: [[{ from: 'things', localField: 'n', foreignField: 'n', as: 'same' }]],
    redact: [[{ $cond: [{ $gt: ['$n', 1] }, '$$KEEP', '$$PRUNE'] }]],
    skip: [[1]],
    sort: [[{ n: -1 }]],
    unwind: [['$n']],
    geoNear: [[{ near: [0, 0], distanceField: 'far' }]],
    explain: [{ varies: true }, { varies: true, args: () => ['queryPlanner'] }],
  },
};

export const LIST_COLLECTIONS_CURSOR: ClassCalls = {
  on: ({ side, db }) => side.make(db, 'listCollections'),
  members: {
    clone: [[], { on: ({ side, db }) => side.construct('ListCollectionsCursor', db, {}, { nameOnly: true }) }],
  },
};

export const LIST_INDEXES_CURSOR: ClassCalls = {
  on: ({ side, things }) => side.make(things, 'listIndexes'),
  members: { clone: [[], { on: ({ side, things }) => side.construct('ListIndexesCursor', things) }] },
};

export const LIST_SEARCH_INDEXES_CURSOR: ClassCalls = {
  on: ({ side, things }) => side.make(things, 'listSearchIndexes'),
  members: {},
};

export const RUN_COMMAND_CURSOR: ClassCalls = {
  on: ({ side, db }) => side.make(db, 'runCursorCommand', { find: 'things', batchSize: 2 }),
  members: {
    setComment: [['a comment']],
    setMaxTimeMS: [[5]],
    setBatchSize: [[1]],
    clone: PLAIN,
    withReadConcern: [['majority']],
    addCursorFlag: [['tailable', true]],
    maxTimeMS: [[5]],
    batchSize: [[1]],
  },
};

export const CHANGE_STREAM: ClassCalls = {
  on: ({ side, things }) => side.make(things, 'watch', [], { maxAwaitTimeMS: 5 }),
  members: {
    hasNext: [{ on: changed }],
    next: [{ on: changed }],
    tryNext: [[], { on: changed }],
    close: [[], { on: changed }],
    bufferedCount: PLAIN,
    stream: [{ on: changed, endless: true }],
  },
};

/** A run that has begun, with a change to read. */
async function changed(scene: Scene): Promise<Members> {
  const run = scene.run(scene.side.make(scene.things, 'watch', [], { maxAwaitTimeMS: 5 }));
  await scene.side.call(run, 'tryNext');
  await scene.side.call(scene.things, 'insertOne', { _id: 9, n: 9 });
  return run;
}
