import type { Scope } from '../scope.js';

/** Imports a name from the framework's runtime. Returns its local name. */
export function runtimeOf(scope: Scope): (name: string) => string {
  return (name) => scope.imports.ours(name, './runtime.js');
}

/** The name of the caller's context in a body, if the framework has contexts. */
export function contextName(scope: Scope): string | undefined {
  return scope.framework.context === undefined ? undefined : scope.imports.local('context');
}

/** The context as arguments: one, or none. */
export function contextArguments(scope: Scope): string[] {
  const name = contextName(scope);
  return name === undefined ? [] : [name];
}
