import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { needs } from '../support/release/needs.js';
import { compile, root, STRICT } from './compile.js';
import { ORACLE_FRAMEWORKS } from './frameworks.js';

/** Compiler options of users. The published declarations are checked with all of them. */
const SETTINGS: readonly { readonly title: string; readonly type: 'module' | 'commonjs'; readonly options: object }[] =
  [
    { title: 'everything strict', type: 'module', options: {} },
    { title: 'CommonJS in Node', type: 'commonjs', options: {} },
    {
      title: 'optional properties that may be undefined',
      type: 'module',
      options: { exactOptionalPropertyTypes: false },
    },
    { title: 'a bundler', type: 'module', options: { module: 'esnext', moduleResolution: 'bundler' } },
    {
      title: 'CommonJS through a bundler',
      type: 'commonjs',
      options: { module: 'commonjs', moduleResolution: 'bundler' },
    },
    { title: 'nothing strict', type: 'module', options: { strict: false, exactOptionalPropertyTypes: false } },
  ];

function read(name: string, from?: string, to?: string): string {
  const text = readFileSync(join(root, 'test', 'types', 'hand', name), 'utf8');
  if (from === undefined || to === undefined) return text;
  expect(text).to.contain(`'${from}'`);
  return text.replaceAll(`'${from}'`, `'${to}'`);
}

async function errorsOf(
  files: Readonly<Record<string, string>>,
  options: object = {},
  type: 'module' | 'commonjs' = 'module',
): Promise<string[]> {
  const texts = new Map([...Object.entries(files), ['package.json', JSON.stringify({ type })]]);
  const errors = await compile('hand', texts, { ...STRICT, skipLibCheck: false, ...options });
  return errors.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

describe("types in users' programs", function () {
  this.timeout(120_000);
  // The programs are for the newest line, with `await using` and the like.
  needs(this, 'ClientSession[Symbol.asyncDispose]');

  const eager = ORACLE_FRAMEWORKS.filter(({ recipes }) => recipes.size === 0);
  for (const { name, takesCallbacks } of eager) {
    const module = `motorized/${name}`;

    it(`${name}: wrappers, raw objects, options, listeners, iteration, subclasses, and errors`, async () => {
      const files = {
        'every.ts': read('every.ts', 'motorized/promise', module),
        'refused.ts': read('refused.ts', 'motorized/promise', module),
        ...(takesCallbacks ? { 'callback.ts': read('callback.ts') } : {}),
      };
      expect(await errorsOf(files)).to.deep.equal([]);
    });

    for (const { title, options, type } of SETTINGS) {
      it(`${name}: a program for the driver compiles with only its import changed, with ${title}`, async () => {
        // The program has to compile with the driver itself, too.
        const files = {
          'driver.ts': read('program.ts'),
          'ours.ts': read('program.ts', 'mongodb', module),
          'every.ts': read('every.ts', 'motorized/promise', module),
        };
        expect(await errorsOf(files, options, type)).to.deep.equal([]);
      });
    }
  }

  for (const { title, options, type } of SETTINGS.filter(({ options }) => !('strict' in options))) {
    it(`rxjs: Observables, recipes, handles, executors, and errors, with ${title}`, async () => {
      expect(await errorsOf({ 'rxjs.ts': read('rxjs.ts') }, options, type)).to.deep.equal([]);
    });
  }
});
