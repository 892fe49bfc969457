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
import { delegateType, ownArguments, runName, wrappedBase } from './class-base.js';
import { constructedFrom, planPublicConstructor, registration } from './plan-constructor.js';

/** The constructor, where the base has none that serves, and `wrap`. */
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

/** `protected constructor(delegate: driver.Collection<TSchema>)`: users get wrappers of members and of `wrap`. */
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

/** A run is made by opening a recipe: for each driver's cursor once. */
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
 * A class that others extend looks at the object. An abstract one is not generic, and what extends a generic class
 * repeats its base's signature, since statics are inherited and have to agree (TS2417).
 */
function planWrap(scope: MemberScope, declared: DriverClass): MemberPlan {
  const { name, typeParameters } = declared;
  const generic = declared.abstract ? [] : spellTypeParameters(scope, typeParameters);
  const args =
    declared.abstract && typeParameters.length > 0
      ? `<${typeParameters.map(() => 'any').join(', ')}>`
      : ownArguments(declared);
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

/** The wrapper that there is, else a new one; where it may be of several classes, the object tells. */
function wrapped(scope: MemberScope, { name, abstract }: DriverClass): Code {
  const emitted = emittedAs(scope.driver, name);
  const given = expected(scope, emitted);
  const hasSubclasses = [...subclasses(scope.driver, name)].some((each) => scope.wrapped.isWrapped(each.name));
  if (hasSubclasses || abstract) return wrapByObject(scope, name, given);
  const wrappers = scope.imports.ours('wrappers', './classes.js');
  return orElse(`${wrappers}.of(delegate, ${emitted})`, [`new ${emitted}`, list('(', [given], ')')]);
}

/** `one ?? other`, broken at its operator where it is too long. */
function orElse(one: Code, other: Code): Code {
  return { open: '', items: [one, other], close: '', separator: ' ?? ' };
}

/** What is to be wrapped, which is refused where it is no object of the driver's class. */
function expected(scope: MemberScope, name: string): string {
  return `${scope.imports.ours('expectInstance', '../internal/wrappers.js')}(delegate, '${name}')`;
}

/** The signature of a concrete generic base, which a subclass that has other type parameters has to offer as well. */
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
