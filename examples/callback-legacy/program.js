'use strict';

// A stock book in the style of mongodb-legacy: callbacks throughout, no promise but where mongodb-legacy itself wants one.
// `legacy.js` and `motorized.js` differ in what they require, and print the same.

const { Readable } = require('node:stream');

const url = process.env.MONGODB_URI || 'mongodb://localhost:27017/?replicaSet=rs0';

module.exports = function main({ MongoClient, ObjectId, GridFSBucket, MongoServerError }) {
  MongoClient.connect(url, { appName: 'stock-book' }, (error, client) => {
    if (error) throw error;
    const db = client.db('motorized_example_legacy');
    const items = db.collection('items');
    const orders = db.collection('orders');
    const bucket = new GridFSBucket(db, { bucketName: 'labels' });
    const steps = [reset, insert, read, index, change, bulk, cursors, aggregate, sessions, transaction, files, watch, admin, reset];

    series(steps, (failure) => {
      if (failure) console.error(failure);
      process.exitCode = failure ? 1 : 0;
      client.close((closed) => console.log('closed', closed ? closed.message : 'cleanly'));
    });

    function reset(next) {
      db.dropDatabase((err, dropped) => {
        if (err) return next(err);
        console.log('database dropped', dropped);
        next();
      });
    }

    function insert(next) {
      db.createCollection('items', (err, created) => {
        if (err) return next(err);
        console.log('created', created.collectionName, created.namespace);
        items.insertOne({ _id: 1, name: 'anchor', stock: 4, tags: ['iron'] }, (failed, one) => {
          if (failed) return next(failed);
          console.log('inserted', one.insertedId);
          const rest = [
            { _id: 2, name: 'bell', stock: 9, tags: ['brass', 'loud'] },
            { _id: 3, name: 'compass', stock: 2, tags: ['brass'] },
            { _id: 4, name: 'deck chair', stock: 7, tags: ['wood'] },
          ];
          items.insertMany(rest, { ordered: true }, (failedToo, many) => {
            if (failedToo) return next(failedToo);
            console.log('inserted', many.insertedCount, many.insertedIds);
            // The same document again: an error is the driver's own.
            items.insertOne({ _id: 1 }, (duplicate, result) => {
              console.log('duplicate', duplicate.code, duplicate instanceof MongoServerError, result);
              next();
            });
          });
        });
      });
    }

    function read(next) {
      items.findOne({ name: 'bell' }, (err, bell) => {
        if (err) return next(err);
        console.log('found', bell);
        items.findOne({ name: 'zebra' }, { projection: { name: 1 } }, (failed, zebra) => {
          if (failed) return next(failed);
          console.log('found', zebra);
          items.find({ stock: { $gt: 3 } }).sort({ name: -1 }).project({ name: 1 }).toArray((failedToo, docs) => {
            if (failedToo) return next(failedToo);
            console.log('more than three', docs.map((doc) => doc.name).join(', '));
            items.countDocuments({ tags: 'brass' }, (lost, count) => {
              if (lost) return next(lost);
              console.log('of brass', count);
              items.distinct('tags', (lostToo, tags) => {
                console.log('tags', tags.sort());
                next(lostToo);
              });
            });
          });
        });
      });
    }

    function index(next) {
      items.createIndex({ name: 1 }, { unique: true }, (err, name) => {
        if (err) return next(err);
        console.log('index', name);
        items.indexes((failed, indexes) => {
          if (failed) return next(failed);
          console.log('indexes', indexes.map((each) => each.name).join(', '));
          items.indexExists('name_1', (failedToo, exists) => {
            console.log('exists', exists);
            next(failedToo);
          });
        });
      });
    }

    function change(next) {
      items.updateOne({ _id: 1 }, { $inc: { stock: 1 } }, (err, updated) => {
        if (err) return next(err);
        console.log('updated', updated.matchedCount, updated.modifiedCount);
        items.findOneAndUpdate({ _id: 3 }, { $set: { stock: 5 } }, { returnDocument: 'after' }, (failed, compass) => {
          if (failed) return next(failed);
          console.log('compass', compass.stock);
          items.replaceOne({ _id: 4 }, { name: 'deck chair', stock: 0, tags: [] }, (failedToo, replaced) => {
            if (failedToo) return next(failedToo);
            console.log('replaced', replaced.modifiedCount);
            items.deleteMany({ stock: 0 }, (lost, deleted) => {
              console.log('deleted', deleted.deletedCount);
              next(lost);
            });
          });
        });
      });
    }

    function bulk(next) {
      const operations = [
        { insertOne: { document: { _id: 5, name: 'eyelet', stock: 100, tags: ['brass'] } } },
        { updateOne: { filter: { _id: 5 }, update: { $inc: { stock: -10 } } } },
        { deleteOne: { filter: { _id: 99 } } },
      ];
      items.bulkWrite(operations, (err, result) => {
        if (err) return next(err);
        console.log('bulk write', result.insertedCount, result.modifiedCount, result.deletedCount);
        const batch = items.initializeOrderedBulkOp();
        batch.insert({ _id: 6, name: 'flag', stock: 3, tags: ['cloth'] });
        batch.find({ name: 'bell' }).updateOne({ $set: { stock: 8 } });
        batch.execute((failed, executed) => {
          console.log('bulk', executed.insertedCount, executed.modifiedCount);
          next(failed);
        });
      });
    }

    function cursors(next) {
      const names = [];
      items.find().sort({ _id: 1 }).forEach((doc) => void names.push(doc.name), (err) => {
        if (err) return next(err);
        console.log('for each', names.join(', '));
        const cursor = items.find({}, { batchSize: 2 }).sort({ _id: -1 });
        const seen = [];
        (function step() {
          cursor.hasNext((failed, more) => {
            if (failed) return next(failed);
            if (!more || seen.length === 3) return finish();
            cursor.next((failedToo, doc) => {
              if (failedToo) return next(failedToo);
              seen.push(doc.name);
              step();
            });
          });
        })();
        function finish() {
          cursor.close((failed) => {
            console.log('stepped', seen.join(', '));
            next(failed);
          });
        }
      });
    }

    function aggregate(next) {
      const pipeline = [{ $unwind: '$tags' }, { $group: { _id: '$tags', stock: { $sum: '$stock' } } }, { $sort: { _id: 1 } }];
      items.aggregate(pipeline).toArray((err, groups) => {
        if (err) return next(err);
        console.log('by tag', groups.map(({ _id, stock }) => `${_id} ${stock}`).join(', '));
        db.listCollections({}, { nameOnly: true }).toArray((failed, collections) => {
          console.log('collections', collections.map(({ name }) => name).sort().join(', '));
          next(failed);
        });
      });
    }

    function sessions(next) {
      const session = client.startSession();
      session.startTransaction();
      orders.insertOne({ _id: 'o1', item: 2 }, { session }, (err) => {
        if (err) return next(err);
        session.abortTransaction((failed) => {
          if (failed) return next(failed);
          session.endSession((failedToo) => {
            if (failedToo) return next(failedToo);
            orders.countDocuments((lost, count) => {
              console.log('orders after the abort', count);
              next(lost);
            });
          });
        });
      });
    }

    function transaction(next) {
      const session = client.startSession();
      // mongodb-legacy takes an executor that promises, and nothing else.
      const order = async () => {
        await orders.insertOne({ _id: 'o2', item: 2 }, { session });
        await items.updateOne({ _id: 2 }, { $inc: { stock: -1 } }, { session });
      };
      session.withTransaction(order).then(
        () =>
          session.endSession(() => {
            orders.find({}).toArray((err, all) => {
              console.log('orders after the commit', all);
              next(err);
            });
          }),
        next,
      );
    }

    function files(next) {
      const upload = bucket.openUploadStreamWithId(new ObjectId('0123456789abcdef01234567'), 'bell.txt');
      Readable.from([Buffer.from('ding '), Buffer.from('dong')]).pipe(upload).once('error', next).once('finish', () => {
        bucket.rename(upload.id, 'the bell.txt', (err) => {
          if (err) return next(err);
          bucket.find({}).toArray((failed, found) => {
            if (failed) return next(failed);
            console.log('files', found.map(({ filename, length }) => `${filename} ${length}`).join(', '));
            const chunks = [];
            const download = bucket.openDownloadStream(upload.id);
            download.on('data', (chunk) => chunks.push(chunk)).once('error', next).once('end', () => {
              console.log('read', Buffer.concat(chunks).toString());
              bucket.delete(upload.id, (failedToo) => {
                console.log('deleted the file', failedToo ? failedToo.message : 'yes');
                next(failedToo);
              });
            });
          });
        });
      });
    }

    function watch(next) {
      const changes = items.watch([{ $match: { operationType: 'insert' } }]);
      // The first question opens the stream on the server, so that nothing is missed afterwards.
      changes.tryNext((err, none) => {
        if (err) return next(err);
        console.log('nothing yet', none);
        items.insertOne({ _id: 7, name: 'gangway', stock: 1, tags: ['wood'] }, (failed) => {
          if (failed) return next(failed);
          changes.next((failedToo, event) => {
            if (failedToo) return next(failedToo);
            console.log('change', event.operationType, event.fullDocument.name);
            changes.close(next);
          });
        });
      });
    }

    function admin(next) {
      db.command({ ping: 1 }, (err, pong) => {
        if (err) return next(err);
        console.log('command', pong.ok);
        db.admin().ping((failed, reply) => {
          if (failed) return next(failed);
          console.log('ping', reply.ok);
          items.rename('stock', (failedToo, renamed) => {
            if (failedToo) return next(failedToo);
            console.log('renamed', renamed.collectionName);
            renamed.drop((lost, dropped) => {
              console.log('dropped', dropped);
              next(lost);
            });
          });
        });
      });
    }
  });
};

/** Runs the steps one after the other, and stops at the first that fails. */
function series(steps, done) {
  const [first, ...rest] = steps;
  if (!first) return done();
  first((error) => (error ? done(error) : series(rest, done)));
}
