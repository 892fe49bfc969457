import { expect } from 'chai';

import { OwnFramework, RUNTIME } from '../own-framework.js';

/** The fault, the beginning of the runtime, and the message. */
type Case = readonly [string, string, string | RegExp];

const MODULES: readonly Case[] = [
  [
    'a syntax error',
    'export const a = ;\n',
    /own\/runtime\.ts:1:18 the runtime of own: own\/runtime\.ts cannot be parsed: Expression expected\. \(framework-runtime\)\n {2}fix: correct the module/,
  ],
  [
    '`export =`',
    'export = { a: 5 };\n',
    'own/runtime.ts:1:1 the runtime of own: own/runtime.ts has `export =`, which ES modules do not have',
  ],
  ['`import = require`', "import fs = require('node:fs');\n", 'has `import = require`, which ES modules do not have'],
  ['`require`', "const fs = require('node:fs');\n", 'has `require`, which ES modules do not have'],
  ['`module.exports`', 'module.exports = {};\n', 'has `module.exports`, which ES modules do not have'],
  ['`exports.a`', 'exports.a = 5;\n', 'has `module.exports`, which ES modules do not have'],
  [
    'an export of nothing',
    'export { nothing };\n',
    'own/runtime.ts:1:10 the runtime of own: own/runtime.ts exports `nothing`, which it neither declares nor imports',
  ],
  [
    'a package that is no peer',
    "import { of } from 'rxjs';\n",
    'own/runtime.ts:1:20 the runtime of own: imports rxjs, which is not one of its peers (framework-runtime)\n  fix: add it to `peers` of framework.ts',
  ],
  [
    'a package that is named in an expression',
    "export const a = (): unknown => import('rxjs');\n",
    'own/runtime.ts:1:40 the runtime of own: imports rxjs, which is not one of its peers',
  ],
  [
    'a package that is named in a type',
    "export type A = import('rxjs').Observable<5>;\n",
    'own/runtime.ts:1:24 the runtime of own: imports rxjs, which is not one of its peers',
  ],
  [
    'a package that is re-exported',
    "export type { Observable } from 'rxjs';\n",
    'imports rxjs, which is not one of its peers',
  ],
  [
    'a file inside the driver',
    "import { Db } from 'mongodb/lib/db';\n",
    "imports 'mongodb/lib/db', a file inside mongodb, which any version may remove (framework-runtime)\n  fix: import what 'mongodb' exports",
  ],
  [
    'a module of Node that there is not',
    "import 'node:nothing';\n",
    "imports 'node:nothing', and Node has no such module",
  ],
  ['a folder', "import './runtime';\n", "imports './runtime', expected the path of a module as it is compiled"],
  ['the folder that it stands in', "import '.';\n", "imports '.', expected the path of a module as it is compiled"],
  [
    'a source',
    "import './runtime/parts.ts';\n",
    "imports './runtime/parts.ts', expected the path of a module as it is compiled, such as './runtime/parts.js' (framework-runtime)\n  fix: end the path in `.js`",
  ],
  [
    'what does not exist',
    "import './runtime/part.js';\n",
    "imports './runtime/part.js', and no such module is emitted (framework-runtime)\n  fix: did you mean runtime/parts.ts",
  ],
  [
    'a shared module that there is not',
    "import '../internal/wraper.js';\n",
    'fix: did you mean ../internal/wrapper.ts',
  ],
  ['what is outside', "import '../../secrets.js';\n", "imports '../../secrets.js', and no such module is emitted"],
  [
    'a name that a part does not export',
    "import { strat } from './runtime/parts.js';\n",
    "imports `strat` from './runtime/parts.js', which exports no such name (framework-runtime)\n  fix: did you mean `start`",
  ],
  [
    'a default that a part does not export',
    "import start from './runtime/parts.js';\n",
    "imports `default` from './runtime/parts.js', which exports no such name",
  ],
  [
    'a name that a shared module does not export',
    "import { unwrapAll } from '../internal/unwrap.js';\n",
    "imports `unwrapAll` from '../internal/unwrap.js', which exports no such name",
  ],
];

