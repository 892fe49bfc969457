import { ancestors } from '../../model/lookup.js';
import type { ClassPair } from '../../reconcile/pairs.js';
import { closerOf } from '../../spec/closer-of.js';
import type { LazyScope } from '../member-scope.js';

/** What the spec says about runs, for the classes that have them and their subclasses. */
export function lazyScope(driver: Parameters<typeof ancestors>[0], pairs: readonly ClassPair[]): LazyScope {
  const lineage = (name: string): ClassPair[] =>
    [name, ...ancestors(driver, name)].flatMap((each) => pairs.filter((pair) => pair.class.name === each));
  const ofRun = (name: string) => lineage(name).flatMap((pair) => pair.spec.claims.filter((claim) => claim.run));
  return {
    isCursor: (name) => ofRun(name).length > 0,
    isOfRun: (name, member) => ofRun(name).some((claim) => claim.member === member && !claim.static),
    roleOf: (name, role) => lineage(name).flatMap((pair) => pair.spec.roles[role]?.name ?? [])[0],
    closerOf: (name) => lineage(name).flatMap(({ spec }) => closerOf(spec) ?? [])[0],
  };
}
