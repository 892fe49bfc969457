import { argumentLines, type Call, callId, callsOf, callText, isSymbol, memberName } from './call.js';
import { about, block, type Place, type TypeCase } from './case.js';
import type { ApiSignature } from './driver-api.js';
import type { OracleFramework } from './frameworks.js';
import { FORBIDDEN } from './markers.js';

/** All cases of an overload. */
export function signatureCases(place: Place, signature: ApiSignature, framework: OracleFramework): TypeCase[] {
  const calls = callsOf(signature);
  const isCalledBack = framework.takesCallbacks && signature.isAsync && !isSymbol(signature.member);
  return [
    ...calls.map((call) => resultCase(place, call)),
    ...rejectionCases(place, signature),
    ...(isCalledBack ? calls.flatMap((call) => callbackCases(place, call)) : []),
  ];
}

/** No overload is missing, not even one that calls cannot distinguish. Only for frameworks that add no overloads. */
export function overloadsCase(place: Place, overloads: readonly ApiSignature[]): TypeCase[] {
  const [one, two] = overloads;
  if (one === undefined || two === undefined) return [];
  const name = memberName(place.className, one);
  const [raw, wrapper] = one.isStatic ? ['rawClass', 'wrapperClass'] : ['raw', 'wrapper'];
  const [declared, found] = [raw, wrapper].map((each) => `Overloads<typeof ${each}.${one.member}>`);
  return [
    {
      ...about(place, one, 'signature', `overloads of ${name}`),
      lines: block(place, { member: one.member }, [
        `check<Same<OutEach<${declared}>, SeenEach<${found}, ${declared}>>>();`,
      ]),
    },
  ];
}

/** The result of a call, with raw arguments and with wrappers, is the driver's result after the map. */
function resultCase(place: Place, call: Call): TypeCase {
  // Members that the language calls return what it needs, in every framework.
  const isLanguages = isSymbol(call.signature.member);
  const expected = isLanguages ? 'typeof expected' : 'Out<typeof expected, typeof wrapper>';
  return {
    ...about(place, call.signature, 'signature', callId(place.className, call)),
    lines: block(place, { call }, [
      ...argumentLines(call),
      `const expected = ${callText('raw', call, (name) => name)};`,
      `const found = ${callText('wrapper', call, (name) => `given<In<typeof ${name}>>()`)};`,
      `check<Same<${expected}, Seen<typeof found, typeof expected>>>();`,
      `const wrapped = ${callText('wrapper', call, (name) => `given<InWrapped<typeof ${name}>>()`)};`,
      `check<Same<${expected}, Seen<typeof wrapped, typeof expected>>>();`,
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
    lines: block(place, { call }, [
      ...argumentLines(call),
      `const promised = ${callText('raw', call, (name) => name)};`,
      `type Expected = CallbackOf<Awaited<Out<typeof promised, typeof wrapper>>>;`,
      `const found = ${found('(...results) => check<Same<Parameters<Expected>, typeof results>>()')};`,
      `check<Same<void, typeof found>>();`,
      // If a filter is possible, any function fits it, and an optional callback may match the overload with a promise.
      `const uncertain = ${found('given<Expected | undefined>()')};`,
      `check<OneOf<[void, Out<typeof promised, typeof wrapper>], typeof uncertain>>();`,
    ]),
  };
}

/** An argument for the wrapper: the wrong one unchanged, the others with the types that wrappers accept. */
function taken(name: string, argument: string): string {
  return argument === name ? `given<In<typeof ${name}>>()` : argument;
}

/** The wrapper refuses the same wrong arguments, additional arguments and type arguments as the driver. */
function rejectionCases(place: Place, signature: ApiSignature): TypeCase[] {
  const [call] = callsOf(signature).slice(-1);
  if (call === undefined) return [];
  const refuse = (what: string, refused: Call, argument: (name: string) => string, ...last: string[]): TypeCase => ({
    ...about(place, signature, 'signature', `${callId(place.className, call)} ${what}`),
    lines: block(place, { call }, [
      ...argumentLines(call),
      '// @ts-expect-error',
      `${callText('raw', refused, argument, ...last)};`,
      '// @ts-expect-error',
      `${callText('wrapper', refused, (name) => taken(name, argument(name)), ...last)};`,
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
