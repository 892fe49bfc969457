import { scopes } from './runtime/scope.js';
import { MongoClient } from './MongoClient.js';

/** Runs something in a named scope. */
export function withScope<T>(name: string, run: () => T): T {
  return scopes.run(name, run);
}

/** The scope of the caller. */
export function currentScope(): string | undefined {
  return scopes.getStore();
}

/** Unlike `runtime.ts`, this module may name the classes. */
export const Client: typeof MongoClient = MongoClient;
