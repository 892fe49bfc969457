import { mkdirSync, symlinkSync } from 'node:fs';
import { relative } from 'node:path';

import { expect } from 'chai';

import { CannotRunError } from '../../../codegen/common/problem.js';
import { loadFramework } from '../../../codegen/frameworks/load/load-framework.js';
import { loadFrameworks } from '../../../codegen/frameworks/load/load-frameworks.js';
import { inProject } from '../../support/project-root.js';
import { OwnFramework, RUNTIME } from '../own-framework.js';

/** The fault, the keys of the framework with it, and the message. */
type Case = readonly [string, Readonly<Record<string, string | undefined>>, ...(readonly (string | RegExp)[])];

const A_NAME = 'expected a name in lower case, with `-` between words';

const NAMES: readonly (readonly [string, string])[] = [
  ['../../evil', A_NAME],
  ['/tmp/evil', A_NAME],
  ['', A_NAME],
  ['.', A_NAME],
  ['..', A_NAME],
  ['a/b', A_NAME],
  ['a\\\\b', A_NAME],
  ['Own', A_NAME],
  ['own-', A_NAME],
  ['-own', A_NAME],
  ['own framework', A_NAME],
  ['own\\n', A_NAME],
  ['1own', A_NAME],
  ['internal', 'expected a name other than `internal`, which is the folder of the shared helpers'],
  ['con', 'expected a name that Windows does not reserve for a device'],
  ['nul', 'expected a name that Windows does not reserve for a device'],
  ['lpt1', 'expected a name that Windows does not reserve for a device'],
  ['a'.repeat(65), 'expected a name of at most 64 letters'],
];

const KEYS: readonly Case[] = [
  [
    'a word that is mistyped',
    { evaluation: "'eger'" },
    "own/framework.ts:3:3: `evaluation` is 'eger', expected `eager` or `lazy`\n  fix: did you mean 'eager'",
  ],
  [
    'a key that is mistyped',
    { signatuers: '() => []' },
    'own/framework.ts:8:3: `signatuers` is not a known key, expected one of `name`, ',
    '\n  fix: rename it to `signatures`',
  ],
  ['a key like no other', { zzzzzzzz: '5' }, '`zzzzzzzz` is not a known key', '\n  fix: delete it'],
  [
    'a key inside another',
    { bases: "{ emmiter: 'A' }" },
    'own/framework.ts:8:12: `emmiter` in `bases` is not a known key, expected one of `emitter`, `readable`, `writable`, `recipe`',
    '\n  fix: rename it to `emitter`',
  ],
  [
    'a key inside a list',
    { peers: "[{ package: 'rxjs', rnge: '*' }]" },
    'own/framework.ts:8:30: `rnge` in `peers.0` is not a known key, expected one of `package`, `range`',
    '`peers.0.range` is missing',
  ],
  ['docs that are empty', { docs: '{}' }, 'own/framework.ts:7:3: `docs.command` is missing, expected a function'],
  [
    'docs that are none',
    { docs: 'null' },
    'own/framework.ts:7:3: `docs` is null, expected a record of `command`, and perhaps `returns`',
  ],
  ['a key that is missing', { command: undefined }, 'own/framework.ts:1:1: `command` is missing, expected a function'],
  [
    'a function that is a text',
    { value: "'Promise'" },
    "own/framework.ts:4:3: `value` is 'Promise', expected a function",
  ],
  [
    'exports that are no list',
    { exports: "'Task'" },
    "own/framework.ts:8:3: `exports` is 'Task', expected a list of names",
  ],
  [
    'an export that is no name',
    { exports: "['a b']" },
    "own/framework.ts:8:13: `exports.0` is 'a b', expected the name of an export of runtime.ts",
  ],
  [
    'an export that is named twice',
    { exports: "['adapt', 'adapt']" },
    '`exports` is a list of 2, expected a list of different names',
  ],
  [
    'a lazy framework without recipes and promises',
    { evaluation: "'lazy'" },
    '`toPromise` is missing, expected the name of a function of runtime.ts, which a lazy framework needs',
    '`bases.recipe` is missing, expected a function that names the base of recipes, which a lazy framework needs',
  ],
  [
    'a peer that is no package',
    { peers: "[{ package: '../evil', range: '*' }]" },
    "own/framework.ts:8:13: `peers.0.package` is '../evil', expected the name of a package",
  ],
  [
    'a module that is a path',
    { modules: "[{ file: '../evil.ts' }]" },
    "own/framework.ts:8:15: `modules.0.file` is '../evil.ts', expected the name of a file such as `layers.ts`",
  ],
  [
    'a module that is emitted anyway',
    { modules: "[{ file: 'index.ts', write: () => [] }]" },
    "`modules.0.file` is 'index.ts', expected a name other than that of a module which is always emitted",
  ],
  [
    'a module in capitals',
    { modules: "[{ file: 'Runtime.ts', write: () => [] }]" },
    "`modules.0.file` is 'Runtime.ts', expected the name of a file",
  ],
  [
    'a module that is a device',
    { modules: "[{ file: 'aux.ts', write: () => [] }]" },
    "`modules.0.file` is 'aux.ts', expected a name that Windows does not reserve for a device",
  ],
  [
    'two modules of one name',
    { modules: "[{ file: 'a.ts', write: () => [] }, { file: 'a.ts', write: () => [] }]" },
    'own/framework.ts:8:3: `modules` is a list of 2, expected modules of different names',
  ],
  [
    'a subpath that is a path',
    { modules: "[{ file: 'a.ts', subpath: '../a', write: () => [] }]" },
    "own/framework.ts:8:29: `modules.0.subpath` is '../a', expected a name in lower case, with `-` between words",
  ],
  [
    'two modules of one subpath',
    {
      modules: "[{ file: 'a.ts', subpath: 'c', write: () => [] }, { file: 'b.ts', subpath: 'c', write: () => [] }]",
    },
    'own/framework.ts:8:3: `modules` is a list of 2, expected modules of different subpaths',
  ],
  [
    'a module of a subpath that the index would load',
    { modules: "[{ file: 'a.ts', subpath: 'a', exports: ['A'], write: () => [] }]" },
    '`modules.0.exports` is a list of 1, expected none in a module with a `subpath`, which the index does not load',
  ],
  [
    'a module that is nowhere',
    { modules: "[{ file: 'layers.ts' }]" },
    'own/layers.ts cannot be read: it does not exist',
  ],
];

