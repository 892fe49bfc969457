import { expect } from 'chai';

import { OwnFramework } from '../own-framework.js';

/** The fault, the keys of the framework with it, and the message. */
type Case = readonly [string, Readonly<Record<string, string>>, ...(readonly (string | RegExp)[])];

const BODY = "statements: [['return ', promise]]";
const SIGNATURE = '{ typeParameters: [], parameters: [], returns: "void" }';
const METHOD = `kind: 'method', name: 'more', static: false, docs: ['More.'], signatures: [${SIGNATURE}], statements: ['return']`;

/** Added members with one key changed. */
function added(member: string): Readonly<Record<string, string>> {
  return { members: `() => [{ ${METHOD}, ${member} }]` };
}

/** The signatures for an overload, one of them with another parameter. */
function withParameter(parameter: string): Readonly<Record<string, string>> {
  const more = `{ name: 'x', type: 'string', optional: false, rest: false, isFunction: false, ...${parameter} }`;
  return { signatures: `(signature) => [{ ...signature, parameters: [...signature.parameters, ${more}] }]` };
}

const THROWN: readonly Case[] = [
  [
    'an error',
    { value: "() => { throw new TypeError('not today'); }" },
    'own/framework.ts:4:3 own.value: `value` of the framework own throws TypeError: not today for Client.ping, and in 1 other place (framework-fault)\n  fix: correct the function; docs/writing-a-framework.md says',
  ],
  ['nothing', { value: '() => { throw undefined; }' }, '`value` of the framework own throws undefined for Client.ping'],
  ['a text', { value: "() => { throw 'no'; }" }, "throws 'no' for Client.ping"],
  ['a record', { value: '() => { throw { code: 5 }; }' }, 'throws a record of code for'],
  ['a record that has no text', { value: '() => { throw Object.create(null); }' }, 'throws an empty record for'],
  [
    'an error whose message throws',
    { value: "() => { throw Object.defineProperty(new Error(), 'message', { get() { throw 1; } }); }" },
    'throws an object that cannot be inspected for',
  ],
  [
    'an error of several lines, which stand on one',
    { value: "() => { throw new Error('one\\n  two\\r\\n\\tthree'); }" },
    'throws Error: one two three for Client.ping',
  ],
  [
    'an error of a million characters, of which few are shown',
    { value: "() => { throw new Error('x'.repeat(1e6)); }" },
    /throws Error: x{200,300}… for Client\.ping.{0,200}\n/,
  ],
  [
    'an error with a password in a URI, which is not shown',
    { value: "() => { throw new Error('no mongodb://ada:s3cret@localhost:27017/app'); }" },
    'throws Error: no mongodb://…@localhost:27017/app for',
  ],
  [
    'from a class',
    { members: "() => { throw new Error('no'); }" },
    '`members` of the framework own throws Error: no for Client',
  ],
  ['from docs', { docs: "{ command() { throw new Error('no'); } }" }, 'own/framework.ts:7:11 own.docs.command: '],
  [
    'an error for each member, of which few are told',
    {
      members: '(declared) => { throw new Error(declared.name); }',
      value: '(type) => { throw new Error(type); }',
    },
    '`members` of the framework own throws Error: Client for Client',
    '`members` of the framework own throws Error: Db for Db',
  ],
];

