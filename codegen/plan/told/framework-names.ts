import type { Scope } from '../scope.js';

/** Imports something of the framework's runtime and gives its local spelling. */
export function runtimeOf(scope: Scope): (name: string) => string {
  return (name) => scope.imports.ours(name, './runtime.js');
}

/** How a body calls the context of whoever runs it, in a framework that has one. */
export function contextName(scope: Scope): string | undefined {
  return scope.framework.context === undefined ? undefined : scope.imports.local('context');
}

/** The same as arguments: one, or none. */
export function contextArguments(scope: Scope): string[] {
  const name = contextName(scope);
  return name === undefined ? [] : [name];
}
