import { nearest } from '../../common/nearest.js';
import type { Idiom } from '../../synchro/idiom.js';
import type { Breach, Clause } from '../clause.js';
import type { Subject } from '../subject/subject.js';

/** Entries of `without` that are about no clause of the framework. */
export function strayEntries(
  { without = {} }: Idiom,
  evaluation: Subject['evaluation'],
  clauses: readonly Clause[],
): Breach[] {
  return Object.keys(without).flatMap((name) => {
    const clause = clauses.find((each) => each.name === name);
    if (clause === undefined) return [strayOf(name, 'the name of a clause', nearestTo(name, clauses))];
    if (clause.for === undefined || clause.for === evaluation) return [];
    return [strayOf(name, `a clause about ${evaluation} frameworks`, `one about ${clause.for} frameworks`)];
  });
}

function strayOf(name: string, expected: string, found: string): Breach {
  return { subject: `without['${name}']`, expected, found };
}

function nearestTo(name: string, clauses: readonly Clause[]): string {
  const near = nearest(
    name,
    clauses.map((each) => each.name),
  );
  return near === undefined ? 'none of that name' : `none of that name; did you mean '${near}'`;
}
