import fc from 'fast-check';

/** A random type, as a tree that can be respelled part by part. */
export type Made =
  | { readonly kind: 'atom'; readonly text: string }
  | { readonly kind: 'union' | 'both'; readonly parts: readonly Made[] }
  | { readonly kind: 'array'; readonly of: Made; readonly readonly: boolean }
  | { readonly kind: 'tuple'; readonly items: readonly Made[]; readonly optional: boolean }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Made>> }
  | { readonly kind: 'function'; readonly parameters: readonly Made[]; readonly returns: Made }
  | { readonly kind: 'promise'; readonly of: Made };

/** The declarations that random types may name. */
export const DECLARED = `
export declare type Name = 'a' | 'b';
export declare type Flag = boolean;
export declare type Maybe<T> = T | undefined;
export declare interface Point { x: string; y: number }
export declare interface Boxed<T> { of: T }
export declare type Only<T> = T extends string ? T : never;
export declare type Content<T> = T extends Boxed<infer U> ? U : never;
export declare type Copied<T> = { [K in keyof T]: T[K] };
export declare class Near { readonly near: string; step(): number }
export declare class Far extends Near { readonly far: string }
`;

const ATOMS = [
  'string',
  'number',
  'boolean',
  'bigint',
  'undefined',
  'null',
  "'a'",
  "'b'",
  '1',
  'true',
  'Name',
  'Flag',
  'Maybe<string>',
  'Point',
  'Boxed<string>',
  'Boxed<Name>',
  'Near',
  'Far',
];

export const made: fc.Arbitrary<Made> = fc.letrec<{ type: Made }>((tie) => {
  const atom = fc.constantFrom(...ATOMS).map((text): Made => ({ kind: 'atom', text }));
  const inner = tie('type');
  return {
    type: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 4, arbitrary: atom },
      {
        weight: 2,
        arbitrary: fc.array(inner, { minLength: 2, maxLength: 3 }).map((parts): Made => ({ kind: 'union', parts })),
      },
      fc.tuple(inner, fc.boolean()).map(([of, readonly]): Made => ({ kind: 'array', of, readonly })),
      fc
        .tuple(fc.array(inner, { minLength: 1, maxLength: 2 }), fc.boolean())
        .map(([items, optional]): Made => ({ kind: 'tuple', items, optional })),
      fc.tuple(inner, inner).map(([x, z]): Made => ({ kind: 'object', fields: { x, z } })),
      fc.tuple(inner, inner).map(([x, z]): Made => ({
        kind: 'both',
        parts: [
          { kind: 'object', fields: { x } },
          { kind: 'object', fields: { z } },
        ],
      })),
      fc
        .tuple(fc.array(inner, { maxLength: 2 }), inner)
        .map(([parameters, returns]): Made => ({ kind: 'function', parameters, returns })),
      inner.map((of): Made => ({ kind: 'promise', of })),
    ),
  };
}).type;

/** A type as TypeScript writes it. */
export function spelled(type: Made): string {
  switch (type.kind) {
    case 'atom':
      return type.text;
    case 'union':
      return type.parts.map(grouped).join(' | ');
    case 'both':
      return type.parts.map(grouped).join(' & ');
    case 'array':
      return `${type.readonly ? 'readonly ' : ''}${grouped(type.of)}[]`;
    case 'tuple':
      return tupleText(type.items.map(grouped), type.optional);
    case 'object':
      return `{ ${fieldsOf(type.fields).join('; ')} }`;
    case 'function':
      return `(${type.parameters.map((each, at) => `p${at}: ${spelled(each)}`).join(', ')}) => ${spelled(type.returns)}`;
    case 'promise':
      return `Promise<${spelled(type.of)}>`;
  }
}

/** The last item may be optional. */
function tupleText(items: readonly string[], optional: boolean): string {
  return `[${items.join(', ')}${optional ? '?' : ''}]`;
}

function fieldsOf(fields: Readonly<Record<string, Made>>): string[] {
  return Object.entries(fields).map(([name, each]) => `${name}: ${spelled(each)}`);
}

function grouped(type: Made): string {
  return ['atom', 'tuple', 'object', 'promise'].includes(type.kind) ? spelled(type) : `(${spelled(type)})`;
}

/** The same type, spelled differently: each choice decides how one part is written. */
export function respelled(type: Made, choose: () => number): string {
  return workedOut(rewritten(type, choose), choose());
}

/** A spelling of a type that evaluates to it. */
function workedOut(type: string, choice: number): string {
  const ways = [
    `ReturnType<() => ${type}>`,
    `Parameters<(one: ${type}, other: 1) => void>[0]`,
    `Content<Boxed<${type}>>`,
    `[1, ${type}][1]`,
    `Extract<${type}, unknown>`,
    `${type} & unknown`,
    `Promise<${type}> extends Promise<infer U> ? U : never`,
  ];
  return ways[choice] ?? type;
}

