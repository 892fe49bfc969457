import { expect } from 'chai';

import { Project } from './project.js';

describe('motorized generate refuses', function () {
  this.timeout(60_000);
  let project: Project;

  beforeEach(() => {
    project = new Project();
  });

  afterEach(() => project.remove());

  it('an omission for an unknown framework, with the nearest name', async () => {
    project.edit(
      'spec/Db.yaml',
      'commands:\n  - drop\n',
      'omitted:\n  - drop: { since: 1.2.3, reason: why, framework: rxjss }\n',
    );
    project.edit('spec/Db.yaml', 'class: Db\n', 'class: Db\ncommands:\n  - drop\n');
    const { code, stderr } = await project.generate();
    expect(code).to.equal(1);
    expect(stderr).to.include("spec/Db.yaml:5:5 Db.drop: Db.drop is omitted for the framework 'rxjss'");
    expect(stderr).to.include("fix: did you mean 'rxjs'");
  });

  for (const [text, what] of [
    ["export * from './more';", 'a re-export of everything from another module'],
    ['export declare namespace Inner { class Db { drop(): Promise<void> } }', 'a namespace or a module declaration'],
    ['export declare enum Level { Low }', 'an enum'],
  ] as const) {
    it(`what drift cannot analyse: ${what}`, async () => {
      project.edit('driver.d.ts', 'export declare class Db', `${text}\nexport declare class Db`);
      for (const option of [[], ['--check']]) {
        const { code, stderr } = await project.generate(...option);
        expect(code).to.equal(1);
        expect(stderr).to.include(`driver.d.ts:7:1: this is ${what}, which the reader does not support`);
      }
    });
  }

  it('a version that would be code in a header', async () => {
    project.write({ 'package.json': JSON.stringify({ name: 'mongodb', version: '1.2.3\nprocess.exit()//' }) });
    const { code, stderr } = await project.generate();
    expect(code).to.equal(2);
    expect(stderr).to.include('expected a version such as `7.9.0`');
    expect(project.output()).to.deep.equal({});
  });

  it('types that are nested too deeply, with their place', async () => {
    project.edit('driver.d.ts', 'get name(): string', `get name(): ${'('.repeat(300)}string${')'.repeat(300)}`);
    const { code, stderr } = await project.generate();
    expect(code).to.equal(2);
    expect(stderr).to.match(/driver\.d\.ts:3:\d+ is a type inside 100 others/);
    expect(stderr).not.to.include('    at ');
  });

  it('no type that grows inside itself, or refers to itself', async () => {
    project.edit('driver.d.ts', 'get name(): string', 'get name(): Grown<string>; turn(of: Ca): Promise<Ca>');
    project.edit('driver.d.ts', 'export declare class Db', `${GROWN}export declare class Db`);
    project.edit('spec/Client.yaml', '  - ping\n', '  - ping\n  - turn\n');
    expect(await project.generate()).to.deep.include({ code: 0, stderr: '' });
  });
});

const GROWN = `export declare interface Grown<T> { value: T | Grown<Grown<T>> }
export declare type Ca = Cb;
export declare type Cb = Ca;
`;
