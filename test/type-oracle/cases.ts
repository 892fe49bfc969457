import { argumentLines, type Call, callId, callsOf, callText, isDefaulted, isSymbol, memberName } from './call.js';
import type { ApiClass, ApiProperty, ApiSignature, ApiTypeParameter } from './driver-api.js';
import type { OracleFramework } from './frameworks.js';
import { FORBIDDEN, markerOf } from './markers.js';

/** What a case is about. Own members are counted as what they are, and inherited ones once more for each class that has them. */
export type CaseKind =
  | 'export'
  | 'class'
  | 'constructor'
  | 'signature'
  | 'callback'
  | 'property'
  | 'event'
  | 'inherited';

/** One comparison, or a few that are about one thing: statements of TypeScript that compile if the wrapper is right. */
export interface TypeCase {
  /** What a failure is reported by: `Collection.findOne#3(filter, options)`. */
  readonly id: string;
  /** `Collection.findOne` */
  readonly member: string;
  readonly kind: CaseKind;
  /** What is counted as one, however many cases it takes: `Collection.findOne#3`, `Collection.findOne#3/2`. */
  readonly subject: string;
  readonly lines: readonly string[];
}

/** A class that is compared, and what stands for the type parameters of the class that declares the member. */
export interface Place {
  readonly className: string;
  readonly isInherited: boolean;
  /** `type TSchema = ...` */
  readonly aliases: readonly string[];
}

type About = Omit<TypeCase, 'lines'>;

/** All that is compared of one overload. */
export function signatureCases(place: Place, signature: ApiSignature, framework: OracleFramework): TypeCase[] {
  const calls = callsOf(signature);
  const isCalledBack = framework.takesCallbacks && signature.isAsync && !isSymbol(signature.member);
  return [
    ...calls.map((call) => resultCase(place, call)),
    ...rejectionCases(place, signature),
    ...(isCalledBack ? calls.flatMap((call) => callbackCases(place, call)) : []),
  ];
}

/** No overload is missing, not even one that no call can tell from another; where a framework adds none of its own. */
export function overloadsCase(place: Place, overloads: readonly ApiSignature[]): TypeCase[] {
  const [one, two] = overloads;
  if (one === undefined || two === undefined) return [];
  const name = memberName(place.className, one);
  const [raw, wrapper] = one.isStatic ? ['rawClass', 'wrapperClass'] : ['raw', 'wrapper'];
  const [declared, found] = [raw, wrapper].map((each) => `Overloads<typeof ${each}.${one.member}>`);
  return [
    {
      ...about(place, one, 'signature', `overloads of ${name}`),
      lines: block(place, undefined, [`check<Same<OutEach<${declared}>, ${found}>>();`]),
    },
  ];
}

/** The result of a call, with raw arguments and with wrappers, is what the map makes of the driver's. */
function resultCase(place: Place, call: Call): TypeCase {
  return {
    ...about(place, call.signature, 'signature', callId(place.className, call)),
    lines: block(place, call, [
      ...argumentLines(call),
      `const expected = ${callText('raw', call, (name) => name)};`,
      `const found = ${callText('wrapper', call, (name) => `given<In<typeof ${name}>>()`)};`,
      `check<Same<Out<typeof expected, typeof wrapper>, typeof found>>();`,
      `const wrapped = ${callText('wrapper', call, (name) => `given<InWrapped<typeof ${name}>>()`)};`,
      `check<Same<Out<typeof expected, typeof wrapper>, typeof wrapped>>();`,
    ]),
  };
}

function callbackCases(place: Place, call: Call): TypeCase[] {
  const isFirst = call.arguments === 'declared' && call.typeArguments === '' && call.parameters.length > 0;
  return [callbackCase(place, call), ...(isFirst ? [callbackCase(place, { ...call, arguments: 'any' })] : [])];
}

/** The callback's parameters as the compiler infers them, and a variable that may hold a callback. */
function callbackCase(place: Place, call: Call): TypeCase {
  const { className } = place;
  const found = (last: string): string => callText('wrapper', call, (name) => `given<In<typeof ${name}>>()`, last);
  return {
    ...about(place, call.signature, 'callback', `${callId(className, call)} with a callback`),
    subject: `${memberName(className, call.signature)}#${call.signature.overload}/${call.parameters.length}`,
    lines: block(place, call, [
      ...argumentLines(call),
      `const promised = ${callText('raw', call, (name) => name)};`,
      `type Expected = Callback<Awaited<Out<typeof promised, typeof wrapper>>>;`,
      `const found = ${found('(...results) => check<Same<Parameters<Expected>, typeof results>>()')};`,
      `check<Same<void, typeof found>>();`,
      // Where a filter may stand, which any function fits, the promise form takes what may be no callback.
      `const uncertain = ${found('given<Expected | undefined>()')};`,
      `check<OneOf<[void, Out<typeof promised, typeof wrapper>], typeof uncertain>>();`,
    ]),
  };
}

