import type { Members } from '../../synchro/masquerade/member-access.js';
import type { ClassCalls } from './call.js';
import type { Scene } from './scene.js';

/** `BatchType.INSERT`, which the driver exports as a constant. */
const INSERT = 1;

const unordered = ({ side, things }: Scene): Members =>
  side.make(side.make(things, 'initializeUnorderedBulkOp'), 'insert', { _id: 8 });

export const BULK_OPERATION_BASE: ClassCalls = {
  on: ({ bulk }) => bulk,
  members: {
    insert: [[{ _id: 9 }]],
    raw: [[{ deleteOne: { filter: { _id: 3 } } }], [{ noSuchOperation: 1 }]],
    addToOperationsList: [[INSERT, { _id: 9 }]],
    execute: [
      [],
      [{ writeConcern: { w: 1 } }],
      { on: ({ side, things }) => side.make(things, 'initializeOrderedBulkOp') },
    ],
    find: [[{ _id: 3 }], { args: () => [undefined] }],
  },
};

export const ORDERED_BULK_OPERATION: ClassCalls = {
  on: ({ bulk }) => bulk,
  members: {
    addToOperationsList: [
      [INSERT, { _id: 9 }],
      [INSERT, [{ _id: 9 }]],
    ],
  },
};

export const UNORDERED_BULK_OPERATION: ClassCalls = {
  on: unordered,
  members: {
    addToOperationsList: [
      [INSERT, { _id: 9 }],
      [INSERT, [{ _id: 9 }]],
    ],
    handleWriteError: [[{ hasWriteErrors: () => false }]],
  },
};

export const FIND_OPERATORS: ClassCalls = {
  on: ({ side, bulk }) => side.make(bulk, 'find', { n: { $gt: 1 } }),
  members: {
    upsert: [[]],
    collation: [[{ locale: 'en' }]],
    arrayFilters: [[[{ 'each.n': 1 }]]],
    hint: [['_id_']],
    update: [[{ $set: { n: 7 } }], [{ n: 7 }]],
    updateOne: [[{ $set: { n: 7 } }], [{ n: 7 }]],
    replaceOne: [[{ n: 7 }], [{ $set: { n: 7 } }]],
    deleteOne: [[]],
    delete: [[]],
  },
};