const GIVEN: readonly Case[] = [
  [
    'a command that gives nothing',
    { command: '() => undefined' },
    'own/framework.ts:6:3 own.command: `command` of the framework own returns undefined, expected a record of `statements`, and perhaps `parameters` for Client.ping, and in 1 other place',
  ],
  ['an async command', { command: "async () => ({ statements: ['return'] })" }, 'returns a promise, expected a record'],
  [
    'a command that rejects',
    { command: "async () => { throw new Error('late'); }" },
    'returns a promise, expected a record',
  ],
  [
    'a command of no statement',
    { command: '() => ({ statements: [] })' },
    'in which `statements` is an empty list, expected at least one statement',
  ],
  [
    'a key of a body that is none',
    { command: `({ promise }) => ({ ${BODY}, paramters: [] })` },
    'returns a record of statements, paramters, expected a record of `statements`',
  ],
  [
    'statements that hold themselves',
    { command: '() => { const all = []; all.push(all); return { statements: all }; }' },
    'expected code: a string, or a list of strings',
  ],
  [
    'a statement that is a number',
    { command: '() => ({ statements: [5] })' },
    'in which `statements.0` is 5, expected code',
  ],
  [
    'a statement with a separator that is none',
    { command: "() => ({ statements: [{ open: '(', items: ['a'], close: ')', separator: 5 }] })" },
    'expected code',
  ],
  [
    'a million statements',
    { command: "() => ({ statements: Array(1e6).fill('a') })" },
    'in which `statements` is a list of 1000000, expected at most 10000 statements',
  ],
  [
    'a proxy that throws',
    { command: "() => new Proxy({}, { get() { throw new Error('no'); }, ownKeys() { throw new Error('no'); } })" },
    'returns a value that cannot be inspected: it throws Error: no for Client.ping',
  ],
  [
    'a record whose getter throws',
    { command: "() => ({ get statements() { throw new Error('no'); } })" },
    'returns a value that cannot be inspected: it throws Error: no',
  ],
  [
    'parameters of a command that are no list',
    { command: `({ promise }) => ({ ${BODY}, parameters: 'a' })` },
    "in which `parameters` is 'a', expected a list of parameters",
  ],
  ['a value that is a number', { value: '() => 5' }, 'returns 5, expected a string of code for Client.ping'],
  ['a value that is blank', { value: "() => ' '" }, "returns '', expected a string of code for"],
  [
    'a value that is a secret',
    { value: "() => ['mongodb://ada:s3cret@host']" },
    'returns a list of 1, expected a string',
  ],
  [
    'no signature',
    { signatures: '() => []' },
    'own/framework.ts:8:3 own.signatures: `signatures` of the framework own returns an empty list, expected at least one signature for Client.ping',
  ],
  [
    'a signature without its parts',
    { signatures: '() => [{}]' },
    'in which `0.typeParameters` is missing, expected a list of type parameters',
  ],
  [
    'a signature that is none',
    { signatures: '() => [undefined]' },
    'in which `0` is missing, expected a signature: a record of `typeParameters`, `parameters` and `returns`',
  ],
  [
    'parameters that are no list',
    { signatures: "() => [{ typeParameters: [], parameters: 'a: string', returns: 'void' }]" },
    "in which `0.parameters` is 'a: string', expected a list of parameters",
  ],
  [
    'a parameter without a flag',
    withParameter('{ rest: undefined }'),
    'in which `0.parameters.1.rest` is missing, expected `true` or `false`',
  ],
  [
    'a parameter that is called like a reserved word',
    withParameter("{ name: 'class' }"),
    "in which `0.parameters.1.name` is 'class', expected a name that a parameter can have",
  ],
  [
    'a parameter of a name in use',
    withParameter("{ name: 'message' }"),
    'in which `0.parameters` is a list of 2, expected parameters of different names',
  ],
  [
    'a list of any length that may be left out',
    withParameter('{ rest: true, optional: true }'),
    'expected a `rest` parameter that is not `optional`',
  ],
  [
    'a parameter behind a list of any length',
    {
      signatures:
        "(s) => [{ ...s, parameters: [{ name: 'x', type: 'any[]', optional: false, rest: true, isFunction: false }, { name: 'y', type: 'any', optional: false, rest: false, isFunction: false }] }]",
    },
    'expected no parameter after a `rest` parameter',
  ],
  [
    'docs that are no text',
    { docs: '{ command: () => 5 }' },
    '`docs.command` of the framework own returns 5, expected a string of code for Client.ping',
  ],
  [
    'an added member of nothing',
    { members: '() => [{}]' },
    'in which `0.kind` is missing, expected a member whose `kind` is `method`, `getter` or `field` for Client',
  ],
  ['no list of members', { members: '() => undefined' }, 'returns undefined, expected a list of members for Client'],
  [
    'an added member of a name that is none',
    added("name: 'a b'"),
    "in which `0.name` is 'a b', expected a name that needs no quotes",
  ],
  [
    'an added member that is called as one of the driver',
    added("name: 'ping'"),
    '`members` of the framework own adds `ping` to Client, which has a member of that name',
  ],
  [
    'an added field of objects',
    { members: "() => [{ kind: 'field', name: 'a', docs: ['A.'], static: false, type: 'string', value: '5' }]" },
    'in which `0.static` is false, expected `true`: only a static field can be added',
  ],
  [
    'what is made of a synchronous member',
    { synchronous: '() => ({})' },
    '`synchronous` of the framework own returns an empty record, expected a record of `returns` and `statements`, or of `hide`, or undefined',
  ],
  [
    'a reason that is none',
    { synchronous: "() => ({ hide: ' ' })" },
    '`synchronous` of the framework own returns a record of hide',
  ],
  [
    'a module of no statements',
    { modules: "[{ file: 'layers.ts', write: () => 'a' }]" },
    "own/framework.ts:8:34 own.modules.0.write: `modules.0.write` of the framework own returns 'a', expected a list of statements for layers.ts",
  ],
];