const MODULES: readonly (readonly [string, string, ...(readonly (string | RegExp)[])])[] = [
  ['nothing', '', 'own/framework.ts:1:1: ', 'framework.ts has no default export, expected the framework'],
  ['several frameworks', 'export const a = {}; export const b = {};', 'framework.ts has no default export'],
  [
    'a function',
    'export default () => ({});',
    'own/framework.ts:1:1: the default export is a function, expected a record that satisfies `Framework`',
  ],
  ['a list', 'export default [];', 'the default export is an empty list, expected a record that satisfies `Framework`'],
  ['null', 'export default null;', 'own/framework.ts cannot be loaded: it throws TypeError: '],
  ['a promise of nothing', 'export default Promise.resolve(5);', 'the default export is 5, expected a record'],
  [
    'what cannot be looked at',
    "export default { get name() { throw new Error('no'); } };",
    'own/framework.ts:1:1: the default export cannot be inspected: it throws Error: no',
  ],
  [
    'a proxy that throws',
    "export default new Proxy({}, { ownKeys() { throw new Error('no'); }, get() { throw new Error('no'); } });",
    'own/framework.ts cannot be loaded: it throws Error: no',
  ],
  ['what cannot be parsed', 'export default {', 'own/framework.ts cannot be loaded: it throws '],
  [
    'what throws',
    "throw new Error('one\\ntwo mongodb://a:s3cret@b');",
    'own/framework.ts cannot be loaded: it throws Error: one two mongodb://…@b\n',
  ],
  ['what throws undefined', 'throw undefined;', 'own/framework.ts cannot be loaded: it throws undefined'],
  [
    'what throws a record without a text',
    'throw Object.create(null);',
    'own/framework.ts cannot be loaded: it throws an empty record',
  ],
  ['what rejects', "export default Promise.reject(new Error('no'));", 'it throws Error: no'],
  [
    'an import of what there is not',
    "import './nothing.js'; export default {};",
    /own\/framework\.ts cannot be loaded: it throws Error: Cannot find module '\.\/nothing\.js'/,
  ],
  [
    'what ends the process',
    'process.exit(0);',
    'own/framework.ts does not load: it ends the process\n  fix: only export the framework, without side effects',
  ],
  [
    'what awaits for ever',
    'await new Promise(() => {}); export default {};',
    'own/framework.ts does not load: it awaits something that never settles',
  ],
  [
    'what throws where nobody waits',
    "setTimeout(() => { throw new Error('later'); }); await new Promise((done) => setTimeout(done, 5000)); export default {};",
    'own/framework.ts does not load: while it loads, something throws Error: later',
  ],
];

