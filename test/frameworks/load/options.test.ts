import { expect } from 'chai';

import { CannotRunError } from '../../../codegen/common/problem.js';
import { loadFramework } from '../../../codegen/frameworks/load/load-framework.js';
import { OwnFramework } from '../own-framework.js';

const OPTIONS = `export const options = {
  absent: { values: ['option', 'null'], docs: 'what stands for nothing' },
  errors: { values: ['typed', 'untyped', 'none'], docs: 'how errors look' },
};
`;

/** A framework that writes its options above each command. */
const MADE = `
  name: 'own',
  evaluation: 'eager',
  value: (type: string) => \`Promise<\${type}>\`,
  executor: (parameters: string, type: string) => \`(\${parameters}) => Promise<\${type}>\`,
  command: ({ promise }: any) => ({ statements: [['return ', promise]] }),
  docs: { command: () => \`Made with \${Object.entries(chosen).map((each) => each.join(' ')).join(', ')}.\` },
`;
const RECORD = `export default (chosen: any) => ({${MADE}});\n`;

/** The export, and the message. */
type Case = readonly [string, string, ...(readonly (string | RegExp)[])];

const EXPORTS: readonly Case[] = [
  [
    'a record beside options',
    `${OPTIONS}export default { name: 'own' };`,
    'own/framework.ts:5:1: the default export is a record of name, expected a function that takes the chosen `options`',
    'write `export default (chosen: Chosen<typeof options>): Framework => ({ ... })`, or delete `options`',
  ],
  [
    'a function without options',
    RECORD,
    'own/framework.ts:1:1: the default export is a function, expected a record that satisfies `Framework`',
    'fix: export the record, or export `options` too, which the function takes',
  ],
  [
    'options that are no record',
    `export const options = ['absent'];\n${RECORD}`,
    'own/framework.ts:1:14: `options` is a list of 1, expected a record of options',
  ],
  ['no option', `export const options = {};\n${RECORD}`, '`options` is an empty record, expected at least one option'],
  [
    'a name that cannot be written',
    `export const options = { 'a.b': { values: ['a', 'b'], docs: 'x' } };\n${RECORD}`,
    'own/framework.ts:1:26: the key `a.b` of `options` is not a valid name, expected a name such as `absent`',
  ],
  [
    'one value',
    `export const options = { a: { values: ['a'], docs: 'x' } };\n${RECORD}`,
    'own/framework.ts:1:31: `options.a.values` is a list of 1, expected at least two values',
  ],
  [
    'values that are one',
    `export const options = { a: { values: ['a', 'a'], docs: 'x' } };\n${RECORD}`,
    '`options.a.values` is a list of 2, expected a list of different values',
  ],
  [
    'a value with a space',
    `export const options = { a: { values: ['a', 'b c'], docs: 'x' } };\n${RECORD}`,
    "own/framework.ts:1:45: `options.a.values.1` is 'b c', expected a value in lower case, with `-` between words",
  ],
  [
    'no docs',
    `export const options = { a: { values: ['a', 'b'] } };\n${RECORD}`,
    'own/framework.ts:1:26: `options.a.docs` is missing, expected a text',
  ],
  [
    'a key that is mistyped',
    `export const options = { a: { valeus: ['a', 'b'], docs: 'x' } };\n${RECORD}`,
    'own/framework.ts:1:31: `valeus` in `options.a` is not a known key, expected one of `values`, `docs`',
    'rename it to `values`',
  ],
  [
    'options that cannot be looked at',
    `export const options = { get a() { throw new Error('no'); } };\n${RECORD}`,
    'own/framework.ts:1:14: `options` cannot be inspected: it throws Error: no',
  ],
  [
    'a function that throws',
    `${OPTIONS}export default () => { throw new Error('no'); };`,
    "own/framework.ts:5:1: the default export throws Error: no for absent 'option' and errors 'typed', expected the framework",
  ],
  [
    'a function that changes what is chosen',
    `${OPTIONS}export default (chosen: any) => { chosen.absent = 'x'; };`,
    'the default export throws TypeError: Cannot assign to read only property',
  ],
  [
    'a function that gives nothing',
    `${OPTIONS}export default () => {};`,
    'own/framework.ts:5:1: the result of the default export is missing, expected a record that satisfies `Framework`',
  ],
  [
    'a function that promises',
    `${OPTIONS}export default async () => { throw new Error('later'); };`,
    'the default export returns a promise, expected a record that satisfies `Framework`',
  ],
  [
    'a key of what a function gives',
    `${OPTIONS}export default (chosen: any) => {\n  const own = chosen;\n  return {${MADE}  evaluatoin: own,\n  };\n};\n`,
    'own/framework.ts:14:3: `evaluatoin` is not a known key',
  ],
  [
    'a key of what a declared function gives',
    `${OPTIONS}export default function make(chosen: any) {\n  return {${MADE}  evaluatoin: 1,\n  };\n}\n`,
    'own/framework.ts:13:3: `evaluatoin` is not a known key',
  ],
];

const CHOICES: readonly (readonly [string, readonly string[], string, string])[] = [
  ['no choice', ['own'], "'own' is not a choice", 'write it in that form'],
  [
    'one without a value',
    ['own.absent='],
    "'own.absent=' is not a choice, expected the name of a framework",
    'write it in that form',
  ],
  [
    'another framework',
    ['owm.absent=null'],
    '--option owm.absent=null names no framework of this run, which has own',
    "did you mean 'own.absent=null'",
  ],
  [
    'a framework that is not looked at',
    ['promise.absent=null'],
    '--option promise.absent=null names no framework of this run',
    'add the framework with --framework, or leave the option out',
  ],
  [
    'another option',
    ['own.absnt=null'],
    "the framework own has no option 'absnt', expected absent or errors",
    "did you mean 'absent'",
  ],
  ['an option of every object', ['own.toString=x'], "has no option 'toString'", 'use absent or errors'],
  [
    'another value',
    ['own.absent=nul'],
    "'nul' is not a value of the option absent of the framework own, expected option or null: what stands for nothing",
    "did you mean 'null'",
  ],
  [
    'two values',
    ['own.absent=null', 'own.absent=option'],
    'the option own.absent is given twice: null and option',
    'leave one of them out',
  ],
];

