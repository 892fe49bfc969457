import type { Place, TypeCase } from './case.js';
import { classCase, constructorCases, eventCase, propertyCase } from './class-cases.js';
import type { ApiClass, ApiSignature, ApiTypeParameter } from './driver-api.js';
import type { OracleFramework } from './frameworks.js';
import { markerOf } from './markers.js';
import { overloadsCase, signatureCases } from './signature-cases.js';

/** The cases of one class for one framework, as a module of TypeScript. */
export interface CaseFile {
  readonly name: string;
  readonly text: string;
  readonly cases: readonly PlacedCase[];
}

/** A case and its lines in the file, counted from 1. */
export interface PlacedCase extends TypeCase {
  readonly firstLine: number;
  readonly lastLine: number;
}

/** Writes the cases of a class: its own members first, then the inherited ones as this class has them. */
export function caseFile(api: ApiClass, classes: readonly ApiClass[], framework: OracleFramework): CaseFile {
  const isRecipe = framework.recipes.has(api.name);
  const own: Place = {
    className: api.name,
    isInherited: false,
    isRecipe,
    aliases: aliasesOf(api.typeParameters, new Map()),
  };
  const cases = [
    classCase(api, own),
    ...constructorCases(api, own),
    ...memberCases(api, own, framework, new Set()),
    ...inheritedCases(api, classes, framework),
  ];
  const names = new Set([api, ...basesOf(api, classes).map((base) => base.api)].flatMap((each) => [...each.names]));
  return placeCases(api.name, header(api, [...names], framework), cases);
}

function memberCases(
  api: ApiClass,
  place: Place,
  framework: OracleFramework,
  overridden: ReadonlySet<string>,
): TypeCase[] {
  const isOurs = ({ member, isStatic }: { member: string; isStatic: boolean }): boolean =>
    !overridden.has(member) && !(place.isInherited && isStatic);
  return [
    ...api.properties.filter(isOurs).map((property) => propertyCase(place, property)),
    ...api.methods.filter(isOurs).flatMap((signature: ApiSignature) => signatureCases(place, signature, framework)),
    ...(framework.takesCallbacks ? [] : overloadedMembers(api).flatMap((overloads) => overloadsCase(place, overloads))),
    ...api.events.map((event) => eventCase(place, event)),
  ];
}

function overloadedMembers({ methods }: ApiClass): ApiSignature[][] {
  const seconds = methods.filter(({ overload }) => overload === 2);
  return seconds.map(({ member, isStatic }) =>
    methods.filter((each) => each.member === member && each.isStatic === isStatic),
  );
}

function inheritedCases(api: ApiClass, classes: readonly ApiClass[], framework: OracleFramework): TypeCase[] {
  const overridden = new Set(membersOf(api));
  return basesOf(api, classes).flatMap(({ api: base, types }) => {
    const isRecipe = framework.recipes.has(api.name);
    const place: Place = {
      className: api.name,
      isInherited: true,
      isRecipe,
      aliases: aliasesOf(base.typeParameters, types),
    };
    const cases = memberCases(base, place, framework, overridden);
    membersOf(base).forEach((member) => overridden.add(member));
    return cases;
  });
}

function membersOf(api: ApiClass): string[] {
  return [...api.methods, ...api.properties].map(({ member }) => member);
}

interface Base {
  readonly api: ApiClass;
  /** The type arguments of the derived class for it. */
  readonly types: ReadonlyMap<string, string>;
}

function basesOf(api: ApiClass, classes: readonly ApiClass[], types: ReadonlyMap<string, string> = new Map()): Base[] {
  const { base } = api;
  if (base === undefined) return [];
  const found = classes.find(({ name }) => name === base.name);
  if (found === undefined) throw new Error(`${api.name}: the oracle does not know its base class ${base.name}.`);
  const given = found.typeParameters.map((parameter, at): [string, string] => {
    const argument = base.typeArguments[at] ?? parameter.default ?? markerOf(parameter);
    const passedOn = api.typeParameters.find(({ name }) => name === argument);
    return [parameter.name, types.get(argument) ?? (passedOn === undefined ? argument : markerOf(passedOn))];
  });
  return [{ api: found, types: new Map(given) }, ...basesOf(found, classes, new Map(given))];
}

function aliasesOf(parameters: readonly ApiTypeParameter[], types: ReadonlyMap<string, string>): string[] {
  return parameters.map((parameter) => `type ${parameter.name} = ${types.get(parameter.name) ?? markerOf(parameter)};`);
}

function header(api: ApiClass, names: readonly string[], framework: OracleFramework): string[] {
  const { name } = api;
  const types = api.typeParameters.map(markerOf).join(', ');
  const instance = types === '' ? name : `${name}<${types}>`;
  const map = [
    'StaticMembers',
    'Members',
    'In',
    'InWrapped',
    'Out',
    'Seen',
    ...(framework.takesCallbacks ? ['Callback as CallbackOf'] : []),
    ...(framework.recipes.has(name) ? ['At'] : []),
  ];
  return [
    `import * as driver from 'mongodb';`,
    `import type { ${names.join(', ')} } from 'mongodb';`,
    `import * as motorized from 'motorized/${framework.name}';`,
    `import type { Readable } from 'node:stream';`,
    `import type { ${map.join(', ')} } from 'oracle/maps/${framework.name}.js';`,
    `import { check, given } from 'oracle/support.js';`,
    `import type { AnyUnlessFunction, Named, OneOf, Overloads, Same, Subclass } from 'oracle/support.js';`,
    '',
    `const raw = given<driver.${instance} & Subclass>();`,
    `const itself = given<motorized.${instance} & Subclass>();`,
    `const wrapper = itself;`,
    `const rawClass = given<typeof driver.${name}>();`,
    `const wrapperClass = given<typeof motorized.${name}>();`,
    `type OutEach<L> = { [K in keyof L]: L[K] extends [infer N, infer R] ? [N, Out<R, typeof wrapper>] : never };`,
    'type SeenEach<L, D> = {',
    '  [K in keyof L]: L[K] extends [infer N, infer G]',
    '    ? D extends Record<K, [unknown, infer R]> ? [N, Seen<G, R>] : never',
    '    : never;',
    '};',
  ];
}

/** Puts cases below a header, each after its name. */
export function placeCases(name: string, header: readonly string[], cases: readonly TypeCase[]): CaseFile {
  const lines = [...header];
  const placed = cases.map((each): PlacedCase => {
    lines.push('', `// ${each.id}`);
    const firstLine = lines.length;
    lines.push(...each.lines);
    return { ...each, firstLine, lastLine: lines.length };
  });
  return { name, text: `${lines.join('\n')}\n`, cases: placed };
}
