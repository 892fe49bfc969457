import type { CommandBody, CommandCall, Framework } from '../../../codegen/frameworks/framework.js';
import type { Idiom } from '../../../codegen/synchro/idiom.js';

/** A sound framework with one thing that is broken on purpose: it fails in its clause, and in no other. */
export interface Control {
  /** The clause that has to fail. */
  readonly clause: string;
  /** Others that have to fail with it, since they look at the same in another moment. */
  readonly also?: readonly string[];
  /** The framework that is sound. */
  readonly of: 'promise' | 'callback' | 'rxjs';
  readonly framework?: Partial<Framework>;
  /** The body of a command, where it is another one. */
  readonly command?: (call: CommandCall, body: CommandBody) => CommandBody;
  /** Texts that stand in place of others, by the path of an emitted module under the framework's folder. */
  readonly texts?: Readonly<Record<string, readonly [from: string | RegExp, to: string]>>;
  readonly idiom?: (sound: Idiom) => Partial<Idiom>;
}

/** The body of one command, with something behind the driver's promise. */
export function after(member: string, code: string): NonNullable<Control['command']> {
  return (call, body) =>
    call.member.name === member ? { ...body, statements: [['return (', call.promise, `)${code}`]] } : body;
}

/** The body of one command, by a function that is added to the runtime. */
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
