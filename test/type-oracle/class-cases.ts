import { argumentLines, callId, callsOf, memberName } from './call.js';
import { about, block, type Place, type TypeCase } from './case.js';
import type { ApiClass, ApiProperty } from './driver-api.js';
import { FORBIDDEN } from './markers.js';

/** The type of a property, and assignments to it: of what the driver accepts, and of the property's own type. */
export function propertyCase(place: Place, property: ApiProperty): TypeCase {
  const [raw, wrapper] = property.isStatic ? ['rawClass', 'wrapperClass'] : ['raw', 'wrapper'];
  const [declared, found] = [`${raw}.${property.member}`, `${wrapper}.${property.member}`];
  const expected = `Out<typeof ${declared}, typeof ${wrapper}>`;
  const assigned =
    property.isWritable && (property.isStatic || !place.isRecipe)
      ? [`${found} = given<typeof ${declared}>();`, `${found} = given<${expected}>();`]
      : [...(property.isWritable ? [] : [declared]), found].flatMap((each) => [
          '// @ts-expect-error',
          `${each} = given<never>();`,
        ]);
  return {
    ...about(place, property, 'property', memberName(place.className, property)),
    lines: block(place, { member: property.member }, [`check<Same<${expected}, typeof ${found}>>();`, ...assigned]),
  };
}

/** A public constructor. If the driver has none, the wrapper has none either. */
export function constructorCases(api: ApiClass, place: Place): TypeCase[] {
  const of = { member: 'constructor', overload: 1 };
  if (api.constructors.length === 0) {
    const statements = ['// @ts-expect-error', `new motorized.${api.name}(given<never>());`];
    return [{ ...about(place, of, 'constructor', `${api.name}.constructor`), lines: block(place, {}, statements) }];
  }
  return api.constructors.flatMap(callsOf).map((call) => {
    const construct = (module: string, argument: (name: string) => string): string =>
      `new ${module}.${api.name}(${call.parameters.map((each) => argument(each.name)).join(', ')})`;
    const statements = [
      ...argumentLines(call),
      `const expected = ${construct('driver', (name) => name)};`,
      `const found = ${construct('motorized', (name) => `given<In<typeof ${name}>>()`)};`,
      `check<Same<Out<typeof expected>, typeof found>>();`,
      `${construct('motorized', (name) => `given<InWrapped<typeof ${name}>>()`)};`,
    ];
    return { ...about(place, of, 'constructor', callId(api.name, call)), lines: block(place, {}, statements) };
  });
}

const LISTENING = ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'off', 'removeListener'];

/** Listeners get the same arguments as from the driver, as wrappers. */
export function eventCase(place: Place, event: string): TypeCase {
  const statements = LISTENING.flatMap((method) => [
    `raw.${method}('${event}', (...expected) => {`,
    `  const found = wrapper.${method}('${event}', (...found) => check<Same<Out<typeof expected>, typeof found>>());`,
    `  check<Same<typeof wrapper, typeof found>>();`,
    `});`,
  ]);
  const of = { member: `event '${event}'` };
  return {
    ...about(place, of, 'event', `${place.className} event '${event}'`),
    lines: block(place, { member: 'on' }, statements),
  };
}

/** The names of all members, and the class with its default type arguments and with invalid ones. */
export function classCase(api: ApiClass, place: Place): TypeCase {
  const { name, typeParameters } = api;
  const types = typeParameters.map((each) => each.name);
  const isDefaulted = typeParameters.every((each) => each.default !== undefined);
  const forbidden = typeParameters.flatMap((parameter, at) => {
    if (parameter.constraint === undefined) return [];
    const list = types.map((type, other) => (other === at ? FORBIDDEN : type)).join(', ');
    return ['driver', 'motorized'].flatMap((module) => ['// @ts-expect-error', `given<${module}.${name}<${list}>>();`]);
  });
  const statements = [
    `check<Same<Members<keyof typeof raw, typeof wrapper>, keyof typeof wrapper>>();`,
    `check<Same<StaticMembers<keyof typeof rawClass, typeof wrapperClass>, keyof typeof wrapperClass>>();`,
    ...(isDefaulted ? [`check<Same<Out<driver.${name}>, motorized.${name}>>();`] : []),
    ...forbidden,
  ];
  const id = types.length === 0 ? name : `${name}<${types.join(', ')}>`;
  return { ...about(place, { member: 'class' }, 'class', id), lines: block(place, {}, statements) };
}
