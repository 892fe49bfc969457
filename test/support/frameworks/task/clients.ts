import { MongoClient } from './MongoClient.js';
import type { Attempt, Task } from './runtime.js';

/** Connects to a server: a module that users import by itself. */
export function connected(uri: string): Task<MongoClient> {
  return MongoClient.connect(uri);
}

/** Starts a session, whose class is not loaded here. */
export function sessionOf(uri: string): Attempt<object> {
  return new MongoClient(uri).startSession();
}
