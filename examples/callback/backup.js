'use strict';

const readline = require('node:readline');

const { BSON, MongoClient } = require('motorized/callback');

const { MONGODB_URI = 'mongodb://localhost:27017' } = process.env;
const { EJSON } = BSON;
const BATCH = 500;
const COMMANDS = { dump, restore };

const [, , name, database] = process.argv;
const command = COMMANDS[name];
if (command === undefined || database === undefined) {
  console.error('node backup.js dump|restore DATABASE');
  process.exitCode = 2;
} else {
  MongoClient.connect(MONGODB_URI, (error, client) => {
    if (error) return end(error);
    command(client.db(database), (failure, count) => client.close((closing) => end(failure || closing, count)));
  });
}

function end(error, count) {
  if (error) console.error(error.message);
  else console.error(`${count} documents`);
  process.exitCode = error ? 1 : 0;
}

/** Writes all documents, collection by collection. */
function dump(db, done) {
  db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray((error, collections) => {
    if (error) return done(error);
    let count = 0;
    const names = collections.map((each) => each.name).sort();
    eachInTurn(
      names,
      (collection, next) => {
        const documents = db.collection(collection).find().sort({ _id: 1 });
        (function step() {
          documents.next((failure, document) => {
            if (failure || document === null) return next(failure);
            count += 1;
            const line = `${EJSON.stringify({ collection, document }, { relaxed: false })}\n`;
            // A reader that is slow holds the cursor back.
            if (process.stdout.write(line)) step();
            else process.stdout.once('drain', step);
          });
        })();
      },
      (failure) => done(failure, count),
    );
  });
}

/** Inserts what is read, a batch at a time; the input waits meanwhile. */
function restore(db, done) {
  const input = readline.createInterface({ input: process.stdin });
  let waiting = [];
  let count = 0;
  let isBusy = false;
  let isRead = false;
  let hasFailed = false;

  input.on('line', (line) => {
    waiting.push(line);
    // A pause is no stop: what has been read already still comes, and waits for the next batch.
    if (waiting.length >= BATCH) input.pause();
    goOn();
  });
  input.once('close', () => {
    isRead = true;
    goOn();
  });

  function goOn() {
    if (isBusy || hasFailed) return;
    if (waiting.length === 0 && isRead) return done(null, count);
    if (waiting.length < BATCH && !isRead) return input.resume();
    isBusy = true;
    const batch = waiting;
    waiting = [];
    insert(db, batch, (error, inserted) => {
      isBusy = false;
      count += inserted;
      if (!error) return goOn();
      hasFailed = true;
      input.close();
      done(error);
    });
  }
}

/** Calls back with how many were inserted. */
function insert(db, lines, done) {
  const byCollection = new Map();
  try {
    for (const line of lines) {
      const { collection, document } = EJSON.parse(line, { relaxed: false });
      if (!byCollection.has(collection)) byCollection.set(collection, []);
      byCollection.get(collection).push(document);
    }
  } catch (error) {
    return done(error, 0);
  }
  let count = 0;
  eachInTurn(
    [...byCollection],
    ([collection, documents], next) => {
      db.collection(collection).insertMany(documents, (error, result) => {
        count += result ? result.insertedCount : 0;
        next(error);
      });
    },
    (error) => done(error, count),
  );
}

/** Does something for each item, one after the other, and stops at the first error. */
function eachInTurn([first, ...others], act, done) {
  if (first === undefined) return done(null);
  act(first, (error) => (error ? done(error) : eachInTurn(others, act, done)));
}