/** What the driver does not take, as an argument, as one too many or as a type argument, the wrapper does not take either. */
function rejectionCases(place: Place, signature: ApiSignature): TypeCase[] {
  const [call] = callsOf(signature).slice(-1);
  if (call === undefined) return [];
  const refuse = (what: string, refused: Call, argument: (name: string) => string, ...last: string[]): TypeCase => ({
    ...about(place, signature, 'signature', `${callId(place.className, call)} ${what}`),
    lines: block(place, call, [
      ...argumentLines(call),
      '// @ts-expect-error',
      `${callText('raw', refused, argument, ...last)};`,
      '// @ts-expect-error',
      `${callText('wrapper', refused, (name) => `given<In<${argument(name) === name ? `typeof ${name}` : FORBIDDEN}>>()`, ...last)};`,
    ]),
  });
  const forbidden = `given<${FORBIDDEN}>()`;
  const open = new Set(['any', 'unknown']);
  const closed = call.parameters.filter(({ type }) => !open.has(type));
  return [
    ...closed.map((each) =>
      refuse(`with a wrong ${each.name}`, call, (name) => (name === each.name ? forbidden : name)),
    ),
    refuse('with an argument too many', call, (name) => name, forbidden),
    ...signature.typeParameters.flatMap((each) => {
      if (each.constraint === undefined) return [];
      const typeArguments = signature.typeParameters
        .map((other) => (other === each ? FORBIDDEN : other.name))
        .join(', ');
      return [
        refuse(`with a wrong ${each.name}`, { ...call, typeArguments: `<${typeArguments}>` }, () => 'given<never>()'),
      ];
    }),
  ];
}

/** The type of a property, and what may be assigned to it: what the driver takes, and what the property gives. */
export function propertyCase(place: Place, property: ApiProperty): TypeCase {
  const [raw, wrapper] = property.isStatic ? ['rawClass', 'wrapperClass'] : ['raw', 'wrapper'];
  const [declared, found] = [`${raw}.${property.member}`, `${wrapper}.${property.member}`];
  const expected = `Out<typeof ${declared}, typeof ${wrapper}>`;
  const assigned = property.isWritable
    ? [`${found} = given<typeof ${declared}>();`, `${found} = given<${expected}>();`]
    : [declared, found].flatMap((each) => ['// @ts-expect-error', `${each} = given<never>();`]);
  return {
    ...about(place, property, 'property', memberName(place.className, property)),
    lines: block(place, undefined, [`check<Same<${expected}, typeof ${found}>>();`, ...assigned]),
  };
}

/** A public constructor, or none: what the driver does not let users construct, the wrapper does not either. */
export function constructorCases(api: ApiClass, place: Place): TypeCase[] {
  const of = { member: 'constructor', overload: 1 };
  if (api.constructors.length === 0) {
    const statements = ['// @ts-expect-error', `new motorized.${api.name}(given<never>());`];
    return [
      { ...about(place, of, 'constructor', `${api.name}.constructor`), lines: block(place, undefined, statements) },
    ];
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
    return { ...about(place, of, 'constructor', callId(api.name, call)), lines: block(place, undefined, statements) };
  });
}

const LISTENING = ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'off', 'removeListener'];

/** Listeners are handed what the driver hands them, as wrappers. */
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
    lines: block(place, undefined, statements),
  };
}

/** The names of all members, the class with its default type arguments, and with those that the driver does not take. */
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
    `check<Same<keyof typeof raw | Added, keyof typeof wrapper>>();`,
    `check<Same<keyof typeof rawClass | AddedStatics, keyof typeof wrapperClass>>();`,
    ...(isDefaulted ? [`check<Same<Out<driver.${name}>, motorized.${name}>>();`] : []),
    ...forbidden,
  ];
  const id = types.length === 0 ? name : `${name}<${types.join(', ')}>`;
  return { ...about(place, { member: 'class' }, 'class', id), lines: block(place, undefined, statements) };
}

function about(
  place: Place,
  of: { member: string; isStatic?: boolean; overload?: number },
  kind: CaseKind,
  id: string,
): About {
  const member = memberName(place.className, of);
  return { id, member, kind: place.isInherited ? 'inherited' : kind, subject: `${member}#${of.overload ?? 1}` };
}

function block(place: Place, call: Call | undefined, statements: readonly string[]): string[] {
  const typeParameters = call?.signature.typeParameters ?? [];
  const aliases = typeParameters.map((each) => `type ${each.name} = ${call === undefined ? '' : typeFor(call, each)};`);
  const lines = [...place.aliases, ...aliases, ...statements].flatMap((line) => line.split('\n'));
  return ['{', ...lines.map((line) => `  ${line}`), '}'];
}

function typeFor(call: Call, parameter: ApiTypeParameter): string {
  return isDefaulted(call, parameter.constraint) ? (parameter.default ?? markerOf(parameter)) : markerOf(parameter);
}
