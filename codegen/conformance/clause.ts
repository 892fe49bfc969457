import type { Idiom } from '../synchro/idiom.js';
import type { Stage } from './stage/stage.js';
import type { Subject } from './subject/subject.js';

/** A sentence of the contract of frameworks, and what shows on a real server whether it holds. */
export interface Clause {
  /** `subject/sentence`, such as `commands/answers`. */
  readonly name: string;
  /** The sentence. */
  readonly says: string;
  /** The evaluation of the frameworks that it is about; all where it is not given. */
  readonly for?: Subject['evaluation'];
  /** The key of the idiom without which nobody can say whether it holds. */
  readonly needs?: keyof Idiom;
  /** Why an eager framework whose idiom has no such key has nothing to keep; each has to have the key where that is not given. */
  readonly unlessEager?: string;
  /** The member that it is about, of every class that has it: nothing is to be kept of a driver that has it nowhere. */
  readonly member?: string;
  /** Where to look when it does not hold: the functions of `framework.ts` and `runtime.ts`. */
  readonly fix: string;
  /** Of what is looked at before anything is run: what is not as the clause says. */
  readonly read?: (subject: Subject) => readonly Breach[];
  /** Of all others: fails by throwing, of several things at once by {@link Broken}. */
  readonly run?: (stage: Stage) => Promise<void>;
  /** The same on the driver alone: failures that it leaves to nobody as well are no breach. */
  readonly alike?: (stage: Stage) => Promise<void>;
}

/** One thing that is not as a clause says. */
export interface Breach {
  /** What it is about, such as `Collection.insertOne`; undefined where the clause says it. */
  readonly subject: string | undefined;
  readonly expected: unknown;
  readonly found: unknown;
  /** Where to look, if that depends on what was found; else the clause says it. */
  readonly fix?: string;
}

/** What a clause fails with that has found something. */
export class Broken extends Error {
  override readonly name = 'Broken';

  constructor(readonly breaches: readonly Breach[]) {
    super(breaches.map(({ subject }) => subject ?? 'this clause').join(', '));
  }
}

/** Why a clause does not apply to frameworks of a kind, with such an idiom; undefined where it does. */
export function inapplicable(
  { for: wanted, needs, unlessEager, member }: Clause,
  { evaluation, idiom, shape }: Pick<Subject, 'evaluation' | 'idiom' | 'shape'>,
): string | undefined {
  const isThere = shape.classes.some((each) => each.members.some(({ name }) => name === member));
  if (member !== undefined && !isThere) return `this release of the driver has no \`${member}\``;
  if (wanted !== undefined && wanted !== evaluation) return `it is only for ${wanted} frameworks`;
  const isWithout = needs !== undefined && idiom[needs] === undefined;
  return isWithout && evaluation === 'eager' ? unlessEager : undefined;
}
