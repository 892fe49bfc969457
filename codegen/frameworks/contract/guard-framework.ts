import type { Problem } from '../../common/problem.js';
import type { PlaceOf } from '../framework-source.js';
import type { Framework } from '../framework.js';
import {
  addedMembers,
  commandBody,
  type Dressed,
  errorWord,
  moduleStatements,
  plannedSignatures,
  recipeBase,
  spelling,
  synchronous,
} from './given.js';
import { frozen, retold } from './frozen.js';
import { Guard } from './guard.js';
import type { ImportUses } from './import-uses.js';
import { ofCommand, ofDress, ofMembers, ofModule, ofSignatures, ofType } from './snippets.js';
import type { DeclaredClass, DeclaredMember, PlannedSignature } from './told.js';

/** A framework whose functions neither throw nor return anything invalid. */
export interface Guarded {
  readonly framework: Framework;
  /** The problems with what they have returned so far. */
  problems(): Problem[];
}

/** How each function of a framework is called, so that its imports are recorded. */
interface Calls {
  readonly framework: Framework;
  readonly guard: Guard;
  readonly uses: ImportUses;
}

/**
 * Wraps each function of a framework in a guard.
 *
 * @param uses - records what the functions import, and which of them does
 */
export function guardFramework(framework: Framework, placeOf: PlaceOf, uses: ImportUses): Guarded {
  const guard = new Guard(framework);
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
      errors: errors(calls),
      docs: docs(calls),
    },
    problems: () => guard.problems(placeOf),
  };
}

function value({ framework, guard, uses }: Calls): Framework['value'] {
  return (type, from, result) =>
    guard.call({
      path: 'value',
      about: result.member,
      give: () => framework.value(type, uses.types('value', result.member, from), frozen(result)),
      schema: spelling,
      code: (given) => ofType(given, type),
      standIn: 'unknown',
    });
}

function executor({ framework, guard, uses }: Calls): Framework['executor'] {
  return (parameters, type, from, asked) =>
    guard.call({
      path: 'executor',
      about: asked.member,
      give: () => framework.executor(parameters, type, uses.types('executor', asked.member, from), frozen(asked)),
      schema: spelling,
      code: (given) => ofType(given, type),
      standIn: 'unknown',
    });
}

function signatures({ framework, guard, uses }: Calls): Framework['signatures'] {
  if (framework.signatures === undefined) return undefined;
  return (signature, from, overloads, member) => {
    const told = toldSignature(signature);
    const all = overloads.map(toldSignature);
    return guard.call({
      path: 'signatures',
      about: member,
      give: () => framework.signatures?.(told, uses.types('signatures', member, from), frozen(all), frozen(member)),
      schema: plannedSignatures,
      code: (given) => ofSignatures(given, told),
      standIn: [signature],
    });
  };
}

/** The keys of an overload that a framework gets, without the engine's own. */
function toldSignature(signature: PlannedSignature): PlannedSignature {
  const { typeParameters, parameters, returns, resolves, nullable, stands } = signature;
  return frozen({
    typeParameters,
    parameters,
    returns,
    resolves,
    ...(nullable !== undefined && { nullable }),
    ...(stands !== undefined && { stands }),
  });
}

function command({ framework, guard, uses }: Calls): Framework['command'] {
  return (call) => {
    const { member, overloads } = call;
    const runtime = uses.ofRuntime('command', member, call.runtime);
    const told = frozen(retold(call, { runtime, overloads: overloads.map(toldSignature) }));
    return guard.call({
      path: 'command',
      about: member,
      give: () => framework.command(told),
      schema: commandBody,
      code: (given) => ofCommand(given, call),
      standIn: { statements: ['return'] },
    });
  };
}

function members({ framework, guard, uses }: Calls): Framework['members'] {
  if (framework.members === undefined) return undefined;
  return (declared, runtime, from, value) =>
    guard.call({
      path: 'members',
      about: declared,
      give: () =>
        framework.members?.(
          declared,
          uses.ofRuntime('members', declared, runtime),
          uses.types('members', declared, from),
          uses.values('members', declared, value),
        ),
      schema: addedMembers,
      code: ofMembers,
      standIn: [],
    });
}

function synchronousMember({ framework, guard, uses }: Calls): Framework['synchronous'] {
  if (framework.synchronous === undefined) return undefined;
  const path = 'synchronous';
  return (call, from) => {
    const { member, result, overloads } = call;
    const runtime = uses.ofRuntime(path, member, call.runtime);
    const told = frozen(retold(call, { runtime, overloads: overloads.map(toldSignature) }));
    const given = guard.call({
      path,
      about: member,
      give: () => framework.synchronous?.(told, uses.types(path, member, from)),
      schema: synchronous,
      code: (made) => (made === undefined || 'hide' in made ? [] : ofDress(made, result)),
      standIn: undefined,
    });
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
      code: (given) => ofType(given, type),
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
      ((declared, from) => {
        const path = 'bases.recipe';
        const give = (): unknown => own.recipe?.(declared, uses.types(path, declared, from));
        const base = guard.call({ path, about: declared, give, schema: recipeBase, standIn: NOTHING });
        const name = typeof base === 'string' ? base : base.name;
        if (name !== NOTHING) uses.runtime(name, path, declared, 'value');
        return base;
      }),
  };
}

/** The base if the framework has returned no valid name. */
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
          code: ofModule,
          standIn: [],
        }),
    };
  });
}

function errors({ framework, guard }: Calls): Framework['errors'] {
  if (framework.errors === undefined) return undefined;
  return (declared, ancestors) =>
    guard.call({
      path: 'errors',
      about: declared.name,
      give: () => framework.errors?.(frozen(declared), frozen(ancestors)),
      schema: errorWord,
      // With `undefined`, a second problem would be reported: that there is no name.
      standIn: declared.name,
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
