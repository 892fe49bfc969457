import { MongoClient } from 'motorized/rxjs';
import { lastValueFrom } from 'rxjs';

import { render } from './render.js';

const client = new MongoClient(process.env.MONGODB_URI);
const posts = client.db('motorized_vite').collection('posts');
await lastValueFrom(posts.deleteMany({}));
await lastValueFrom(posts.insertMany([{ title: 'Second' }, { title: 'First' }]));
console.log(await render(posts));
await lastValueFrom(client.close());
