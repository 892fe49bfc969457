import { MongoClient, type FindOptions, type ObjectId } from 'motorized/promise';

interface Pet {
  _id: ObjectId;
  name: string;
  age: number;
}

const client = new MongoClient(process.env['MONGODB_URI'] ?? '');
const pets = client.db('motorized_nodenext').collection<Omit<Pet, '_id'>>('pets');
const oldest: FindOptions = { sort: { age: -1 }, limit: 1 };

await pets.deleteMany({});
await pets.insertMany([
  { name: 'Rex', age: 3 },
  { name: 'Mia', age: 5 },
]);
for await (const pet of pets.find({}, oldest)) {
  const { name }: Pet = pet;
  console.log('promise', name);
}
await client.close();