const CODE: readonly Case[] = [
  [
    'a value that is no type',
    { value: '() => `Task<`' },
    /own\/framework\.ts:4:3 own\.value: `value` of the framework own returns a type that cannot be compiled, `Task<`: \S.* for Client\.ping/,
  ],
  [
    'a value that hides what follows',
    { value: '(type) => `Promise<${type}> /*`' },
    "a type that cannot be compiled, `Promise<…> /*`: '*/' expected. for Client.ping",
  ],
  [
    'a value that ends its declaration',
    { value: '(type) => `Promise<${type}>); type More = (string`' },
    'it closes the code around it for Client.ping',
  ],
  [
    'a body that is cut off',
    { command: "({ promise }) => ({ statements: [['return (', promise]] })" },
    /`command` of the framework own returns statements that cannot be compiled, `return \(….*`: '\)' expected\. for Client\.ping/,
  ],
  [
    'a body that ends its method',
    { command: "() => ({ statements: ['return } evil() {'] })" },
    'statements that cannot be compiled',
  ],
  ['a type of a parameter', withParameter("{ type: 'Task<' }"), 'returns a signature that cannot be compiled'],
  [
    'a type parameter',
    { signatures: "(s) => [{ ...s, typeParameters: ['T extends'] }]" },
    'returns a signature that cannot be compiled',
  ],
  [
    'what a signature returns',
    { signatures: "(s) => [{ ...s, returns: 'void { }' }]" },
    'returns a signature that cannot be compiled',
  ],
  [
    'the body of an added method',
    added("statements: ['if (']"),
    '`members` of the framework own returns statements that cannot be compiled, `if (;`',
  ],
  [
    'the type of an added getter',
    {
      members:
        "() => [{ kind: 'getter', name: 'a', static: false, docs: ['A.'], type: '=>', statements: ['return 5'] }]",
    },
    'returns a type that cannot be compiled, `=>`',
  ],
  [
    'the value of an added field',
    { members: "() => [{ kind: 'field', name: 'a', static: true, docs: ['A.'], type: 'string', value: '5 +' }]" },
    'returns an expression that cannot be compiled, `5 +`',
  ],
  [
    'the body of a dressed member',
    { synchronous: "() => ({ returns: (type) => type, statements: ['return ('] })" },
    /`synchronous` of the framework own returns statements that cannot be compiled, .* for Client\.name/,
  ],
  [
    'the type of a dressed member',
    { synchronous: "({ result }) => ({ returns: () => 'Task<', statements: [['return ', result]] })" },
    '`synchronous` of the framework own returns a type that cannot be compiled, `Task<`',
  ],
  [
    'a module',
    { modules: "[{ file: 'layers.ts', write: () => ['export const a = ;'] }]" },
    '`modules.0.write` of the framework own returns statements that cannot be compiled, `export const a = ;`: Expression expected. for layers.ts',
  ],
];

/** Everything that a framework gets, and attempts to change it. */
const CHANGED: readonly Case[] = [
  [
    'the parameters of an overload',
    { signatures: '(s) => { s.parameters.pop(); return [s]; }' },
    '`signatures` of the framework own throws TypeError: Cannot delete property',
  ],
  [
    'an overload',
    { signatures: "(s) => { s.returns = 'any'; return [s]; }" },
    '`signatures` of the framework own throws TypeError: Cannot assign to read only property',
  ],
  [
    'the overloads',
    { signatures: '(s, from, all) => { all.length = 0; return [s]; }' },
    '`signatures` of the framework own throws TypeError: Cannot',
  ],
  [
    'a member',
    { signatures: "(s, from, all, member) => { member.name = 'x'; return [s]; }" },
    '`signatures` of the framework own throws TypeError: Cannot',
  ],
  [
    'a call',
    { command: `(call) => { call.promise = 'x'; return { statements: ['return'] }; }` },
    '`command` of the framework own throws TypeError: Cannot',
  ],
  [
    'the expression of a call',
    { command: `({ promise }) => { promise.push('x'); return { ${BODY} }; }` },
    '`command` of the framework own throws TypeError: Cannot add property',
  ],
  [
    'what a command gives',
    { value: '(type, from, result) => { result.nullable = true; return type; }' },
    '`value` of the framework own throws TypeError: Cannot',
  ],
];

