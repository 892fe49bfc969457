import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { needs } from '../support/release/needs.js';
import { compile, root, STRICT } from './compile.js';
import { ORACLE_FRAMEWORKS } from './frameworks.js';

/** How users set their compilers; the published declarations hold under all of them, and are checked themselves. */
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

describe('types, as users write them', function () {
  this.timeout(120_000);
  // The programs are written for the newest line: `await using`, and what else has come with it.
  needs(this, 'ClientSession[Symbol.asyncDispose]');

  const eager = ORACLE_FRAMEWORKS.filter(({ recipes }) => recipes.size === 0);
  for (const { name, takesCallbacks } of eager) {
    const module = `motorized/${name}`;

    it(`${name}: wrappers, raw objects, options, listeners, iteration, subclasses, and what is refused`, async () => {
      const files = {
        'every.ts': read('every.ts', 'motorized/promise', module),
        'refused.ts': read('refused.ts', 'motorized/promise', module),
        ...(takesCallbacks ? { 'callback.ts': read('callback.ts') } : {}),
      };
      expect(await errorsOf(files)).to.deep.equal([]);
    });

    for (const { title, options, type } of SETTINGS) {
      it(`${name}: a program for the driver compiles with its import changed, with ${title}`, async () => {
        // The driver itself is the measure: what does not compile with it is no program for it.
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
    it(`rxjs: Observables, recipes, handles, executors, and what is refused, with ${title}`, async () => {
      expect(await errorsOf({ 'rxjs.ts': read('rxjs.ts') }, options, type)).to.deep.equal([]);
    });
  }
});
