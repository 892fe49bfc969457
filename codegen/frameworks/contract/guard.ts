import { types } from 'node:util';

import type { z } from 'zod';

import type { Problem } from '../../common/problem.js';
import { shownError, shownText, shownValue } from '../../common/shown-value.js';
import type { PlaceOf } from '../framework-source.js';
import type { Framework } from '../framework.js';
import { codeFault, type Snippet } from '../reading/code-fault.js';
import { type About, nameOf } from './about.js';
import { shownSnippet } from './snippets.js';

interface Fault {
  readonly path: string;
  readonly reason: string;
  readonly about: string | undefined;
  others: number;
}

/** A call of a framework's function. */
export interface GuardedCall<T> {
  /** The key of the function in `framework.ts`: `docs.command`. */
  readonly path: string;
  /** What it is called for. */
  readonly about: About;
  readonly give: () => unknown;
  /** The schema of its result. */
  readonly schema: z.ZodType<T>;
  /** The parts of the result that are code, which have to parse. */
  readonly code?: (given: T) => readonly Snippet[];
  /**
   * The value to continue with if the result is invalid. Nothing is emitted then; continuing only finds further
   * problems.
   */
  readonly standIn: T;
}

/** How many problems of one function are reported separately. Many differ only in the name of a member. */
const MOST_REASONS = 5;

/** The faults in the snippets of each framework so far: most members have the same code, and so has the next plan. */
const faultsIn = new WeakMap<Framework, Map<string, string | undefined>>();

/** Calls a framework's functions, which may throw or return anything, and collects the problems. */
export class Guard {
  readonly #faults = new Map<string, Fault>();

  constructor(private readonly framework: Framework) {}

  /** Calls the function. Returns its result if that is valid, otherwise the stand-in. */
  call<T>({ path, about, give, schema, code, standIn }: GuardedCall<T>): T {
    let given: unknown;
    try {
      given = give();
    } catch (error) {
      this.#add(path, about, `throws ${shownError(error)}`);
      return standIn;
    }
    try {
      // Nobody waits for the promise, so its rejection must not be left unhandled.
      if (types.isPromise(given)) void Promise.prototype.then.call(given, undefined, ignore);
      const parsed = schema.safeParse(types.isPromise(given) ? null : given);
      const fault = parsed.success ? this.#codeFault(code?.(parsed.data) ?? []) : faultOf(given, parsed.error);
      if (parsed.success && fault === undefined) return parsed.data;
      this.#add(path, about, `returns ${fault}`);
    } catch (error) {
      this.#add(path, about, `returns a value that cannot be inspected: it throws ${shownError(error)}`);
    }
    return standIn;
  }

  /** The problems so far: one for each function and reason. */
  problems(placeOf: PlaceOf): Problem[] {
    const framework = this.framework.name;
    return [...this.#faults.values()].map(({ path, reason, about, others }) => {
      const forWhom = about === undefined ? '' : ` for ${about}`;
      const more = others === 0 ? '' : `, and in ${others} other ${others === 1 ? 'place' : 'places'}`;
      return {
        rule: 'framework-fault',
        severity: 'error',
        subject: `${framework}.${path}`,
        message: `\`${path}\` of the framework ${framework} ${reason}${forWhom}${more}`,
        fix: 'correct the function; docs/writing-a-framework.md says what it gets and has to return',
        at: placeOf(path),
      };
    });
  }

  #codeFault(snippets: readonly Snippet[]): string | undefined {
    for (const snippet of snippets) {
      const fault = this.#faultOf(snippet);
      if (fault !== undefined)
        return `${WHAT[snippet.as]} cannot be compiled, \`${shownText(shownSnippet(snippet), SHOWN_CODE)}\`: ${fault}`;
    }
    return undefined;
  }

  #faultOf(snippet: Snippet): string | undefined {
    let found = faultsIn.get(this.framework);
    if (found === undefined) faultsIn.set(this.framework, (found = new Map()));
    const key = [snippet.as, ...(snippet.declares ?? []), snippet.text].join(' ');
    if (!found.has(key)) found.set(key, codeFault(snippet));
    return found.get(key);
  }

  #add(path: string, about: About, reason: string): void {
    const key = `${path} ${reason}`;
    const ofPath = [...this.#faults.values()].filter((each) => each.path === path);
    const known = this.#faults.get(key) ?? (ofPath.length < MOST_REASONS ? undefined : ofPath.at(-1));
    if (known === undefined) this.#faults.set(key, { path, reason, about: nameOf(about), others: 0 });
    else known.others += 1;
  }
}

const WHAT: Readonly<Record<Snippet['as'], string>> = {
  type: 'a type that',
  expression: 'an expression that',
  signature: 'a signature that',
  statements: 'statements that',
  module: 'statements that',
};

/** How many characters of code messages show. */
const SHOWN_CODE = 120;

/** Describes a fault: what was found, and what was expected. */
function faultOf(given: unknown, { issues: [issue] }: z.ZodError): string {
  const path = issue?.path ?? [];
  const found = path.reduce<unknown>((each, key) => (each as Record<PropertyKey, unknown> | undefined)?.[key], given);
  const expected = `expected ${issue?.message ?? 'something else'}`;
  if (path.length === 0) return `${shownValue(given)}, ${expected}`;
  const where = path.map((key) => shownText(String(key))).join('.');
  const what = found === undefined ? 'is missing' : `is ${shownValue(found)}`;
  if (issue?.code === 'unrecognized_keys') return `${shownValue(found)} in \`${where}\`, ${expected}`;
  return `${shownValue(given)} in which \`${where}\` ${what}, ${expected}`;
}

function ignore(): void {}