describe("the results of a framework's functions", function () {
  this.timeout(20_000);

  let own: OwnFramework;
  beforeEach(() => (own = new OwnFramework()));
  afterEach(() => own.remove());

  const refuses = (title: string, cases: readonly Case[]): void => {
    describe(title, () => {
      for (const [name, keys, ...parts] of cases) {
        it(name, async () => {
          own.keys(keys);
          await own.refused(1, ...parts);
        });
      }
    });
  };

  it('are emitted if they are valid', async () => {
    expect(await own.outcome()).to.deep.equal({ code: 0, text: '' });
    expect(own.output()['generated/own/Db.ts']).to.include(
      'drop(): Promise<boolean> {\n    return this.delegate.drop();',
    );
  });

  refuses('refuses what is thrown', THROWN);
  refuses('refuses what is of another kind', GIVEN);
  refuses('refuses what the compiler would', CODE);
  refuses('lets nobody change what the engine goes on with', CHANGED);

  it('are not written if they are invalid, and nothing is deleted', async () => {
    own.write({ 'generated/own/Db.ts': 'mine' });
    own.keys({ value: '() => 5' });
    const before = own.read();
    expect((await own.outcome({ force: true })).code).to.equal(1);
    expect(own.read()).to.deep.equal(before);
  });

  it('are all checked, so that every fault is reported', async () => {
    own.keys({ value: '() => 5', command: '() => 5', docs: '{ command: () => 5 }', exports: "['Nothing']" });
    const text = await own.refused(1, '`value`', '`command`', '`docs.command`', 'imports `Nothing`');
    expect(text.match(/fix:/g)).to.have.length(4);
  });

  it('are reported at most five times for each function', async () => {
    own.keys({ value: '() => { throw new Error(String(globalThis.times = (globalThis.times ?? 0) + 1)); }' });
    const text = await own.refused(1, '`value`');
    expect(text.match(/framework-fault/g)?.length).to.be.lessThan(6);
  });

  it('come from functions that are called on their own object', async () => {
    own.module(
      `class Own {
  get name() { return 'own'; }
  evaluation = 'eager' as const;
  docs = Object.freeze({ word: 'Does', command(link: string) { return 'Does ' + link + (this === docs ? '' : ' elsewhere'); } });
  #promise = 'Promise';
  value(type: string) { return this.#promise + '<' + type + '>'; }
  executor(parameters: string, type: string) { return '(' + parameters + ') => ' + this.value(type); }
  command({ promise }: any) { return { statements: [['return ', promise]] }; }
}
export default new Own();
`
        .replace("word: 'Does', ", '')
        .replace("(this === docs ? '' : ' elsewhere')", "('command' in this ? '' : ' elsewhere')"),
    );
    expect(await own.outcome()).to.deep.equal({ code: 0, text: '' });
    expect(own.output()['generated/own/Db.ts']).to.include('drop(): Promise<boolean>').and.not.include('elsewhere');
  });

  it('come from getters that are read only once', async () => {
    own.module(`let asked = 0;
export default {
  get name() { return asked++ === 0 ? 'own' : '../../evil'; },
  evaluation: 'eager',
  value: (type) => 'Promise<' + type + '>',
  executor: (parameters, type) => '(' + parameters + ') => Promise<' + type + '>',
  command: ({ promise }) => ({ statements: [['return ', promise]] }),
  docs: { command: (link) => 'Does ' + link },
};
`);
    expect(await own.outcome()).to.deep.equal({ code: 0, text: '' });
    const folders = new Set(Object.keys(own.output()).map((path) => path.split('/')[1]));
    expect([...folders]).to.have.members(['internal', 'own']);
  });
});
