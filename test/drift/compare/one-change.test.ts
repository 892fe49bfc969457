import { expect } from 'chai';

import { compareDrivers } from '../../../codegen/drift/compare/compare-drivers.js';
import { findingOf } from '../../../codegen/drift/settle/finding-of-change.js';
import { readText } from '../support/case.js';
import { lineOf } from '../support/line-of.js';

/** One change of a declaration, and whether it changes the meaning. */
interface OneChange {
  readonly name: string;
  readonly edits: readonly (readonly [from: string | RegExp, to: string])[];
  readonly verdict: 'meaning' | 'spelling';
}

const BEFORE = `
import { Long } from 'bson';
export { Long };
declare const LEVELS: readonly ['low', 'high'];
export declare const MODES: { readonly fast: 'fast'; readonly slow: 'slow' };
export declare type Level = (typeof LEVELS)[number];
export declare type Visit<T> = (item: T, at: number) => boolean;
export declare interface Options { limit?: number; readonly level?: Level; strict: boolean; get text(): string; set text(value: string | number) }
export declare interface Row<T, K extends string = 'id'> { value: T; key: K; [name: string]: any }
declare abstract class Base<T> { protected readonly hidden: T; abstract open(): Promise<T> }
export declare class Shelf<T, U = T> extends Base<T> implements Iterable<T> {
  static readonly SIZE: 16;
  static make(): Shelf<string>;
  constructor(name: string, options?: Options);
  open(): Promise<T>;
  find(filter: Row<T>, options?: Options): Promise<T[]>;
  find(filter: string, options?: Options & { hint?: string }): Promise<T | null>;
  each<R extends T>(visit: Visit<R>, limit?: number): R[];
  get size(): number;
  set size(value: number);
  optional?: string;
  other: U;
  [Symbol.iterator](): Iterator<T>;
}
`;

