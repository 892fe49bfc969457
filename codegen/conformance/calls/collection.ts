import type { ClassCalls } from './call.js';
import { PLAIN } from './call.js';
import type { Scene } from './scene.js';

const THIRD = { _id: 3 };
const RAISE = { $set: { n: 7 } };

const search = { definition: { mappings: { dynamic: true } } };

/** Creates an index on `n` in the collection. */
async function indexed({ side, things }: Scene) {
  await side.call(things, 'createIndex', { n: 1 });
  return things;
}

export const COLLECTION: ClassCalls = {
  on: ({ things }) => things,
  members: {
    insertOne: [[{ _id: 9, n: 9 }], [{ n: 9 }, { comment: 'an insert' }], [{ _id: 1 }]],
    insertMany: [[[{ _id: 8 }, { _id: 9 }]], [[{ _id: 8 }, { _id: 1 }, { _id: 9 }], { ordered: false }], [[]]],
    bulkWrite: [[[{ insertOne: { document: { _id: 9 } } }, { deleteOne: { filter: THIRD } }]], [[]]],
    updateOne: [
      [THIRD, RAISE],
      [{ _id: 9 }, RAISE, { upsert: true }],
      [THIRD, { n: 7 }],
    ],
    replaceOne: [
      [THIRD, { n: 7 }],
      [THIRD, RAISE],
    ],
    updateMany: [
      [{}, RAISE],
      [{}, [{ $set: { n: 7 } }], { comment: 'all of them' }],
    ],
    deleteOne: [[THIRD], [{ _id: 9 }]],
    deleteMany: [[{}], [{ n: { $gt: 1 } }]],
    rename: [['renamed'], ['renamed', { dropTarget: true }], ['$renamed']],
    drop: PLAIN,
    findOne: [[], [THIRD], [{ _id: 9 }], [{}, { sort: { n: -1 }, projection: { n: 1 } }], [{ $noSuchOperator: 1 }]],
    options: PLAIN,
    isCapped: PLAIN,
    createIndex: [[{ n: 1 }], [{ n: 1 }, { unique: true, name: 'by n' }]],
    createIndexes: [[[{ key: { n: 1 } }, { key: { m: -1 }, name: 'by m' }]]],
    dropIndex: [{ on: indexed, args: () => ['n_1'] }, ['nothing']],
    dropIndexes: [{ on: indexed }],
    indexExists: [['_id_'], [['_id_', 'nothing']]],
    indexInformation: [[], [{ full: true }]],
    estimatedDocumentCount: PLAIN,
    countDocuments: [[], [{ n: { $gt: 1 } }, { limit: 1 }]],
    distinct: [['n'], ['n', { n: { $gt: 1 } }]],
    indexes: [[], [{ full: false }]],
    findOneAndDelete: [[THIRD], [{ _id: 9 }], [THIRD, { includeResultMetadata: true }]],
    findOneAndReplace: [
      [THIRD, { n: 7 }],
      [THIRD, { n: 7 }, { returnDocument: 'after' }],
    ],
    findOneAndUpdate: [
      [THIRD, RAISE],
      [{ _id: 9 }, RAISE, { upsert: true, returnDocument: 'after' }],
    ],
    count: [[], [{ n: { $gt: 1 } }]],
    stats: [{ varies: true }],
    createSearchIndex: [[search]],
    createSearchIndexes: [[[search]]],
    dropSearchIndex: [['nothing']],
    updateSearchIndex: [['nothing', search.definition]],
    find: [[], [{ n: { $gt: 1 } }, { sort: { n: -1 }, batchSize: 1 }], [{ $noSuchOperator: 1 }]],
    listIndexes: [[], [{ batchSize: 1 }]],
    aggregate: [[], [[{ $match: { n: { $gt: 1 } } }], { batchSize: 1 }], [[{ $noSuchStage: 1 }]]],
    watch: [
      [undefined, { maxAwaitTimeMS: 5 }],
      [[{ $match: {} }], { fullDocument: 'updateLookup', maxAwaitTimeMS: 5 }],
    ],
    listSearchIndexes: [[], ['nothing']],
    initializeUnorderedBulkOp: PLAIN,
    initializeOrderedBulkOp: [[], [{ comment: 'a bulk' }]],
  },
};
