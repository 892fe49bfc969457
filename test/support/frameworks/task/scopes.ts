import { scopes } from './runtime/scope.js';
import { MongoClient } from './MongoClient.js';

/** Runs something in a scope of a name. */
export function withScope<T>(name: string, run: () => T): T {
  return scopes.run(name, run);
}

/** The scope of whoever calls. */
export function currentScope(): string | undefined {
  return scopes.getStore();
}

/** The module may name the classes, which `runtime.ts` may not. */
export const Client: typeof MongoClient = MongoClient;
