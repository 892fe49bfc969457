'use strict';

const { MongoClient } = require('motorized/callback');

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
          const move = (_session, moved) => {
            links.findOneAndDelete({ _id: code }, { session }, (failed, removed) => {
              link = removed;
              if (failed || !link) return moved(failed);
              archived.insertOne(link, { session }, moved);
            });
          };
          session.withTransaction(move, (failure) => {
            session.endSession((failed) => archivedIt(failure || failed, link));
          });
        },

        close(closed) {
          client.close(closed);
        },
      });
    });
  });
};
