import { BULK_OPERATION_BASE, FIND_OPERATORS, ORDERED_BULK_OPERATION, UNORDERED_BULK_OPERATION } from './bulk.js';
import type { ClassCalls } from './call.js';
import { ADMIN, CLIENT_SESSION, DB, MONGO_CLIENT } from './clients.js';
import { COLLECTION } from './collection.js';
import {
  ABSTRACT_CURSOR,
  AGGREGATION_CURSOR,
  CHANGE_STREAM,
  EXPLAINABLE_CURSOR,
  FIND_CURSOR,
  LIST_COLLECTIONS_CURSOR,
  LIST_INDEXES_CURSOR,
  LIST_SEARCH_INDEXES_CURSOR,
  RUN_COMMAND_CURSOR,
} from './cursors.js';
import { CLIENT_ENCRYPTION } from './encryption.js';
import { GRIDFS_BUCKET, GRIDFS_BUCKET_READ_STREAM, GRIDFS_BUCKET_WRITE_STREAM } from './files.js';

/** How to call each member, by class. A member that the spec claims but this lacks is not checked. */
export const CALLS: Readonly<Record<string, ClassCalls>> = {
  AbstractCursor: ABSTRACT_CURSOR,
  Admin: ADMIN,
  AggregationCursor: AGGREGATION_CURSOR,
  BulkOperationBase: BULK_OPERATION_BASE,
  ChangeStream: CHANGE_STREAM,
  ClientEncryption: CLIENT_ENCRYPTION,
  ClientSession: CLIENT_SESSION,
  Collection: COLLECTION,
  Db: DB,
  ExplainableCursor: EXPLAINABLE_CURSOR,
  FindCursor: FIND_CURSOR,
  FindOperators: FIND_OPERATORS,
  GridFSBucket: GRIDFS_BUCKET,
  GridFSBucketReadStream: GRIDFS_BUCKET_READ_STREAM,
  GridFSBucketWriteStream: GRIDFS_BUCKET_WRITE_STREAM,
  ListCollectionsCursor: LIST_COLLECTIONS_CURSOR,
  ListIndexesCursor: LIST_INDEXES_CURSOR,
  ListSearchIndexesCursor: LIST_SEARCH_INDEXES_CURSOR,
  MongoClient: MONGO_CLIENT,
  OrderedBulkOperation: ORDERED_BULK_OPERATION,
  RunCommandCursor: RUN_COMMAND_CURSOR,
  UnorderedBulkOperation: UNORDERED_BULK_OPERATION,
};
