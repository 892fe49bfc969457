import { OwnFramework, RUNTIME } from '../own-framework.js';

/** A value that imports something: the arguments of `from`, and the message. */
const ASKED: readonly (readonly [string, string, string])[] = [
  ['no module', "'X', ''", "imports `X` from '' for Client.ping: that is not one of its peers"],
  ['the folder', "'X', './'", "imports `X` from './' for Client.ping: no such module is emitted"],
  [
    'a module that is nearly emitted',
    "'X', './runtimes.js'",
    "no such module is emitted (framework-import)\n  fix: did you mean './runtime.js'",
  ],
  [
    'a source',
    "'adapt', './runtime.ts'",
    "no such module is emitted (framework-import)\n  fix: did you mean './runtime.js'",
  ],
  [
    'a shared module that there is not',
    "'X', '../internal/nothing.js'",
    "imports `X` from '../internal/nothing.js' for Client.ping: no such module is emitted",
  ],
  [
    'a name that a shared module does not export',
    "'Unwrapp', '../internal/unwrap.js'",
    'internal/unwrap.ts exports no such name',
  ],
  [
    'a module of Node that there is not',
    "'X', 'node:nothing'",
    "imports `X` from 'node:nothing' for Client.ping: Node has no such module",
  ],
  [
    'a package that is no peer',
    "'Task', 'fp-ts/Task'",
    'fp-ts is not one of its peers (framework-import)\n  fix: add it to `peers`, with the range of its versions',
  ],
  [
    'a file inside the driver',
    "'Db', 'mongodb/lib/db'",
    "mongodb/lib/db is a file inside mongodb, which any version may remove (framework-import)\n  fix: import from 'mongodb'",
  ],
  [
    'a name that the driver does not export',
    "'Dbb', 'mongodb'",
    'mongodb exports no such name (framework-import)\n  fix: did you mean `Db`',
  ],
  ['a name that the runtime does not export', "'Task', './runtime.js'", 'own/runtime.ts exports no such name'],
  [
    'a name that is none',
    "'A, B', 'mongodb'",
    "imports `A, B` from 'mongodb' for Client.ping: that is not a valid export name",
  ],
  [
    'nothing',
    '',
    '`value` of the framework own throws TypeError: what is imported is undefined, expected a name for Client.ping',
  ],
  ['from nowhere', "'X'", 'throws TypeError: what is imported is undefined, expected a module for Client.ping'],
];

describe('an import of a framework', function () {
  this.timeout(20_000);

  let own: OwnFramework;
  beforeEach(() => (own = new OwnFramework()));
  afterEach(() => own.remove());

  for (const [name, given, said] of ASKED) {
    it(`is refused if it asks for ${name}`, async () => {
      own.keys({ value: `(type, from) => \`\${from(${given})}<\${type}>\`` });
      await own.refused(1, said, 'own/framework.ts:4:3 own.value: `value` of the framework own ');
    });
  }

  it('may come from Node, the driver, a peer or the shared modules', async () => {
    const asked = [
      "from('Readable', 'node:stream')",
      "from('Db', 'mongodb')",
      "from('Observable', 'rxjs')",
      "from('OperatorFunction', 'rxjs/operators')",
      "from('*', 'mongodb')",
      "from('Wrapper', '../internal/wrapper.js')",
      "from('Db', './Db.js')",
    ];
    own.keys({
      peers: "[{ package: 'rxjs', range: '*' }]",
      value: `(type, from) => [${asked.join(', ')}].join(' | ')`,
    });
    const { code, text } = await own.made();
    if (code !== 0) throw new Error(text);
  });

  it('has to be a value if a value is imported', async () => {
    own.write({ 'own/runtime.ts': `${RUNTIME}export type start = () => void;\n` });
    own.keys({ command: "({ promise, runtime }) => ({ statements: [[runtime('start'), promise]] })" });
    await own.refused(
      1,
      "own.command: `command` of the framework own imports `start` from './runtime.js' for Client.ping: own/runtime.ts exports it only as a type",
    );
  });

  const NAMED: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    [
      'exports',
      { exports: "['Task']" },
      "own/framework.ts:8:3 own.exports: `exports` of the framework own imports `Task` from './runtime.js': own/runtime.ts exports no such name",
    ],
    [
      'bases',
      { bases: "{ emitter: 'TaskEmitter' }" },
      'own/framework.ts:8:12 own.bases.emitter: `bases.emitter` of the framework own imports `TaskEmitter`',
    ],
    [
      'toPromise',
      { toPromise: "'toPromis'" },
      'own/framework.ts:8:3 own.toPromise: `toPromise` of the framework own imports `toPromis`',
    ],
    [
      'context',
      { context: "'contextOf'" },
      'own/framework.ts:8:3 own.context: `context` of the framework own imports `contextOf`',
    ],
    [
      'a module',
      { modules: "[{ file: 'layers.ts', exports: ['Layers'], write: () => ['export const layers = 5;'] }]" },
      "own/framework.ts:8:34 own.modules.0.exports: `modules.0.exports` of the framework own imports `Layers` from './layers.js': layers.ts exports no such name (framework-import)\n  fix: did you mean `layers`",
    ],
  ];
  for (const [name, keys, said] of NAMED) {
    it(`has to be exported if ${name} names it`, async () => {
      own.keys(keys);
      await own.refused(1, said);
    });
  }

  it('has `adapt` in its runtime', async () => {
    own.write({ 'own/runtime.ts': '' });
    await own.refused(
      1,
      "own/framework.ts:5:3 own.executor: `executor` of the framework own imports `adapt` from './runtime.js': own/runtime.ts exports no such name",
    );
  });

  const TAKEN: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    [
      'a module as a class',
      { modules: "[{ file: 'db.ts', write: () => [] }]" },
      'own/framework.ts:8:15 own.modules: `modules` of the framework own has a file `db.ts`, which is also the file of the class Db',
    ],
    [
      'two exports of two modules',
      {
        exports: "['adapt']",
        modules: "[{ file: 'layers.ts', exports: ['adapt'], write: () => ['export const adapt = 5;'] }]",
      },
      'own/framework.ts:9:3 own: the framework own exports `adapt` from two of its modules',
    ],
    [
      'an export of a module as a class',
      { modules: "[{ file: 'layers.ts', exports: ['Db'], write: () => ['export class Db {}'] }]" },
      'Db of mongodb has the same name as the type `Db` that the framework own exports',
    ],
  ];
  for (const [name, keys, said] of TAKEN) {
    it(`refuses to call ${name}`, async () => {
      own.keys(keys);
      await own.refused(1, said);
    });
  }
});