const CHANGES: readonly OneChange[] = [
  { name: 'parameters are renamed', edits: [[/filter: /g, 'query: ']], verdict: 'spelling' },
  {
    name: 'parameters of a function type are renamed',
    edits: [['(item: T, at: number)', '(one: T, index: number)']],
    verdict: 'spelling',
  },
  {
    name: 'parameters are swapped',
    edits: [
      ['constructor(name: string, options?: Options)', 'constructor(options: Options | undefined, name: string)'],
    ],
    verdict: 'meaning',
  },
  {
    name: 'parameters of one type are swapped by name only',
    edits: [['(item: T, at: number)', '(at: T, item: number)']],
    verdict: 'spelling',
  },
  {
    name: 'type parameters of a class are renamed',
    edits: [
      [
        'Shelf<T, U = T> extends Base<T> implements Iterable<T>',
        'Shelf<A, B = A> extends Base<A> implements Iterable<A>',
      ],
      [
        'open(): Promise<T>;\n  find(filter: Row<T>, options?: Options): Promise<T[]>',
        'open(): Promise<A>;\n  find(filter: Row<A>, options?: Options): Promise<A[]>',
      ],
      ['Promise<T | null>', 'Promise<A | null>'],
      ['R extends T', 'R extends A'],
      ['other: U', 'other: B'],
      ['Iterator<T>', 'Iterator<A>'],
    ],
    verdict: 'spelling',
  },
  {
    name: 'type parameters of a class are swapped',
    edits: [['Shelf<T, U = T>', 'Shelf<U, T = U>']],
    verdict: 'meaning',
  },
  {
    name: 'type parameters of an interface are renamed',
    edits: [
      ["Row<T, K extends string = 'id'> { value: T; key: K;", "Row<A, B extends string = 'id'> { value: A; key: B;"],
    ],
    verdict: 'spelling',
  },
  { name: 'a default of a type parameter changes', edits: [["= 'id'", "= 'key'"]], verdict: 'meaning' },
  { name: 'a constraint of a type parameter is removed', edits: [['R extends T', 'R']], verdict: 'meaning' },
  {
    name: 'a class becomes a type-only export',
    edits: [['export declare class Shelf', 'export type { Shelf };\ndeclare class Shelf']],
    verdict: 'meaning',
  },
  {
    name: 'a constant becomes a type-only export',
    edits: [['export declare const MODES', 'export { type MODES };\ndeclare const MODES']],
    verdict: 'meaning',
  },
  { name: 'a re-export becomes type-only', edits: [['export { Long }', 'export type { Long }']], verdict: 'meaning' },
  { name: 'an import becomes type-only', edits: [['import { Long }', 'import type { Long }']], verdict: 'meaning' },
  { name: 'a re-export comes from another module', edits: [["from 'bson'", "from 'js-bson'"]], verdict: 'meaning' },
  {
    name: 'a re-export has another name in its module',
    edits: [['import { Long }', 'import { Int32 as Long }']],
    verdict: 'meaning',
  },
  {
    name: 'a re-export is written in one line',
    edits: [["import { Long } from 'bson';\nexport { Long };", "export { Long } from 'bson';"]],
    verdict: 'spelling',
  },
  {
    name: 'exports are listed',
    edits: [['export declare type Level', 'export { Level };\ndeclare type Level']],
    verdict: 'spelling',
  },
  {
    name: 'a constant that is not exported has more items',
    edits: [["['low', 'high']", "['low', 'high', 'top']"]],
    verdict: 'meaning',
  },
  {
    name: 'a list is spread',
    edits: [["readonly ['low', 'high']", "readonly [...('high' | 'low')[]]"]],
    verdict: 'spelling',
  },
  { name: 'a value changes', edits: [["fast: 'fast'", "fast: 'quick'"]], verdict: 'meaning' },
  { name: 'a static value changes', edits: [['SIZE: 16', 'SIZE: 32']], verdict: 'meaning' },
  { name: 'a static member becomes an instance member', edits: [['static make()', 'make()']], verdict: 'meaning' },
  {
    name: 'a class becomes abstract',
    edits: [['export declare class Shelf', 'export declare abstract class Shelf']],
    verdict: 'meaning',
  },
  { name: 'a constructor becomes private', edits: [['  constructor(', '  private constructor(']], verdict: 'meaning' },
  {
    name: 'a member becomes protected',
    edits: [['  each<R', '  protected each<R']],
    verdict: 'meaning',
  },
  { name: 'a setter is removed', edits: [['  set size(value: number);\n', '']], verdict: 'meaning' },
  {
    name: 'a setter accepts more',
    edits: [['set size(value: number)', 'set size(value: number | string)']],
    verdict: 'meaning',
  },
  {
    name: 'a setter of an interface accepts less',
    edits: [['set text(value: string | number)', 'set text(value: string)']],
    verdict: 'meaning',
  },
  {
    name: 'an accessor pair becomes a field',
    edits: [['get size(): number;\n  set size(value: number);', 'size: number;']],
    verdict: 'spelling',
  },
  { name: 'a field becomes readonly', edits: [['other: U', 'readonly other: U']], verdict: 'meaning' },
  { name: 'a field becomes optional', edits: [['other: U', 'other?: U']], verdict: 'meaning' },
  { name: 'an option becomes writable', edits: [['readonly level?', 'level?']], verdict: 'meaning' },
  { name: 'an option becomes required', edits: [['limit?: number', 'limit: number']], verdict: 'meaning' },
  { name: 'an option is removed', edits: [['limit?: number; ', '']], verdict: 'meaning' },
  { name: 'an option is added', edits: [['limit?: number', 'limit?: number; skip?: number']], verdict: 'meaning' },
  {
    name: 'an inline option is added',
    edits: [['hint?: string', 'hint?: string; extra?: string']],
    verdict: 'meaning',
  },
  { name: 'an index signature is removed', edits: [['; [name: string]: any', '']], verdict: 'meaning' },
  {
    name: 'an index signature narrows',
    edits: [['[name: string]: any', '[name: string]: string | T | K']],
    verdict: 'meaning',
  },
  {
    name: 'overloads are swapped',
    edits: [[/(  find\(filter: Row.*\n)(  find\(filter: string.*\n)/, '$2$1']],
    verdict: 'meaning',
  },
  { name: 'an overload is removed', edits: [[/  find\(filter: string.*\n/, '']], verdict: 'meaning' },
  { name: 'a base changes', edits: [['extends Base<T>', 'extends Base<T | undefined>']], verdict: 'meaning' },
  {
    name: 'a method becomes a function in a field',
    edits: [['static make(): Shelf<string>', 'static make: () => Shelf<string>']],
    verdict: 'meaning',
  },
  { name: 'a union is reordered', edits: [['T | null', 'null | T']], verdict: 'spelling' },
  { name: 'boolean is written as its literals', edits: [[/boolean/g, '(false | true)']], verdict: 'spelling' },
  {
    name: 'an alias is inlined',
    edits: [['visit: Visit<R>', 'visit: (item: R, at: number) => boolean']],
    verdict: 'spelling',
  },
  { name: 'an alias of a list is inlined', edits: [['level?: Level', "level?: 'high' | 'low'"]], verdict: 'spelling' },
  {
    name: 'an interface becomes an alias',
    edits: [[/export declare interface Options (.*)\n/, 'export declare type Options = $1;\n']],
    verdict: 'spelling',
  },
  { name: 'an array is written as a reference', edits: [['Promise<T[]>', 'Promise<Array<T>>']], verdict: 'spelling' },
  { name: 'the type of a result narrows', edits: [['Promise<T | null>', 'Promise<T>']], verdict: 'meaning' },
  {
    name: 'a rest parameter is added',
    edits: [['limit?: number): R[]', 'limit?: number, ...more: number[]): R[]']],
    verdict: 'meaning',
  },
  { name: 'a symbol member is removed', edits: [['  [Symbol.iterator](): Iterator<T>;\n', '']], verdict: 'meaning' },
];

function edited(edits: OneChange['edits']): string {
  return edits.reduce((text, [from, to]) => {
    const changed = text.replace(from, to);
    expect(changed, String(from)).not.to.equal(text);
    return changed;
  }, BEFORE);
}

describe('drift: every difference is reported, and nothing else, one change at a time', () => {
  const before = readText(BEFORE);

  for (const { name, edits, verdict } of CHANGES) {
    it(`${name}: ${verdict}`, () => {
      const changes = compareDrivers(before, readText(edited(edits)));
      const lines = changes.map((change) => lineOf(findingOf(change, 'driver')));
      const errors = lines.filter((line) => line.startsWith('error '));
      if (verdict === 'spelling') expect(errors).to.deep.equal([]);
      else expect(errors, lines.join('; ')).not.to.deep.equal([]);
    });

    it(`${name}, reversed: ${verdict}`, () => {
      const changes = compareDrivers(readText(edited(edits)), before);
      const errors = changes
        .map((change) => lineOf(findingOf(change, 'driver')))
        .filter((line) => line.startsWith('error '));
      if (verdict === 'spelling') expect(errors).to.deep.equal([]);
      else expect(errors).not.to.deep.equal([]);
    });
  }
});
