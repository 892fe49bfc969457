import { nearest } from '../../common/nearest.js';
import { type Breach, type Clause, inapplicable } from '../clause.js';
import type { Subject } from '../subject/subject.js';

/** Entries of `without` that name no clause of the framework. */
export function strayEntries(
  subject: Pick<Subject, 'evaluation' | 'idiom' | 'shape'>,
  clauses: readonly Clause[],
): Breach[] {
  return Object.keys(subject.idiom.without ?? {}).flatMap((name) => {
    const clause = clauses.find((each) => each.name === name);
    if (clause === undefined) return [strayOf(name, 'the name of a clause', nearestTo(name, clauses))];
    const reason = inapplicable(clause, subject);
    return reason === undefined ? [] : [strayOf(name, 'a clause that applies', `none: ${reason}`)];
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
