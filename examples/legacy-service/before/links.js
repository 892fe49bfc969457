'use strict';

const { MongoClient } = require('mongodb-legacy');

/** Calls back with what the service does with links. */
module.exports = function connect(uri, done) {
  MongoClient.connect(uri, { appName: 'links' }, (error, client) => {
    if (error) return done(error);
    const db = client.db('motorized_example_links');
    const links = db.collection('links');
    const archived = db.collection('archived');
    links.createIndex({ url: 1 }, (failure) => {
      if (failure) return client.close(() => done(failure));
      done(null, {
        add(code, url, added) {
          const link = { _id: code, url, followed: 0 };
          links.insertOne(link, (failed) => added(failed, link));
        },

        read(code, found) {
          links.findOne({ _id: code }, found);
        },

        list(listed) {
          links.find().sort({ followed: -1, _id: 1 }).limit(20).toArray(listed);
        },

        follow(code, followed) {
          const options = { returnDocument: 'after' };
          links.findOneAndUpdate({ _id: code }, { $inc: { followed: 1 } }, options, followed);
        },

        // Out of one collection and into the other, or neither.
        archive(code, archivedIt) {
          const session = client.startSession();
          let link = null;
          // mongodb-legacy takes a promise here, and nothing else.
          const move = async () => {
            link = await links.findOneAndDelete({ _id: code }, { session });
            if (link) await archived.insertOne(link, { session });
          };
          session.withTransaction(move).then(
            () => session.endSession((failed) => archivedIt(failed, link)),
            (failed) => session.endSession(() => archivedIt(failed)),
          );
        },

        close(closed) {
          client.close(closed);
        },
      });
    });
  });
};