/** Ways to export `adapt`, and whether it is then a value. */
const EXPORTS: readonly (readonly [string, string, 'value' | 'type' | 'nothing'])[] = [
  ['a function', RUNTIME, 'value'],
  ['a constant', 'export const adapt = 5;', 'value'],
  ['a part of an object', 'export const { a: adapt } = { a: 5 };', 'value'],
  ['a part of a list', 'export const [, adapt] = [4, 5];', 'value'],
  ['a class', 'export abstract class adapt {}', 'value'],
  ['an enumeration', 'export enum adapt { A }', 'value'],
  ['a namespace with values', 'export namespace adapt { export const a = 5; }', 'value'],
  ['by another name', 'function a() {}\nexport { a as adapt };', 'value'],
  ['of a part', "export { start as adapt } from './runtime/parts.js';", 'value'],
  ['of a part in two steps', "import { start } from './runtime/parts.js';\nexport { start as adapt };", 'value'],
  ['the default of a part', "export { default as adapt } from './runtime/default.js';", 'value'],
  ['all of a part', "export * as adapt from './runtime/parts.js';", 'value'],
  ['from a part that has all of another', "export * from './runtime/circle.js';", 'value'],
  ['from a part in a folder', "export * from './runtime/deep/er.js';", 'value'],
  ['merged of a type and a value', 'export interface adapt {}\nexport const adapt = 5;', 'value'],
  ['with a mark at the beginning and other line ends', `\uFEFF// A\r\n${RUNTIME.replaceAll('\n', '\r\n')}`, 'value'],
  ['a type', 'export type adapt = 5;', 'type'],
  ['an interface', 'export interface adapt {}', 'type'],
  ['what is declared only', 'export declare function adapt(): void;', 'type'],
  ['a declared constant', 'export declare const adapt: 5;', 'type'],
  ['a namespace of types', 'export namespace adapt { export type A = 5; }', 'type'],
  ['exported as a type', 'function adapt() {}\nexport type { adapt };', 'type'],
  ['imported as a type', "import type { start as adapt } from './runtime/parts.js';\nexport { adapt };", 'type'],
  ['a type of a part', "export { type start as adapt } from './runtime/parts.js';", 'type'],
  ['the default', 'export default function adapt() {}', 'nothing'],
  ['the default of a part, which `*` leaves out', "export * from './runtime/default.js';", 'nothing'],
  ['not at all', 'function adapt() {}', 'nothing'],
];

describe('the runtime of a framework', function () {
  this.timeout(20_000);

  let own: OwnFramework;
  beforeEach(() => {
    own = new OwnFramework();
    own.write({
      'own/runtime/parts.ts': 'export function start(): void {}\n',
      'own/runtime/default.ts': 'export default function adapt(): void {}\n',
      'own/runtime/circle.ts': "export * from './square.js';\n",
      'own/runtime/square.ts': "export * from './circle.js';\nexport const adapt = 5;\n",
      'own/runtime/deep/er.ts':
        "import '../parts.js';\nimport { unwrap } from '../../../internal/unwrap.js';\nexport const adapt = unwrap;\n",
      // Files that compilers and editors leave behind.
      'own/runtime/parts.js': 'exports.',
      'own/runtime/parts.d.ts': 'export {',
      'own/runtime/.parts.ts': 'export {',
      'own/runtime/notes.md': '',
    });
  });
  afterEach(() => own.remove());

  for (const [name, text, said] of MODULES) {
    it(`is refused if it has ${name}`, async () => {
      own.write({ 'own/runtime.ts': text + RUNTIME });
      await own.refused(1, said);
    });
  }

  for (const [name, text, kind] of EXPORTS) {
    it(`exports a name as ${kind}: ${name}`, async () => {
      own.write({ 'own/runtime.ts': text });
      if (kind === 'type')
        await own.refused(1, "imports `adapt` from './runtime.js': own/runtime.ts exports it only as a type");
      else if (kind === 'nothing')
        await own.refused(1, "imports `adapt` from './runtime.js': own/runtime.ts exports no such name");
      else expect(await own.made()).to.deep.equal({ code: 0, text: '' });
    });
  }

  it('is emitted completely and unchanged, without files that are not modules', async () => {
    own.write({ 'own/runtime.ts': `\uFEFF${RUNTIME}` });
    expect(await own.outcome()).to.deep.equal({ code: 0, text: '' });
    const paths = Object.keys(own.output()).filter((path) => path.startsWith('generated/own/runtime'));
    expect(paths).to.deep.equal(
      ['.ts', '/circle.ts', '/deep/er.ts', '/default.ts', '/parts.ts', '/square.ts'].map(
        (end) => `generated/own/runtime${end}`,
      ),
    );
    expect(own.output()['generated/own/runtime.ts']).to.not.include('\uFEFF');
  });

  it('is refused if a part has a fault, with the place in that part', async () => {
    own.write({ 'own/runtime/deep/er.ts': '\nexport const = 5;\n' });
    await own.refused(
      1,
      /own\/runtime\/deep\/er\.ts:2:14 the runtime of own: own\/runtime\/deep\/er\.ts cannot be parsed: /,
    );
  });

  it('is text', async () => {
    own.write({ 'own/runtime.ts': Buffer.from([0x66, 0xff]) });
    await own.refused(2, 'own/runtime.ts is not UTF-8 text\n  fix: save it in UTF-8');
  });

  it('is there', async () => {
    own.write({ 'none/framework.ts': own.read()['own/framework.ts'] ?? '' });
    const { code, text } = await own.outcome({ frameworks: [own.at('none')] });
    expect(code).to.equal(2);
    expect(text).to.equal(
      'none/runtime.ts cannot be read: it does not exist\n  fix: write the runtime of the framework beside its framework.ts',
    );
  });
});
