import { expect } from 'chai';
import fc from 'fast-check';

import { type Code, flat, layout, type List, list, WIDTH } from '../../../codegen/plan/text/layout.js';

const word = (length: number, letter = 'x'): string => letter.repeat(length);

describe('layout', () => {
  it('keeps a line of exactly 120 columns, and breaks one of 121', () => {
    const code = (length: number): Code => ['f', list('(', [word(length), 'b'], ')'), ';'];
    expect(layout(code(WIDTH - 7), 0)).to.deep.equal([`f(${word(WIDTH - 7)}, b);`]);
    expect(layout(code(WIDTH - 6), 0)).to.deep.equal(['f(', `  ${word(WIDTH - 6)},`, '  b,', ');']);
  });

  it('counts the columns before it', () => {
    const code: Code = ['f', list('(', [word(112), 'b'], ')'), ';'];
    expect(layout(code, 1)).to.have.length(1);
    expect(layout(code, 2)).to.have.length(4);
  });

  it('keeps code that cannot be broken, however long', () => {
    expect(layout(word(200), 0)).to.deep.equal([word(200)]);
    expect(layout(['f', list('(', [], ')'), word(200)], 0)).to.deep.equal([`f()${word(200)}`]);
  });

  it('has spaces inside brackets only on a single line', () => {
    const imports = (names: readonly string[]): Code => ['import ', list('{ ', names, ' }'), " from 'mongodb';"];
    expect(layout(imports(['A', 'B']), 0)).to.deep.equal(["import { A, B } from 'mongodb';"]);
    expect(layout(imports([word(60, 'A'), word(60, 'B')]), 0)).to.deep.equal([
      'import {',
      `  ${word(60, 'A')},`,
      `  ${word(60, 'B')},`,
      "} from 'mongodb';",
    ]);
  });

  it('breaks the parameters of a signature first, even if its type parameters are longer', () => {
    const parameters: List = { ...list('(', ['a: A', 'b: B'], ')'), first: true };
    const code: Code = ['find', list('<', [`T extends ${word(100)}`], '>'), parameters, ': Cursor;'];
    expect(layout(code, 2)).to.deep.equal([`find<T extends ${word(100)}>(`, '  a: A,', '  b: B,', '): Cursor;']);
  });

  it('breaks the longest list, and then the next, until it fits', () => {
    const code: Code = [
      'find',
      list('<', [`T extends ${word(60)}`, `U extends ${word(60)}`], '>'),
      list('(', [`a: ${word(70)}`, `b: ${word(70)}`], ')'),
      ';',
    ];
    expect(layout(code, 0)).to.deep.equal([
      'find<',
      `  T extends ${word(60)},`,
      `  U extends ${word(60)},`,
      '>(',
      `  a: ${word(70)},`,
      `  b: ${word(70)},`,
      ');',
    ]);
  });

  it('breaks lists within items', () => {
    const inner = list('(', [word(60, 'a'), word(60, 'b')], ')');
    expect(layout(['f', list('(', [['g', inner], 'c'], ')')], 0)).to.deep.equal([
      'f(',
      '  g(',
      `    ${word(60, 'a')},`,
      `    ${word(60, 'b')},`,
      '  ),',
      '  c,',
      ')',
    ]);
  });

  it('has no comma after a rest parameter or the last type argument', () => {
    expect(layout(['f', list('(', [`a: ${word(110)}`, '...rest: string[]'], ')')], 0).at(-2)).to.equal(
      '  ...rest: string[]',
    );
    const types: List = { ...list('<', [word(60, 'A'), word(60, 'B')], '>'), isArguments: true };
    expect(layout(['Emitter', types], 0).at(-2)).to.equal(`  ${word(60, 'B')}`);
    expect(layout(['class Emitter', list('<', [word(60, 'A'), word(60, 'B')], '>')], 0).at(-2)).to.equal(
      `  ${word(60, 'B')},`,
    );
  });

  it('breaks a chain of operators after the operator, and keeps the rest on the last line', () => {
    const union: List = { open: '', items: [word(60, 'A'), word(60, 'B'), 'C'], close: '', separator: ' | ' };
    expect(layout(['get it(): ', union, ' {'], 2)).to.deep.equal([
      `get it(): ${word(60, 'A')} |`,
      `  ${word(60, 'B')} |`,
      '  C {',
    ]);
  });

  /** Code of any shape, with words without spaces or brackets, so that the lines can be joined again. */
  const anyCode = fc.letrec<{ code: Code; list: List; sequence: readonly Code[]; word: string }>((tie) => ({
    code: fc.oneof({ depthSize: 'small' }, tie('word'), tie('list'), tie('sequence')),
    list: fc
      .tuple(fc.constantFrom(['(', ')'], ['{ ', ' }'], ['<', '>']), fc.array(tie('code'), { maxLength: 4 }))
      .map(([[open = '', close = ''], items]) => list(open, items, close)),
    sequence: fc.array(tie('code'), { maxLength: 3 }),
    word: fc.integer({ min: 1, max: 70 }).map((length) => word(length)),
  })).code;

  it('loses nothing, and adds only spaces, line breaks and trailing commas', () => {
    const bare = (text: string): string => text.replaceAll(/[\s,]/g, '');
    fc.assert(
      fc.property(anyCode, fc.nat(8), (code, indent) => {
        expect(bare(layout(code, indent).join('\n'))).to.equal(bare(flat(code)));
      }),
    );
  });

  it('has no overlong line that could be broken, and no trailing spaces', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(8), (code, indent) => {
        for (const line of layout(code, indent)) {
          expect(line).to.equal(line.trimEnd());
          // A line that is still too long has no list with items: it is a single word, possibly between empty brackets.
          if (indent + line.length > WIDTH) expect(line).not.to.match(/[(<{] ?x+ ?[)>}]/);
        }
      }),
    );
  });

  it('is on one line exactly if it fits', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(8), (code, indent) => {
        const whole = flat(code);
        if (indent + whole.length <= WIDTH) expect(layout(code, indent)).to.deep.equal([whole]);
      }),
    );
  });
});
