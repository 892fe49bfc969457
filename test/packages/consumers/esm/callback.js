import { MongoClient } from 'motorized/callback';

const client = new MongoClient(process.env.MONGODB_URI);
const users = client.db('motorized_esm').collection('users');

users.deleteMany({}, (error) => {
  if (error) throw error;
  users.insertOne({ _id: 'Ada' }, (error) => {
    if (error) throw error;
    users.insertOne({ _id: 'Ada' }, (error) => {
      console.log('callback', error.code);
      users.find().toArray((error, found) => {
        console.log('callback', error, found);
        client.close(() => {});
      });
    });
  });
});
