import type { CommandBody, CommandCall, Framework } from '../../../codegen/frameworks/framework.js';
import type { Idiom } from '../../../codegen/synchro/idiom.js';

/** A correct framework with one thing broken on purpose, which fails its clause and no other. */
export interface Control {
  /** The clause that has to fail. */
  readonly clause: string;
  /** Other clauses that have to fail with it, since they check the same at another time. */
  readonly also?: readonly string[];
  /** The correct framework. */
  readonly of: 'promise' | 'callback' | 'rxjs';
  readonly framework?: Partial<Framework>;
  /** The body of a command, if it is replaced. */
  readonly command?: (call: CommandCall, body: CommandBody) => CommandBody;
  /** Texts to replace, by the path of an emitted module below the framework's folder. */
  readonly texts?: Readonly<Record<string, readonly [from: string | RegExp, to: string]>>;
  readonly idiom?: (sound: Idiom) => Partial<Idiom>;
}

/** The body of one command, with something after the driver's promise. */
export function after(member: string, code: string): NonNullable<Control['command']> {
  return (call, body) =>
    call.member.name === member ? { ...body, statements: [['return (', call.promise, `)${code}`]] } : body;
}

/** The body of one command, which calls a function that is added to the runtime. */
export function through(member: string, name: string): NonNullable<Control['command']> {
  return (call, body) =>
    call.member.name === member
      ? { ...body, statements: [['return ', call.runtime(name), '(() => ', call.promise, ') as never']] }
      : body;
}

/** Adds something to the end of a module. */
export function added(code: string): readonly [RegExp, string] {
  return [/$/, `\n${code}\n`];
}
