import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect } from 'chai';

import { culpritOf } from '../../codegen/conformance/results/culprit.js';
import { compile } from '../../codegen/conformance/subject/compile.js';
import type { Shape, ShapeMember } from '../../codegen/synchro/masquerade/shape.js';
import { inProject } from '../support/project-root.js';

const FAULT = "const wrong: number = 'text';";

const member = (name: string, kind: ShapeMember['kind']): ShapeMember => ({
  name,
  kind,
  static: false,
  run: false,
  copies: false,
  restarts: false,
  closes: false,
  through: [],
  required: 0,
});

const SHAPE: Shape = {
  lazy: false,
  classes: [
    {
      name: 'Db',
      base: undefined,
      isCursor: false,
      members: [member('ping', 'command'), member('collection', 'method'), member('start', 'method')],
    },
  ],
};

/** An emitted framework with one fault in each place. */
const MODULES: Readonly<Record<string, string>> = {
  'internal/wrapper.ts': `export class Wrapper {}\n${FAULT}`,
  'task/runtime.ts': `export class Task {}\n${FAULT}`,
  'task/runtime/scope.ts': `export {};\n${FAULT}`,
  'task/scopes.ts': `export {};\n${FAULT}`,
  'task/classes.ts': `export {};\n${FAULT}`,
  'task/types.ts': [
    "import type { Task } from './runtime.js';",
    'export type Asked = { run: (task: Task) => Nothing };',
    'export type Unasked = Nothing;',
  ].join('\n'),
  'task/index.ts': ["export { none } from './runtime.js';", "export { nobody } from './classes.js';"].join('\n'),
  'task/Db.ts': `import { Wrapper } from '../internal/wrapper.js';
import { Task } from './runtime.js';
import { absent } from './scopes.js';
export class Db extends Wrapper implements Nothing {
  constructor() {
    super();
    ${FAULT}
  }
  static wrap(): void {
    ${FAULT}
  }
  ping(): void {
    ${FAULT}
  }
  collection(): void {
    ${FAULT}
  }
  start(): void {
    new Task();
    ${FAULT}
  }
  added(): void {
    ${FAULT}
  }
}`,
  'task/Run.ts': `import { Task } from './runtime.js';\nexport class Run extends Task<string> {}`,
};

describe('a compiler error', function () {
  this.timeout(30_000);
  const folder = mkdtempSync(join(inProject('build'), 'culprit-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is reported with its origin: framework.ts, the runtime, or the engine', () => {
    for (const [path, text] of Object.entries(MODULES)) {
      mkdirSync(dirname(join(folder, 'src', path)), { recursive: true });
      writeFileSync(join(folder, 'src', path), text);
    }
    const files = Object.keys(MODULES).map((path) => join(folder, 'src', path));
    const { errors } = compile(files, join(folder, 'src'), join(folder, 'out'));
    const shown = errors
      .filter(({ text }) => !text.includes('TS6133'))
      .map((each) => `${each.text.split(' ')[0]} ${culpritOf(each, SHAPE)}`);
    const engine = (path: string): string => `the engine, which wrote ${path}: the fault is not yours, report it`;
    const asked = '`value`, `executor`, `signatures`, `command`, `synchronous` and `members` in framework.ts';
    expect(shown.toSorted()).to.deep.equal(
      [
        `internal/wrapper.ts:2:7 ${engine('internal/wrapper.ts')}`,
        'task/runtime.ts:2:7 runtime.ts of the framework, which is emitted unchanged',
        'task/runtime/scope.ts:2:7 runtime/scope.ts of the framework, which is emitted unchanged',
        'task/scopes.ts:2:7 scopes.ts of the framework, or `modules` in framework.ts if that writes it',
        `task/classes.ts:2:7 ${engine('task/classes.ts')}`,
        'task/types.ts:2:44 `value` and `executor` in framework.ts',
        `task/types.ts:3:23 ${engine('task/types.ts')}`,
        'task/index.ts:1:10 `exports` and `modules` in framework.ts',
        `task/index.ts:2:10 ${engine('task/index.ts')}`,
        'task/Db.ts:3:10 `bases` in framework.ts, and what it imports',
        `task/Db.ts:4:44 ${engine('task/Db.ts')}`,
        `task/Db.ts:7:11 ${engine('task/Db.ts')}`,
        `task/Db.ts:10:11 ${engine('task/Db.ts')}`,
        `task/Db.ts:13:11 ${asked}`,
        `task/Db.ts:16:11 ${engine('task/Db.ts')}`,
        `task/Db.ts:20:11 ${asked}`,
        `task/Db.ts:23:11 ${asked}`,
        'task/Run.ts:2:26 `bases` in framework.ts, and what it imports',
      ].toSorted(),
    );
  });

  it("is nobody's fault if a package is missing", () => {
    const fault = { text: 'no types of node', path: undefined, at: undefined, member: undefined, isSpelled: false };
    expect(culpritOf(fault, SHAPE)).to.equal('the packages that are installed: the compiler needs them');
  });
});
