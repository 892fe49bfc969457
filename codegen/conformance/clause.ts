import type { Idiom } from '../synchro/idiom.js';
import type { Stage } from './stage/stage.js';
import type { Subject } from './subject/subject.js';

/** A sentence of the contract of frameworks, with the check for it on a real server. */
export interface Clause {
  /** `subject/sentence`, such as `commands/answers`. */
  readonly name: string;
  /** The sentence. */
  readonly says: string;
  /** The evaluation of the frameworks that it applies to. Default: both. */
  readonly for?: Subject['evaluation'];
  /** The key of the idiom that the check needs. */
  readonly needs?: keyof Idiom;
  /** Why the clause does not apply to an eager framework without that key. If not given, the key is required. */
  readonly unlessEager?: string;
  /** The member that it concerns, in any class. It does not apply if the driver has no such member. */
  readonly member?: string;
  /** Where to look if it fails: the functions of `framework.ts` and `runtime.ts`. */
  readonly fix: string;
  /** For a check without a server: returns the breaches. */
  readonly read?: (subject: Subject) => readonly Breach[];
  /** For a check on a server: throws if the clause does not hold, with {@link Broken} for several breaches. */
  readonly run?: (stage: Stage) => Promise<void>;
  /** Does the same on the driver alone. Unhandled failures of the driver itself are not breaches. */
  readonly alike?: (stage: Stage) => Promise<void>;
}

/** A breach of a clause. */
export interface Breach {
  /** What it concerns, such as `Collection.insertOne`. Undefined if the clause says it. */
  readonly subject: string | undefined;
  readonly expected: unknown;
  readonly found: unknown;
  /** Where to look, if that differs from the clause. */
  readonly fix?: string;
}

/** The error of a clause with breaches. */
export class Broken extends Error {
  override readonly name = 'Broken';

  constructor(readonly breaches: readonly Breach[]) {
    super(breaches.map(({ subject }) => subject ?? 'this clause').join(', '));
  }
}

/** Why a clause does not apply to a framework. Undefined if it does. */
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
