import { isDeepStrictEqual } from 'node:util';

import type { LazyScope, Told } from '../member-scope.js';

/** What a plan may ask about all classes: what the spec says about them. */
export interface Answers {
  readonly told: Told;
  /** Undefined in frameworks that are not lazy. */
  readonly lazy: LazyScope | undefined;
}

type Question = (answers: Answers) => unknown;

/**
 * Records what is asked while a class is planned. As long as each question has the same answer, the class needs no new
 * plan.
 */
export class Questions implements Answers {
  readonly told: Told = {
    kindOf: (of, key) => this.#ask(`kindOf ${of} ${key}`, ({ told }) => told.kindOf(of, key)),
    failuresOf: (of, key, kind) =>
      this.#ask(`failuresOf ${of} ${key} ${kind}`, ({ told }) => told.failuresOf(of, key, kind)),
    errors: () => this.#ask('errors', ({ told }) => told.errors()),
    boundBy: (of) => this.#ask(`boundBy ${of}`, ({ told }) => told.boundBy(of)),
  };
  readonly lazy: LazyScope | undefined;

  readonly #asked = new Map<string, { readonly question: Question; readonly answer: unknown }>();

  constructor(private readonly answers: Answers) {
    this.lazy = answers.lazy && {
      isCursor: (of) => this.#ask(`isCursor ${of}`, ({ lazy }) => lazy?.isCursor(of) === true),
      isOfRun: (of, member) => this.#ask(`isOfRun ${of} ${member}`, ({ lazy }) => lazy?.isOfRun(of, member) === true),
      roleOf: (of, role) => this.#ask(`roleOf ${of} ${role}`, ({ lazy }) => lazy?.roleOf(of, role)),
      closerOf: (of) => this.#ask(`closerOf ${of}`, ({ lazy }) => lazy?.closerOf(of)),
    };
  }

  /** Whether other answers are the same to everything that was asked. */
  holdFor(answers: Answers): boolean {
    return [...this.#asked.values()].every(({ question, answer }) => isDeepStrictEqual(question(answers), answer));
  }

  #ask<T>(key: string, question: (answers: Answers) => T): T {
    const known = this.#asked.get(key);
    if (known !== undefined) return known.answer as T;
    const answer = question(this.answers);
    this.#asked.set(key, { question, answer });
    return answer;
  }
}
