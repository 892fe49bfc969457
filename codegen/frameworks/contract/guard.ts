import type { z } from 'zod';

import type { Problem } from '../../common/problem.js';
import { shownValue } from '../../common/shown-value.js';
import type { PlaceOf } from '../framework-source.js';
import { type About, nameOf } from './about.js';

interface Fault {
  readonly path: string;
  readonly reason: string;
  readonly about: string | undefined;
  others: number;
}

/** A call of a function of a framework's. */
export interface GuardedCall<T> {
  /** Where the function stands in `framework.ts`: `docs.command`. */
  readonly path: string;
  /** What it is asked about. */
  readonly about: About;
  readonly give: () => unknown;
  /** What it has to give. */
  readonly schema: z.ZodType<T>;
  /** What is gone on with where it gives something else. Nothing is emitted then: it only finds what else is wrong. */
  readonly standIn: T;
}

/** Calls functions of a framework, which may throw and may give anything, and keeps what goes wrong. */
export class Guard {
  readonly #faults = new Map<string, Fault>();

  /** What the function gives, where that is what it has to. */
  call<T>({ path, about, give, schema, standIn }: GuardedCall<T>): T {
    let given: unknown;
    try {
      given = give();
    } catch (error) {
      this.#add(
        path,
        about,
        `throws ${error instanceof Error ? `${error.name}: ${error.message}` : shownValue(error)}`,
      );
      return standIn;
    }
    const parsed = schema.safeParse(given);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    const inside = issue === undefined || issue.path.length === 0 ? '' : ` in \`${issue.path.map(String).join('.')}\``;
    this.#add(path, about, `gives ${shownValue(given)}, expected ${issue?.message ?? 'something else'}${inside}`);
    return standIn;
  }

  /** What went wrong so far: one problem for each function and reason. */
  problems(framework: string, placeOf: PlaceOf): Problem[] {
    return [...this.#faults.values()].map(({ path, reason, about, others }) => {
      const forWhom = about === undefined ? '' : ` for ${about}`;
      const more = others === 0 ? '' : `, and in ${others} other ${others === 1 ? 'place' : 'places'}`;
      return {
        rule: 'framework-fault',
        severity: 'error',
        subject: `${framework}.${path}`,
        message: `\`${path}\` of the framework ${framework} ${reason}${forWhom}${more}`,
        fix: 'correct the function; docs/writing-a-framework.md says what it is given and has to give',
        at: placeOf(path),
      };
    });
  }

  #add(path: string, about: About, reason: string): void {
    const key = `${path} ${reason}`;
    const known = this.#faults.get(key);
    if (known === undefined) this.#faults.set(key, { path, reason, about: nameOf(about), others: 0 });
    else known.others += 1;
  }
}