function rewritten(type: Made, choose: () => number): string {
  const again = (each: Made): string => `(${respelled(each, choose)})`;
  const choice = choose();
  switch (type.kind) {
    case 'atom':
      return respelledAtom(type.text, choice);
    case 'union':
      return (choice % 2 === 0 ? [...type.parts].reverse() : [...type.parts, ...type.parts]).map(again).join(' | ');
    case 'both':
      return [...type.parts].reverse().map(again).join(' & ');
    case 'array':
      return respelledArray(again(type.of), type.readonly, choice);
    case 'tuple':
      return respelledTuple(type.items.map(again), type.optional, choice);
    case 'object':
      return respelledObject(
        Object.entries(type.fields).map(([name, each]) => [name, again(each)]),
        choice,
      );
    case 'function':
      return respelledFunction(type.parameters.map(again), again(type.returns), choice);
    case 'promise':
      return `Promise<${again(type.of)}>`;
  }
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
  boolean: ['true | false', 'Flag', 'boolean & {}'],
  Flag: ['boolean', 'false | true'],
  Name: [
    "'b' | 'a'",
    "Exclude<'a' | 'b' | 'c', 'c'>",
    'keyof { a: 1; b: 2 }',
    "Only<1 | 'a' | 'b'>",
    "Lowercase<'A' | 'B'>",
    "('a' | 'b' | 'c') & (Name | 'd')",
    'Exclude<Name | undefined, undefined>',
    '`${Name}`',
  ],
  "'a'": ["('a' | 'b') & ('a' | 'c')", "Uncapitalize<'A'>", "`${'a' | never}`", "Exclude<keyof { a: 1; b: 2 }, 'b'>"],
  1: ['1 & number', "{ of: 1 }['of']", 'Exclude<1 | string, string>'],
  undefined: ["{ of?: never }['of']", 'Extract<Maybe<string>, undefined>'],
  'Maybe<string>': ['string | undefined', 'undefined | string', "Partial<Boxed<string>>['of']"],
  Point: [
    '{ y: number; x: string }',
    "Pick<Point & { z: 1 }, 'x' | 'y'>",
    "Omit<{ x: string; y: number; z: 1 }, 'z'>",
    "{ [K in 'x' | 'y']: K extends 'x' ? string : number }",
    'Copied<Point>',
    '{ -readonly [K in keyof Partial<Point>]-?: Point[K] }',
    "{ [K in 'a' | 'b' as K extends 'a' ? 'x' : 'y']: K extends 'a' ? string : number }",
    'Awaited<Promise<Point>>',
  ],
  'Boxed<string>': ['{ of: string }', "{ of: Point['x'] }", "Record<'of', string>", "{ [K in 'of']: string }"],
  'Boxed<Name>': ["Boxed<'b' | 'a'>", "{ of: 'a' | 'b' }", 'Copied<Boxed<Name>>'],
  Near: ['InstanceType<typeof Near>', 'Awaited<Near>'],
  string: ["string | 'a'", 'NonNullable<string | null>', "Point['x']", 'string & {}', 'Awaited<Promise<string>>'],
  number: ['number | 1', "Point['y']", 'Exclude<string | number, string>', 'NonNullable<number>'],
};

function respelledAtom(text: string, choice: number): string {
  const choices = WORDS[text] ?? [text];
  return choices[choice % choices.length] ?? text;
}

function respelledArray(of: string, readonly: boolean, choice: number): string {
  const choices = readonly
    ? [`ReadonlyArray<${of}>`, `Readonly<${of}[]>`, `readonly [...${of}[]]`]
    : [`Array<${of}>`, `[...${of}[]]`, `Parameters<(...all: ${of}[]) => void>`];
  return choices[choice % choices.length] ?? of;
}

function respelledTuple(items: readonly string[], optional: boolean, choice: number): string {
  if (choice % 3 === 0) return `[...${tupleText(items, optional)}]`;
  const mark = (at: number): string => (optional && at === items.length - 1 ? '?' : '');
  const named = items.map((each, at) => `item${at}${mark(at)}: ${each}`).join(', ');
  return choice % 3 === 1 ? `[${named}]` : `Parameters<(${named}) => void>`;
}

function respelledObject(fields: readonly (readonly [string, string])[], choice: number): string {
  const [first, ...others] = fields.map(([name, type]) => `${name}: ${type}`).reverse();
  const written = `{ ${[first, ...others].join('; ')} }`;
  switch (choice % 5) {
    case 0:
      return written;
    case 1:
      return `{ ${first} } & { ${others.join('; ')} }`;
    case 2:
      return `Copied<${written}>`;
    case 3:
      return `{ [K in keyof ${written}]: (${written})[K] }`;
    default:
      // `Required` would remove `undefined`.
      return `Required<{ ${fields.map(([name, type]) => `${name}?: ${type}`).join('; ')} }>`;
  }
}

function respelledFunction(parameters: readonly string[], returns: string, choice: number): string {
  const list = parameters.map((each, at) => `other${at}: ${each}`).join(', ');
  if (choice % 3 === 0) return `(${list}) => ${returns}`;
  return choice % 3 === 1 ? `{ (${list}): ${returns} }` : `(...all: [${list}]) => ${returns}`;
}
