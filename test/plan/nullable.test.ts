import { expect } from 'chai';

import type { Code, CommandCall } from '../../codegen/frameworks/framework.js';
import { loadFramework, readInternal } from '../../codegen/frameworks/load/load-framework.js';
import { generate, type GenerateResult } from '../../codegen/generate.js';
import { readTemplates } from '../../codegen/render/read-templates.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';

const TYPES = `
export declare interface Options { session?: object; raw?: boolean }
export declare interface Raw extends Options { raw: true }
export declare interface Kept { session?: object; kind: 'kept' }
export declare interface Gone { session?: object; kind: 'gone' }
export declare type Modes = 'first' | 'last';
export declare type Maybe<T> = T | null;
export declare type NotRaw = Omit<Options, 'raw'> & { raw?: false };
`;

/** The `nullable` that a framework gets for a command with these overloads, as its emitted code has it. */
async function told(...overloads: readonly string[]): Promise<string> {
  const { files, problems } = await generated(overloads.map((each) => `  look${each};`));
  expect(problems).to.deep.equal([]);
  const [, nullable] = /\/\* (.*) \*\//.exec(files.get('promise/Shelf.ts') ?? '') ?? [];
  return nullable ?? 'nothing';
}

async function generated(members: readonly string[], asks = true): Promise<GenerateResult> {
  const source = await loadFramework('promise');
  const framework: typeof source.framework = {
    ...source.framework,
    command: (call) => ({
      statements: [['return ', call.promise, ...(asks ? [' /* ', shown(call.nullable), ' */'] : [])]],
    }),
  };
  const specs = new Map([['spec/Shelf.yaml', Buffer.from('class: Shelf\ncommands: [look]\n')]]);
  return generate({
    declarations: {
      text: `${TYPES}export declare class Shelf<T = any> {\n${members.join('\n')}\n}\n`,
      package: 'mongodb',
      version: '1.2.3',
      file: 'driver.d.ts',
    },
    spec: loadSpec('spec', () => specs).spec,
    frameworks: [{ ...source, framework }],
    internal: await readInternal(),
    templates: await readTemplates(),
    docs: 'links',
  });
}

function shown(nullable: CommandCall['nullable']): Code {
  return typeof nullable === 'boolean' ? `${nullable}` : nullable;
}

describe('`nullable` of a command', () => {
  it('is a boolean if all overloads agree', async () => {
    expect(await told('(): Promise<string | null>')).to.equal('true');
    expect(await told('(): Promise<Maybe<string>>', '(at: number): Promise<null>')).to.equal('true');
    expect(await told('(): Promise<string>', '(at: number): Promise<string | undefined>')).to.equal('false');
  });

  it('is a condition on the field whose type differs', async () => {
    const raw = 'options?.raw !== true';
    const found = 'Promise<string | null>';
    expect(
      await told(
        '(at: T, options: Options & { raw: true }): Promise<object>',
        `(at: T, options: Options & { raw: false }): ${found}`,
        `(at: T, options: Options): ${found}`,
        `(at: T): ${found}`,
      ),
      'an intersection',
    ).to.equal(raw);
    expect(await told('(options: Raw): Promise<object>', `(options?: NotRaw): ${found}`), 'declared').to.equal(raw);
    expect(await told(`(options?: NotRaw): ${found}`, '(options: Raw): Promise<object>'), 'in any order').to.equal(raw);
    expect(
      await told('<O extends Raw>(options: O): Promise<object>', `(options?: Options | null): ${found}`),
      'a type parameter',
    ).to.equal(raw);
    expect(
      await told(`(options: Raw): ${found}`, '(options?: Options): Promise<object>'),
      'of the other side',
    ).to.equal('options?.raw === true');
    expect(await told('(options: Kept): Promise<string>', `(options: Gone): ${found}`), 'one of two').to.equal(
      "options?.kind !== 'kept'",
    );
    expect(
      await told(`(options: { 'a-b': 1 | 2 }): ${found}`, '(options: { "a-b": 3 }): Promise<string>'),
      'a name with quotes',
    ).to.equal("options?.['a-b'] !== 3");
  });

  it('is a condition on an argument that is a literal', async () => {
    expect(await told('(mode: Modes): Promise<string>', "(mode: 'any'): Promise<string | null>")).to.equal(
      "mode !== 'first' && mode !== 'last'",
    );
    expect(await told('(raw: true): Promise<string>', '(raw?: boolean): Promise<string | null>')).to.equal(
      'raw !== true',
    );
  });

  it('is a condition on whether an argument is passed', async () => {
    expect(await told('(at: number): Promise<string | null>', '(at: number, or: string): Promise<string>')).to.equal(
      'or === undefined',
    );
    expect(await told('(at: number): Promise<string>', '(at: number, or: string): Promise<string | null>')).to.equal(
      'or !== undefined',
    );
  });

  it('is a problem if nothing distinguishes the overloads, but only when it is read', async () => {
    for (const overloads of [
      ['(at: number): Promise<string>', '(at: string): Promise<string | null>'],
      // The overload that accepts both comes first.
      ['(options: Options): Promise<string | null>', '(options: Raw): Promise<string>'],
      // Something else also differs.
      ['(at: number, options: Raw): Promise<string>', '(at: string, options: Options): Promise<string | null>'],
      [
        '(options: { raw: true; more: string }): Promise<string>',
        '(options: { raw?: boolean }): Promise<string | null>',
      ],
      // The argument may be anything.
      ['(options: Raw): Promise<string>', '(options: T): Promise<string | null>'],
      ['(options: Options): Promise<string | null>', '(options?: Options): Promise<string>'],
      ['(at: number, or?: string): Promise<string>', '(at: number, or?: number): Promise<string | null>'],
    ]) {
      const members = overloads.map((each) => `  look${each};`);
      const { problems, files } = await generated(members);
      expect(
        problems.map(({ rule, subject }) => `${rule} ${subject}`),
        overloads.join('; '),
      ).to.deep.equal(['not-plannable Shelf.look']);
      expect(problems[0]?.message).to.include('`command` of the framework promise reads `nullable`');
      expect(problems[0]?.at?.line).to.be.greaterThan(1);
      expect(files.size).to.equal(0);
      expect((await generated(members, false)).problems).to.deep.equal([]);
    }
  });
});
