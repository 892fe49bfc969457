import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';

import { parseSpecFile } from '../../../codegen/spec/parse/parse-spec.js';
import { applyEdit } from '../../../codegen/spec/write/apply-edit.js';
import { itemText } from '../../../codegen/spec/write/item-text.js';

describe('itemText', () => {
  it('does not quote a name unless it has to', () => {
    expect(['find', 'static connect', 'drain-all', 'größe', 'a b'].map(itemText)).to.deep.equal([
      'find',
      'static connect',
      'drain-all',
      'größe',
      'a b',
    ]);
  });

  it('quotes a name that YAML would read as something else, also in a flow list', () => {
    expect(['42', 'true', '[kX]', '#h', 'c: d', 'x,y', '- a', "'static x'"].map(itemText)).to.deep.equal([
      '"42"',
      '"true"',
      '"[kX]"',
      '"#h"',
      '"c: d"',
      '"x,y"',
      '"- a"',
      `"'static x'"`,
    ]);
  });

  it('reads back as the same, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (name) => {
        const text = itemText(name);
        expect(parse(`- ${text}`)).to.deep.equal([name]);
        expect(parse(`[a, ${text}, b]`)).to.deep.equal(['a', name, 'b']);
      }),
    );
  });

  it('is a valid line of a spec file', () => {
    for (const name of ['42', 'drain-all', "it's", 'a: b', 'static x']) {
      const edited = applyEdit('class: Db\ncommands: [drop]\n', { heading: 'commands', line: itemText(name) });
      const { class: read, problems } = parseSpecFile('Db.yaml', edited);
      expect(problems).to.deep.equal([]);
      expect(read?.claims.at(-1)).to.deep.include(
        name === 'static x' ? { member: 'x', static: true } : { member: name, static: false },
      );
    }
  });
});
