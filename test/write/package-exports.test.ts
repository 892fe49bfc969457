import { expect } from 'chai';

import { withSubpaths } from '../../codegen/write/package-exports.js';

const SCHEMA = { framework: 'effect', module: 'schema-of', subpath: 'schema' };
const built = (module: string) => ({ types: `./dist/${module}.d.ts`, default: `./dist/${module}.js` });

/** A manifest with these entries, as a person writes it. */
function manifest(exports: object, older: object, indent = '  '): string {
  return `${JSON.stringify({ name: 'a', exports, typesVersions: { '*': older }, files: ['dist'] }, undefined, indent)}\n`;
}

const INDEX = {
  './effect': { import: built('effect/index'), default: built('commonjs/effect/index') },
  './package.json': './package.json',
};
const OLDER = { effect: ['./dist/commonjs/effect/index.d.ts'], rxjs: ['./dist/commonjs/rxjs/index.d.ts'] };

describe('the subpaths of a package.json', () => {
  it('are exported like the index and after it, in every build and for older compilers', () => {
    for (const indent of ['  ', '\t']) {
      const { text, left } = withSubpaths(manifest(INDEX, OLDER, indent), [SCHEMA]);
      const exports = {
        './effect': INDEX['./effect'],
        './effect/schema': { import: built('effect/schema-of'), default: built('commonjs/effect/schema-of') },
        './package.json': './package.json',
      };
      const older = {
        effect: OLDER.effect,
        'effect/schema': ['./dist/commonjs/effect/schema-of.d.ts'],
        rxjs: OLDER.rxjs,
      };
      expect(text).to.equal(manifest(exports, older, indent));
      expect(left).to.deep.equal([]);
      expect(withSubpaths(text, [SCHEMA]).text).to.equal(text);
    }
  });

  it('are corrected if they lead to another module', () => {
    const { text } = withSubpaths(manifest(INDEX, OLDER), [SCHEMA]);
    const moved = withSubpaths(text, [{ ...SCHEMA, module: 'schemas' }]).text;
    expect(moved).to.equal(text.replaceAll('schema-of', 'schemas'));
  });

  it('do not change the text if nothing is missing, whatever its format', () => {
    const text = '{"exports":{"./effect":"./dist/effect/index.js","./effect/schema":"./dist/effect/schema-of.js"} }';
    expect(withSubpaths(text, [SCHEMA])).to.deep.equal({ text, left: [] });
    expect(withSubpaths(text, [])).to.deep.equal({ text, left: [] });
  });

  it('are left to the author if the package exports neither them nor the index of the framework', () => {
    for (const exports of [{}, { './effect': './bundle.js' }, { '.': './dist/effect/index.js' }]) {
      const text = manifest(exports, {});
      expect(withSubpaths(text, [SCHEMA])).to.deep.equal({ text, left: [SCHEMA] });
    }
    const own = manifest({ './effect': './bundle.js', './effect/schema': './schema.js' }, {});
    expect(withSubpaths(own, [SCHEMA])).to.deep.equal({ text: own, left: [] });
    const none = '{ "name": "a" }';
    expect(withSubpaths(none, [SCHEMA])).to.deep.equal({ text: none, left: [SCHEMA] });
  });

  it('need JSON', () => {
    expect(() => withSubpaths('{', [SCHEMA])).to.throw(SyntaxError);
  });
});