describe('loading a framework', function () {
  this.timeout(20_000);

  let own: OwnFramework;
  beforeEach(() => (own = new OwnFramework()));
  afterEach(() => own.remove());

  for (const [name, said] of NAMES) {
    it(`refuses the name ${JSON.stringify(name)}, and deletes nothing`, async () => {
      own.write({ 'generated/package.json': '{}', 'generated/own/mine.ts': 'mine', 'evil/mine.ts': 'mine' });
      own.keys({ name: `'${name}'` });
      await own.refused(2, 'own/framework.ts:2:3: `name` is ', said);
    });
  }

  for (const [name, keys, ...parts] of KEYS) {
    it(`refuses ${name}`, async () => {
      own.keys(keys);
      await own.refused(2, ...parts);
    });
  }

  for (const [name, text, ...parts] of MODULES) {
    it(`refuses ${name}`, async () => {
      own.module(text);
      await own.refused(2, ...parts);
    });
  }

  const ENDLESS: readonly (readonly [string, string])[] = [
    ['a loop', 'for (;;);'],
    ['a timer', 'setInterval(() => {}, 1000); await new Promise(() => {});'],
  ];
  for (const [name, text] of ENDLESS) {
    it(`times out on a module that never finishes loading because of ${name}`, async () => {
      own.module(text);
      const error: unknown = await loadFramework(own.at('own'), { patience: 600 }).catch((cause: unknown) => cause);
      expect(error).to.be.instanceOf(CannotRunError);
      expect((error as CannotRunError).message).to.match(
        /own\/framework\.ts does not load: it has not finished after 0\.6 seconds$/,
      );
    });
  }

  it('accepts a frozen one, a constant, and one that is exported by another module', async () => {
    own.keys({});
    const text = own.read()['own/framework.ts'] ?? '';
    own.write({ 'own/made.ts': text });
    own.module("export { default } from './made.js';\n");
    expect(await own.outcome()).to.deep.equal({ code: 0, text: '' });
    own.write({
      'other/framework.ts': text
        .replace('export default', 'const own = Object.freeze(')
        .replace(/\};\n$/, '});\nexport default own;\n'),
      'other/runtime.ts': RUNTIME,
    });
    expect(await own.outcome({ frameworks: [own.at('other')], check: true })).to.deep.equal({ code: 0, text: '' });
  });

  it('refuses two with the same name', async () => {
    own.write({ 'other/framework.ts': own.read()['own/framework.ts'] ?? '', 'other/runtime.ts': RUNTIME });
    const { code, text } = await own.outcome({ frameworks: [own.at('own'), own.at('other')] });
    expect(code).to.equal(2);
    expect(text).to.equal(
      "two frameworks are called 'own': own and other\n  fix: give one of them another `name`, or leave one out",
    );
    own.keys({ name: "'promise'" });
    own.write({ 'named/framework.ts': own.read()['own/framework.ts'] ?? '', 'named/runtime.ts': RUNTIME });
    const mixed = await own.outcome({ frameworks: ['promise', own.at('named')] });
    expect(mixed.text).to.include("two frameworks are called 'promise': promise and named\n");
    expect(own.output()).to.deep.equal({});
  });

  it('loads one once, even if several paths name it', async () => {
    mkdirSync(own.at('links'));
    symlinkSync(own.at('own'), own.at('links/own'));
    const relativePath = relative(process.cwd(), own.at('own'));
    const frameworks = [own.at('links/own'), own.at('own'), `${own.at('own')}/`, own.at('links/../own'), relativePath];
    expect(await own.outcome({ frameworks })).to.deep.equal({ code: 0, text: '' });
    const builtIn = inProject('codegen/frameworks/promise');
    const loaded = await loadFrameworks(['promise', own.at('own'), builtIn, own.at('links/own')]);
    expect(loaded.map(({ framework }) => framework.name)).to.deep.equal(['promise', 'own']);
  });
});
