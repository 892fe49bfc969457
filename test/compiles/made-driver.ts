import fc from 'fast-check';

import { constructors, type MadeMember, members } from './made-classes.js';
import { madeType, SURROUNDINGS } from './made-types.js';

interface MadeClass {
  readonly abstract: boolean;
  readonly constructors: readonly string[];
  readonly members: readonly MadeMember[];
  readonly exported: keyof typeof EXPORTS;
  readonly indexed: boolean;
  readonly merged: boolean;
}

/** Every way to export a class in TypeScript: before the declaration, and after all of them. */
const EXPORTS = {
  inPlace: (name: string) => ({ before: 'export declare ', after: '', name }),
  asDefault: (name: string) => ({ before: 'export default ', after: '', name }),
  listed: (name: string) => ({ before: 'declare ', after: `export { ${name} };\n`, name }),
  renamed: (name: string) => ({ before: 'declare ', after: `export { ${name} as ${name}Out };\n`, name }),
  twice: (name: string) => ({ before: 'declare ', after: `export { ${name}, ${name} as ${name}Again };\n`, name }),
  typeOnly: (name: string) => ({ before: 'declare ', after: `export type { ${name} };\n`, name }),
  typeMarked: (name: string) => ({ before: 'declare ', after: `export { type ${name} };\n`, name }),
  notAtAll: (name: string) => ({ before: 'declare ', after: 'export {};\n', name }),
} as const;

const exported = fc.oneof(
  { arbitrary: fc.constantFrom('inPlace' as const, 'listed' as const), weight: 6 },
  { arbitrary: fc.constantFrom('renamed' as const, 'twice' as const), weight: 2 },
  fc.constantFrom('asDefault' as const, 'typeOnly' as const, 'typeMarked' as const, 'notAtAll' as const),
);

const madeClass: fc.Arbitrary<MadeClass> = fc.record({
  abstract: fc.nat({ max: 5 }).map((at) => at === 5),
  constructors,
  members,
  exported,
  indexed: fc.nat({ max: 20 }).map((at) => at === 20),
  merged: fc.nat({ max: 10 }).map((at) => at === 10),
});

/** A declared base, and the names that both may not share. */
const HEADS = {
  Alpha: ['', ' extends TypedEventEmitter<AlphaEvents>', ' extends Readable'],
  Beta: ['<T = Doc>', '<out T = Doc>', '<const T = Doc>', '<in out T = () => void>'],
  Gamma: ['', ' extends Alpha', ' extends Beta<string>', ' extends Beta', ' implements Hooked'],
} as const;

function classText(
  name: keyof typeof HEADS,
  head: string,
  made: MadeClass,
  taken: ReadonlySet<string>,
): { text: string; after: string } {
  const { before, after } = EXPORTS[made.exported](name);
  const own = made.members.filter(({ key, abstract }) => !taken.has(key) && (made.abstract || !abstract));
  const lines = [...made.constructors.map((each) => `  ${each}\n`), ...own.map(({ text }) => text)];
  const index = made.indexed ? '  [key: string]: any;\n' : '';
  const isDefault = made.exported === 'asDefault';
  const merged =
    made.merged && !isDefault
      ? `${before === 'declare ' ? '' : 'export '}interface ${name}${name === 'Beta' ? head : ''} { mergedIn(of: ${name}): Promise<${name}>; also?: ${name} }\n`
      : '';
  const declared = `${before}${made.abstract ? 'abstract ' : ''}class ${name}${head} {\n${lines.join('')}${index}}\n`;
  return { text: merged.replace('<const ', '<') + (made.merged ? declared.replace('<const ', '<') : declared), after };
}

/** The declarations of a random driver: three classes, a cursor, and the types that these name. */
export const madeDriver: fc.Arbitrary<string> = fc
  .record({
    alpha: madeClass,
    beta: madeClass,
    gamma: madeClass,
    heads: fc.tuple(fc.constantFrom(...HEADS.Alpha), fc.constantFrom(...HEADS.Beta), fc.constantFrom(...HEADS.Gamma)),
    payload: madeType,
    item: madeType,
    withCursor: fc.boolean(),
  })
  .map(({ alpha, beta, gamma, heads, payload, item, withCursor }) => {
    const isOne = (at: number): boolean =>
      [alpha, beta, gamma].findIndex((each) => each.exported === 'asDefault') === at;
    const once = (each: MadeClass, at: number): MadeClass =>
      each.exported === 'asDefault' && !isOne(at) ? { ...each, exported: 'listed' } : each;
    const keys = (each: MadeClass): string[] => each.members.map(({ key }) => key);
    const base = heads[2].includes('Alpha') ? alpha : heads[2].includes('Beta') ? beta : undefined;
    const isStream = heads[0] !== '';
    const streamed = new Set(isStream ? ['on', 'read', 'close', 'each', 'find', 'closed'] : []);
    const inherited = new Set([...(base === undefined ? [] : keys(base)), ...(base === alpha ? streamed : [])]);
    const apart: MadeClass = base?.abstract === true ? { ...gamma, abstract: true } : gamma;
    const closed: MadeClass =
      base?.constructors.includes('private constructor();') === true ? { ...apart, exported: apart.exported } : apart;
    const heldBy = base?.constructors.includes('private constructor();') === true ? '' : heads[2];
    const parts = [
      classText('Alpha', heads[0], once(alpha, 0), streamed),
      classText('Beta', heads[1], once(beta, 1), new Set()),
      classText('Gamma', heldBy, once(closed, 2), inherited),
    ];
    const cursor = withCursor
      ? CURSOR.replaceAll('ITEM', () => item)
      : 'export declare class Cursor { limit(count: number): this }\n';
    const events = `export declare type AlphaEvents = { open(of: Alpha): void; given(of: ${payload}): void; 'odd-name'(): void };\nexport declare interface Hooked {}\n`;
    return (
      SURROUNDINGS + events + cursor + parts.map(({ text }) => text).join('') + parts.map(({ after }) => after).join('')
    );
  });

const CURSOR = `export declare class Cursor {
  get closed(): boolean;
  limit(count: number): this;
  toArray(): Promise<(ITEM)[]>;
  next(): Promise<ITEM>;
  tryNext(): Promise<string | null>;
  close(): Promise<void>;
  rewind(): void;
  clone(): Cursor;
  [Symbol.asyncIterator](): AsyncGenerator<ITEM, void, void>;
  [Symbol.asyncDispose](): Promise<void>;
}
`;