describe('the options of a framework', function () {
  this.timeout(20_000);

  let own: OwnFramework;
  beforeEach(() => (own = new OwnFramework()));
  afterEach(() => own.remove());

  for (const [name, text, ...parts] of EXPORTS) {
    it(`refuses ${name}`, async () => {
      own.module(text);
      await own.refused(2, ...parts);
    });
  }

  for (const [name, options, message, fix] of CHOICES) {
    it(`refuses ${name}`, async () => {
      own.module(OPTIONS + RECORD);
      const { code, text } = await own.outcome({ options });
      expect({ code, text }).to.deep.include({ code: 2 });
      expect(text).to.include(message);
      expect(text.slice(text.indexOf('\n  fix: '))).to.include(fix);
      expect(own.output()).to.deep.equal({});
    });
  }

  it('refuse a choice for a framework that has none', async () => {
    const { code, text } = await own.outcome({ options: ['own.absent=null'] });
    expect(code).to.equal(2);
    expect(text).to.equal(
      'the framework own has no options, but --option own.absent=null chooses one\n  fix: leave it out',
    );
  });

  it('refuse a name that depends on a choice', async () => {
    own.module(`${OPTIONS}export default (chosen: any) => ({${MADE.replace("'own'", 'chosen.absent')}});\n`);
    const { code, text } = await own.outcome({ options: ['option.absent=null'] });
    expect(code).to.equal(2);
    expect(text).to.include(
      "own/framework.ts:6:3: `name` is 'null' for absent 'null', expected 'option' as with the defaults",
    );
  });

  it('time out on a function that never returns, for the defaults or for a choice', async () => {
    const loops = [
      `${OPTIONS}export default () => { for (;;); };`,
      `${OPTIONS}export default (chosen: any) => {
      while (chosen.absent === 'null');
      return {${MADE}};
    };`,
    ];
    for (const text of loops) {
      own.module(text);
      const choices = [{ framework: 'own', option: 'absent', value: 'null' }];
      const error: unknown = await loadFramework(own.at('own'), { choices, patience: 600 }).catch(
        (cause: unknown) => cause,
      );
      expect(error).to.be.instanceOf(CannotRunError);
      expect((error as CannotRunError).message).to.include('does not load: it has not finished after 0.6 seconds');
    }
  });

  it('have the first value by default, which is not recorded', async () => {
    own.module(OPTIONS + RECORD);
    expect(await own.outcome()).to.deep.equal({ code: 0, text: '' });
    const text = own.output()['generated/own/Client.ts'] ?? '';
    expect(text).to.include('/** Made with absent option, errors typed. */');
    expect(text.split('\n', 1)[0]).not.to.include(' with ');
  });

  it('are recorded in the header if they differ from the defaults', async () => {
    own.module(OPTIONS + RECORD);
    const options = ['own.errors=none', 'own.absent=null', 'own.absent=null'];
    expect(await own.outcome({ options })).to.deep.equal({ code: 0, text: '' });
    const text = own.output()['generated/own/Client.ts'] ?? '';
    expect(text).to.include('/** Made with absent null, errors none. */');
    expect(text).to.match(
      /^\/\/ Code generated by motorized from .* with own\.absent=null own\.errors=none\. DO NOT EDIT\.\n/,
    );
    expect(await own.outcome({ options, check: true })).to.deep.equal({ code: 0, text: '' });
  });

  it('can be chosen on the command line, and a check reports other choices', async function () {
    this.timeout(120_000);
    own.module(OPTIONS + RECORD);
    const generate = ['generate', '--driver', 'driver.d.ts', '--framework', 'own'];
    expect(await own.run(...generate, '--option', 'own.absent=null')).to.deep.include({ code: 0, stderr: '' });
    const plain = await own.run(...generate, '--check');
    expect(plain.code).to.equal(1);
    expect(plain.stderr).to.include('  own was written with own.absent=null, and is now asked for with its defaults\n');
    expect(plain.stderr).to.include('  fix: check it with --option own.absent=null, or run `motorized generate`');
    const other = await own.run(...generate, '--check', '--option', 'own.absent=null', '--option', 'own.errors=none');
    expect(other.stderr).to.include(
      '  own was written with own.absent=null, and is now asked for with own.absent=null own.errors=none\n',
    );
    expect(await own.run(...generate, '--option', 'own.absent=null', '--check')).to.deep.include({ code: 0 });
    expect(await own.run(...generate)).to.deep.include({ code: 0 });
    const again = await own.run(...generate, '--option', 'own.absent=null', '--check');
    expect(again.stderr).to.include('  own was written with its defaults, and is now asked for with own.absent=null\n');
    expect(again.stderr).to.include('  fix: check it without --option, or run `motorized generate`');
    const unknown = await own.run(
      'drift',
      '--driver',
      'driver.d.ts',
      '--framework',
      'own',
      '--option',
      'own.absent=nul',
    );
    expect(unknown.code).to.equal(2);
    expect(unknown.stdout + unknown.stderr).to.include("did you mean 'null'");
  });
});
