import fc from 'fast-check';

import { madeType } from './made-types.js';

const METHODS = [
  'find',
  'close',
  'run',
  'each',
  'settle',
  'attempt',
  'on',
  'next',
  'toString',
  'create',
  'class',
  'default',
  'read',
  "'drain-all'",
  "'a b'",
  'größe',
  '7',
  "'it\\'s'",
  "'static x'",
  '[kTag]',
  "'c: d'",
  "'#x'",
  'constructor$',
  'static',
];
const PROPERTIES = [
  'client',
  'name$',
  'options',
  'classes',
  'wrappers',
  'result',
  'value',
  'delete',
  'unwrap',
  'payloads',
  'length$',
  "'x-y'",
  "'weird name'",
  '42',
  'ünï',
  'driver',
  "'[odd]'",
  'adapt',
  'await',
  'signal',
];
const PARAMETERS = [
  'options',
  'callback',
  'delegate',
  'driver',
  'classes',
  'value',
  'settle',
  'result',
  'signal',
  'cursor',
  'isDelegate',
  'more',
];

/** A parameter, before it is known which modifiers are allowed in its position. */
interface MadeParameter {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly pattern: boolean;
}

const parameter: fc.Arbitrary<MadeParameter> = fc.record({
  name: fc.constantFrom(...PARAMETERS),
  type: madeType,
  optional: fc.boolean(),
  pattern: fc.nat({ max: 12 }).map((at) => at === 12),
});

/** A list of parameters: optional ones last, possibly with `this` first and a rest parameter at the end. */
const parameters: fc.Arbitrary<string> = fc
  .record({
    list: fc.uniqueArray(parameter, { maxLength: 3, selector: ({ name }) => name }),
    first: fc.nat({ max: 12 }).map((at) => (at === 12 ? ['this: object'] : [])),
    rest: fc.nat({ max: 8 }).map((at) => (at === 8 ? ['...names: string[]'] : [])),
  })
  .map(({ list, first, rest }) => {
    const ordered = [...list.filter((each) => !each.optional), ...list.filter((each) => each.optional)];
    const texts = ordered.map(({ name, type, optional, pattern }) => {
      if (pattern && !optional) return `{ limit, client }: Options`;
      return `${name}${optional ? '?' : ''}: ${type}`;
    });
    return [...first, ...new Set(texts), ...rest].join(', ');
  });

const generics = fc.oneof(
  { arbitrary: fc.constant(''), weight: 6 },
  fc.constantFrom(
    '<T>',
    '<const T>',
    '<T extends Doc = Doc>',
    '<T, U extends T>',
    '<T extends () => void, U = T[]>',
    '<Alpha>',
  ),
);

const returned = fc.oneof(
  { arbitrary: madeType.map((of) => `Promise<${of}>`), weight: 6 },
  { arbitrary: madeType, weight: 3 },
  fc.constantFrom('this', 'void', 'Promise<this>', 'Promise<void>', 'Promised<Alpha>', 'Cursor', 'this is object'),
  madeType.map((of) => `Promise<${of.includes('=>') ? `(${of})` : of}> | string`),
);

const signature = fc.tuple(generics, parameters, returned).map(([of, list, gives]) => `${of}(${list}): ${gives}`);

const method = fc
  .record({
    name: fc.constantFrom(...METHODS),
    mark: fc.constantFrom('', '', '', '', 'static ', 'abstract '),
    optional: fc.nat({ max: 12 }).map((at) => at === 12),
    overloads: fc.oneof(
      { arbitrary: fc.array(signature, { minLength: 1, maxLength: 1 }), weight: 3 },
      fc.array(signature, { minLength: 2, maxLength: 3 }),
    ),
  })
  .map(({ name, mark, optional, overloads }) => ({
    key: name,
    abstract: mark === 'abstract ',
    text: overloads.map((each) => `  ${mark}${name}${optional && mark === '' ? '?' : ''}${each};\n`).join(''),
  }));

const property = fc
  .record({
    name: fc.constantFrom(...PROPERTIES),
    mark: fc.constantFrom('', '', '', 'static ', 'readonly ', 'static readonly ', 'abstract '),
    optional: fc.boolean(),
    type: madeType,
  })
  .map(({ name, mark, optional, type }) => ({
    key: name,
    abstract: mark === 'abstract ',
    text: `  ${mark}${name}${optional ? '?' : ''}: ${type};\n`,
  }));

const accessor = fc
  .record({
    name: fc.constantFrom(...PROPERTIES),
    mark: fc.constantFrom('', '', 'static '),
    gives: madeType,
    takes: fc.option(madeType, { nil: undefined }),
    writable: fc.boolean(),
  })
  .map(({ name, mark, gives, takes, writable }) => ({
    key: name,
    abstract: false,
    text: `  ${mark}get ${name}(): ${gives};\n${writable ? `  ${mark}set ${name}(value: ${takes ?? gives});\n` : ''}`,
  }));

export interface MadeMember {
  readonly key: string;
  readonly abstract: boolean;
  readonly text: string;
}

/** The members of a class, with different names. */
export const members: fc.Arbitrary<readonly MadeMember[]> = fc.uniqueArray(
  fc.oneof({ withCrossShrink: true }, { arbitrary: method, weight: 3 }, property, accessor),
  { maxLength: 5, selector: ({ key }) => key },
);

/** How a class is constructed: every kind. */
export const constructors: fc.Arbitrary<readonly string[]> = fc.oneof(
  { withCrossShrink: true },
  fc.constant([]),
  fc.constantFrom(['constructor();'], ['private constructor();'], ['protected constructor(name: string);']),
  fc.constantFrom(
    ['constructor();', 'constructor(name: string, limit?: number);'],
    ['constructor(...names: string[]);'],
  ),
  fc
    .array(
      fc.constantFrom(
        'name?: string',
        '...names: number[]',
        'client: Alpha',
        'of: () => void, options?: Options',
        'options?: Options',
      ),
      { minLength: 1, maxLength: 2 },
    )
    .map((lists) => lists.map((list) => `constructor(${list});`)),
);
