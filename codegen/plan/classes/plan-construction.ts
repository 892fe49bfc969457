import type { DriverClass } from '../../model/driver.js';
import { emittedAs } from '../../model/exported-names.js';
import { findClass, subclasses } from '../../model/lookup.js';
import type { ClassPair } from '../../reconcile/pairs.js';
import type { MemberPlan } from '../file-plan.js';
import type { MemberScope } from '../member-scope.js';
import { comment } from '../text/docs.js';
import { type Code, layout, list } from '../text/layout.js';
import { ofDriver } from '../types/driver-names.js';
import { localName } from '../types/local-names.js';
import { inheritsWrap, wrapByObject } from '../types/plan-result.js';
import { spellTypeParameters } from '../types/spell.js';
import { anyArguments, delegateType, ownArguments, runName, wrappedBase } from './class-base.js';
import { constructedFrom, planPublicConstructor, registration } from './plan-constructor.js';

/** `wrap`, and the constructor unless that of the base will do. */
export function planConstruction(scope: MemberScope, pair: ClassPair, hasPayloads: boolean): MemberPlan[] {
  const { class: declared } = pair;
  if (scope.role === 'run') return planRunConstruction(scope, declared);
  const isRoot = wrappedBase(scope, declared) === undefined;
  const constructors = pair.spec.constructible
    ? [planPublicConstructor(scope, pair, hasPayloads)]
    : isRoot
      ? [planDelegateConstructor(scope, declared, hasPayloads)]
      : [];
  return [...constructors, planWrap(scope, declared)];
}

/** `protected constructor(delegate: driver.Collection<TSchema>)`. Users get instances from members and from `wrap`. */
function planDelegateConstructor(scope: MemberScope, declared: DriverClass, hasPayloads: boolean): MemberPlan {
  const given = scope.role === 'recipe' ? 'source' : 'delegate';
  return {
    subject: `${declared.name}.constructor`,
    covers: 0,
    hasBody: true,
    declarations: [],
    docs: [],
    head: layout(['protected constructor', list('(', [`${given}: ${constructedFrom(scope, declared)}`], ')'), ' {'], 2),
    body: [`super(${given}${hasPayloads ? `, ${scope.imports.local('payloads')}` : ''});`, ...registration(scope)],
  };
}

/** A run is created by opening a recipe, once for each driver cursor. */
function planRunConstruction(scope: MemberScope, declared: DriverClass): MemberPlan[] {
  const delegate = delegateType(scope, declared);
  const parameters = spellTypeParameters(scope, declared.typeParameters);
  const generic = parameters.length === 0 ? '' : list('<', parameters, '>');
  const run = runName(scope, declared);
  const plan = { covers: 0, hasBody: true, declarations: [] };
  return [
    {
      ...plan,
      subject: `${run}.constructor`,
      docs: [],
      head: [`protected constructor(delegate: ${delegate}) {`],
      body: ['super(delegate);'],
    },
    {
      ...plan,
      subject: `${run}.wrap`,
      docs: comment([`The run of a {@link ${ofDriver(scope, declared.name)}}.`]),
      head: layout(
        [
          'static wrap',
          generic,
          { ...list('(', [`delegate: ${delegate}`], ')'), first: true },
          `: ${run}${ownArguments(declared)} {`,
        ],
        2,
      ),
      body: [`return new ${run}(${expected(scope, declared.name)});`],
    },
  ];
}

/**
 * `static wrap`: one driver object has one wrapper.
 *
 * In a class that others extend, the object decides on the class. In an abstract class, `wrap` is not generic. A
 * subclass of a generic class repeats the signature of its base, since static members are inherited and have to be
 * compatible (TS2417).
 */
function planWrap(scope: MemberScope, declared: DriverClass): MemberPlan {
  const { name, typeParameters } = declared;
  const generic = declared.abstract ? [] : spellTypeParameters(scope, typeParameters);
  const args = declared.abstract ? anyArguments(declared) : ownArguments(declared);
  const emitted = emittedAs(scope.driver, name);
  const driverClass = ofDriver(scope, name);
  const own: Code = [
    generic.length === 0 ? '' : list('<', generic, '>'),
    { ...list('(', [`delegate: ${driverClass}${args}`], ')'), first: true },
    `: ${emitted}${args}`,
  ];
  const base = wrappedBase(scope, declared);
  const inherited = base !== undefined && inheritsWrap(scope, name) ? inheritedWrap(scope, base.name) : undefined;
  const modifiers = `static ${base === undefined ? '' : 'override '}wrap`;
  const line = `Wraps a {@link ${driverClass}}. One object always has the same wrapper.`;
  const docs = comment([line]);
  const body = layout(['return ', wrapped(scope, declared), ';'], 4);
  const subject = `${name}.wrap`;
  if (inherited === undefined) {
    return { subject, covers: 0, hasBody: true, declarations: [], docs, head: layout([modifiers, own, ' {'], 2), body };
  }
  return {
    subject,
    covers: 0,
    hasBody: true,
    declarations: [
      { docs, lines: layout([modifiers, own, ';'], 2) },
      { docs: [], lines: layout([modifiers, inherited, ';'], 2) },
    ],
    docs: [],
    head: layout([modifiers, '(delegate: any): any {'], 2),
    body,
  };
}

/** The existing wrapper, or a new one. If there are several classes, the object decides. */
function wrapped(scope: MemberScope, { name, abstract }: DriverClass): Code {
  const emitted = emittedAs(scope.driver, name);
  const given = expected(scope, emitted);
  const hasSubclasses = [...subclasses(scope.driver, name)].some((each) => scope.wrapped.isWrapped(each.name));
  if (hasSubclasses || abstract) return wrapByObject(scope, name, given);
  const wrappers = scope.imports.ours('wrappers', './classes.js');
  return orElse(`${wrappers}.of(delegate, ${emitted})`, [`new ${emitted}`, list('(', [given], ')')]);
}

/** `one ?? other`, broken at the operator if it is too long. */
function orElse(one: Code, other: Code): Code {
  return { open: '', items: [one, other], close: '', separator: ' ?? ' };
}

/** The object to wrap, checked to be an instance of the driver's class. */
function expected(scope: MemberScope, name: string): string {
  return `${scope.imports.ours('expectInstance', '../internal/wrappers.js')}(delegate, '${name}')`;
}

/** The signature of a concrete generic base, which a subclass with other type parameters needs as well. */
function inheritedWrap(scope: MemberScope, baseName: string): Code | undefined {
  const base = findClass(scope.driver, baseName);
  if (base === undefined) return undefined;
  const args = ownArguments(base);
  const localBase = localName(scope, { name: baseName, start: 0, end: 0, value: false }, 'out');
  return [
    list('<', spellTypeParameters(scope, base.typeParameters), '>'),
    list('(', [`delegate: ${ofDriver(scope, baseName)}${args}`], ')'),
    `: ${localBase}${args}`,
  ];
}
