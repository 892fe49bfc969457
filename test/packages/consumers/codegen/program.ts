import { MongoClient } from './mongo/promise/index.js';

const client = new MongoClient(process.env['MONGODB_URI'] ?? '');
const pets = client.db('motorized_codegen').collection<{ _id: string; age: number }>('pets');

await pets.deleteMany({});
await pets.insertOne({ _id: 'Rex', age: 3 });
const older = await pets.findOneAndUpdate({ _id: 'Rex' }, { $inc: { age: 1 } }, { returnDocument: 'after' });
console.log('generated', older?.age);
await client.close();
