import type { Problem } from '../../common/problem.js';
import type { PlaceOf } from '../framework-source.js';
import type { Framework } from '../framework.js';
import {
  addedMembers,
  commandBody,
  type Dressed,
  moduleStatements,
  plannedSignatures,
  spelling,
  synchronous,
} from './given.js';
import { Guard } from './guard.js';
import type { ImportUses } from './import-uses.js';
import type { DeclaredClass, DeclaredMember } from './told.js';

/** A framework that nobody has to fear: its functions neither throw nor give what they should not. */
export interface Guarded {
  readonly framework: Framework;
  /** What was wrong with what they gave so far. */
  problems(): Problem[];
}

/** Each function of a framework as it is called: its own object is `this`, and what it imports is noted. */
interface Calls {
  readonly framework: Framework;
  readonly guard: Guard;
  readonly uses: ImportUses;
}

/**
 * The framework with each of its functions behind a guard.
 *
 * @param uses - notes what the functions import, and who asks for it
 */
export function guardFramework(framework: Framework, placeOf: PlaceOf, uses: ImportUses): Guarded {
  const guard = new Guard();
  const calls = { framework, guard, uses };
  return {
    framework: {
      ...framework,
      value: value(calls),
      executor: executor(calls),
      signatures: signatures(calls),
      bases: bases(calls),
      members: members(calls),
      modules: modules(calls),
      command: command(calls),
      synchronous: synchronousMember(calls),
      docs: docs(calls),
    },
    problems: () => guard.problems(framework.name, placeOf),
  };
}

function value({ framework, guard, uses }: Calls): Framework['value'] {
  return (type, from, result) =>
    guard.call({
      path: 'value',
      about: result.member,
      give: () => framework.value(type, uses.types('value', result.member, from), result),
      schema: spelling,
      standIn: 'unknown',
    });
}

function executor({ framework, guard, uses }: Calls): Framework['executor'] {
  return (parameters, type, from, asked) =>
    guard.call({
      path: 'executor',
      about: asked.member,
      give: () => framework.executor(parameters, type, uses.types('executor', asked.member, from), asked),
      schema: spelling,
      standIn: 'unknown',
    });
}

function signatures({ framework, guard, uses }: Calls): Framework['signatures'] {
  if (framework.signatures === undefined) return undefined;
  return (signature, from, overloads, member) =>
    guard.call({
      path: 'signatures',
      about: member,
      give: () => framework.signatures?.(signature, uses.types('signatures', member, from), overloads, member),
      schema: plannedSignatures,
      standIn: [signature],
    });
}

function command({ framework, guard, uses }: Calls): Framework['command'] {
  return (call) =>
    guard.call({
      path: 'command',
      about: call.member,
      give: () => framework.command({ ...call, runtime: uses.ofRuntime('command', call.member, call.runtime) }),
      schema: commandBody,
      standIn: { statements: ['return'] },
    });
}

function members({ framework, guard, uses }: Calls): Framework['members'] {
  if (framework.members === undefined) return undefined;
  return (declared, runtime, from) =>
    guard.call({
      path: 'members',
      about: declared,
      give: () =>
        framework.members?.(
          declared,
          uses.ofRuntime('members', declared, runtime),
          uses.types('members', declared, from),
        ),
      schema: addedMembers,
      standIn: [],
    });
}

function synchronousMember({ framework, guard, uses }: Calls): Framework['synchronous'] {
  if (framework.synchronous === undefined) return undefined;
  const path = 'synchronous';
  return (call, from) => {
    const { member } = call;
    const runtime = uses.ofRuntime(path, member, call.runtime);
    const give = (): unknown => framework.synchronous?.({ ...call, runtime }, uses.types(path, member, from));
    const given = guard.call({ path, about: member, give, schema: synchronous, standIn: undefined });
    return given === undefined || 'hide' in given ? given : guardedDress(given, guard, member);
  };
}

function guardedDress(dressed: Dressed, guard: Guard, member: DeclaredMember): Dressed {
  const returns = (type: string): string =>
    guard.call({
      path: 'synchronous',
      about: member,
      give: () => dressed.returns(type),
      schema: spelling,
      standIn: 'unknown',
    });
  return { ...dressed, returns };
}

function bases(calls: Calls): Framework['bases'] {
  const { framework, guard, uses } = calls;
  const own = framework.bases;
  if (own === undefined) return undefined;
  if (own.emitter !== undefined) uses.runtime(own.emitter, 'bases.emitter', undefined, 'value');
  return {
    ...own,
    readable: streamBase(calls, 'readable'),
    writable: streamBase(calls, 'writable'),
    recipe:
      own.recipe &&
      ((declared) => {
        const path = 'bases.recipe';
        const give = (): unknown => own.recipe?.(declared);
        const name = guard.call({ path, about: declared, give, schema: spelling, standIn: NOTHING });
        if (name !== NOTHING) uses.runtime(name, path, declared, 'value');
        return name;
      }),
  };
}

/** The base of what nobody could name. */
const NOTHING = 'Object';

function streamBase(
  { framework, guard, uses }: Calls,
  nature: 'readable' | 'writable',
): string | ((declared: DeclaredClass) => string | undefined) | undefined {
  const base = framework.bases?.[nature];
  const path = `bases.${nature}`;
  if (typeof base === 'string') uses.runtime(base, path, undefined, 'value');
  if (typeof base !== 'function') return base;
  return (declared) => {
    const give = (): unknown => base(declared);
    const name = guard.call({ path, about: declared, give, schema: spelling.optional(), standIn: undefined });
    if (name !== undefined) uses.runtime(name, path, declared, 'value');
    return name;
  };
}

function modules({ framework, guard, uses }: Calls): Framework['modules'] {
  return framework.modules?.map((module, at) => {
    const { file, write } = module;
    if (write === undefined) return module;
    const path = `modules.${at}.write`;
    return {
      ...module,
      write: (driver, from, importValue) =>
        guard.call({
          path,
          about: file,
          give: () => module.write?.(driver, uses.types(path, file, from), uses.values(path, file, importValue)),
          schema: moduleStatements,
          standIn: [],
        }),
    };
  });
}

function docs({ framework, guard }: Calls): Framework['docs'] {
  const own = framework.docs;
  return {
    command: (link, member) =>
      guard.call({
        path: 'docs.command',
        about: member,
        give: () => own.command(link, member),
        schema: spelling,
        standIn: link,
      }),
    returns:
      own.returns &&
      ((text, member) =>
        guard.call({
          path: 'docs.returns',
          about: member,
          give: () => own.returns?.(text, member),
          schema: spelling,
          standIn: text,
        })),
  };
}
