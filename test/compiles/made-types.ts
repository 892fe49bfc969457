import fc from 'fast-check';

/** The text of a type, and whether it can be an operand without parentheses. */
interface MadeType {
  readonly text: string;
  readonly tight: boolean;
}

const tight = (text: string): MadeType => ({ text, tight: true });
const loose = (text: string): MadeType => ({ text, tight: false });
/** As an operand, with parentheses if needed. */
const operand = ({ text, tight: isTight }: MadeType): string => (isTight ? text : `(${text})`);

const WORDS = [
  'string',
  'number',
  'boolean',
  'void',
  'any',
  'unknown',
  'never',
  'null',
  'undefined',
  'bigint',
  'symbol',
  'object',
  "'lit'",
  "'it\\'s'",
  '42',
  '-1',
  'true',
  '`x-${string}`',
  '{}',
  'Date',
  'Uint8Array',
  'Function',
  'Error',
  'Buffer',
  'Doc',
  'Options',
  'Visit',
  'Executor',
  'Hook',
  'Constructed',
  'Listed',
  'typeof kTag',
  'typeof LIST',
  "Options['limit']",
  'Partial<Options>',
  "Omit<Options, 'client'>",
  "Pick<Options, 'limit'>",
  'Record<string, number>',
  'keyof Options',
  'Alpha',
  'Alpha',
  'Beta',
  'Beta<any>',
  'Gamma',
  'Cursor',
  'Promised<string>',
  'Later',
  'Grown<string>',
  'Grown<Alpha>',
];

const { made } = fc.letrec<{ made: MadeType }>((tie) => {
  const part = tie('made');
  const pair = fc.tuple(part, part);
  return {
    made: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: fc.constantFrom(...WORDS).map(tight), weight: 12 },
      part.map((of) => tight(`${operand(of)}[]`)),
      part.map((of) => loose(`readonly ${operand(of)}[]`)),
      pair.map(([a, b]) => loose(`${operand(a)} | ${operand(b)}`)),
      pair.map(([a, b]) => loose(`${operand(a)} & ${operand(b)}`)),
      part.map((of) => loose(`${operand(of)} | undefined`)),
      part.map(({ text }) => tight(`(${text})`)),
      pair.map(([a, b]) => tight(`{ a: ${a.text}; readonly b?: ${b.text}; 'x-y': string }`)),
      pair.map(([a, b]) => tight(`{ m(of: ${a.text}): ${b.text}; o?(): void; (call: ${a.text}): void }`)),
      part.map((of) => tight(`{ [key: string]: ${of.text} }`)),
      pair.map(([a, b]) => loose(`(of: ${a.text}) => ${b.text}`)),
      pair.map(([a, b]) => loose(`<T>(of: T, more?: ${a.text}, ...rest: ${operand(b)}[]) => T`)),
      part.map((of) => loose(`(session: Alpha) => Promise<${of.text}>`)),
      part.map((of) => loose(`(name: string) => Promise<${of.text}>`)),
      part.map((of) => loose(`new (of: ${of.text}) => object`)),
      part.map((of) => loose(`abstract new () => ${of.text}`)),
      pair.map(([a, b]) => tight(`[${a.text}, ${operand(b)}?]`)),
      pair.map(([a, b]) => tight(`[first: ${a.text}, second?: ${b.text}]`)),
      pair.map(([a, b]) => tight(`[${a.text}, ...${operand(b)}[]]`)),
      fc.tuple(part, part, part).map(([a, b, c]) => loose(`${operand(a)} extends ${operand(b)} ? ${c.text} : string`)),
      part.map((of) => loose(`${operand(of)} extends (infer U)[] ? U : never`)),
      part.map((of) => tight(`{ [K in 'a' | 'b']?: ${of.text} }`)),
      part.map((of) => tight(`{ readonly [K in keyof Options]: ${of.text} }`)),
      part.map((of) => loose(`keyof ${operand(of)}`)),
      part.map((of) => tight(`Promise<${of.text}>`)),
      part.map((of) => tight(`Promised<${of.text}>`)),
      part.map((of) => tight(`Map<string, ${of.text}>`)),
      part.map((of) => tight(`ReadonlyArray<${of.text}>`)),
      part.map((of) => tight(`AsyncIterable<${of.text}>`)),
      part.map((of) => tight(`Beta<${of.text}>`)),
    ),
  };
});

/** The text of any type. It may name every declaration in `SURROUNDINGS`, and the classes of every driver. */
export const madeType: fc.Arbitrary<string> = made.map(({ text }) => text);

/** The declarations that types may name, the same in every random driver. */
export const SURROUNDINGS = `import { EventEmitter } from 'events';
import { Readable } from 'stream';
export declare type EventsDescription = Record<string, (...args: any[]) => void>;
export declare class TypedEventEmitter<Events extends EventsDescription> extends EventEmitter {
  on<EventKey extends keyof Events>(event: EventKey, listener: Events[EventKey]): this;
  on(event: string | symbol, listener: (...args: any[]) => void): this;
}
export declare interface Doc { [key: string]: any }
export declare interface Options { client?: Alpha; limit?: number; nested?: { beta: Beta }; signal?: AbortSignal; session?: Alpha }
export declare type Visit = (name: string) => boolean;
export declare type Executor<T = any> = (session: Alpha) => Promise<T>;
export declare interface Hook { (name: string): void; label: string }
export declare type Constructed = new () => object;
export declare type Promised<T> = Promise<T>;
export declare type Later = Promised<Alpha>;
export declare type Grown<T> = { value: T | Grown<T[]> };
export declare type Listed = (typeof LIST)[number];
export declare const LIST: readonly ['one', 'two'];
export declare const kTag: unique symbol;
`;
