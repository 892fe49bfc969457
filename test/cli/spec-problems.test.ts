import { expect } from 'chai';

import { Project } from './project.js';

/** Mismatches of spec and driver: exit code 1, each with its place, and nothing written. */
describe('motorized generate, with problems', function () {
  this.timeout(20_000);
  let project: Project;

  beforeEach(() => {
    project = new Project();
  });

  afterEach(() => project.remove());

  /** The title, the edit, and what the message has to contain: its first line, and the fix. */
  const cases: readonly {
    readonly title: string;
    readonly file: string;
    readonly from: string;
    readonly to: string;
    readonly message: string;
    readonly fix: string;
  }[] = [
    {
      title: 'a wrong key',
      file: 'spec/Client.yaml',
      from: 'commands:',
      to: 'comands:',
      message: 'spec/Client.yaml:5:1 Client: `comands` is not a known key, expected one of `class`, ',
      fix: 'rename it to `commands`',
    },
    {
      title: 'a wrong type',
      file: 'spec/Client.yaml',
      from: 'constructible: true',
      to: 'constructible: yes please',
      message: 'spec/Client.yaml:2:16 Client: `constructible` is the text `yes please`, expected',
      fix: '',
    },
    {
      title: 'a text that is not YAML',
      file: 'spec/Db.yaml',
      from: '  - drop',
      to: '\t- drop',
      message: 'spec/Db.yaml:3:1',
      fix: '',
    },
    {
      title: 'a duplicate',
      file: 'spec/Client.yaml',
      from: '  - ping',
      to: '  - ping\n  - ping',
      message: 'spec/Client.yaml:7:5 Client.ping:',
      fix: 'delete',
    },
    {
      title: 'a wrong kind',
      file: 'spec/Client.yaml',
      from: 'commands:\n  - ping\nmethods:\n  - db',
      to: 'methods:\n  - db\n  - ping',
      message:
        "spec/Client.yaml:7:5 Client.ping: Client.ping is a command by the driver's declaration, and the spec claims a method (kind-mismatch)",
      fix: 'move the line to `commands:`',
    },
    {
      title: 'a class in the file of another class',
      file: 'spec/Db.yaml',
      from: 'class: Db',
      to: 'class: Dbb',
      message: 'spec/Db.yaml:1:8 Dbb: the file is named',
      fix: '',
    },
    {
      title: 'an unknown member',
      file: 'spec/Client.yaml',
      from: '- ping',
      to: '- pong',
      message: "spec/Client.yaml:6:5 Client.pong: Client declares no 'pong' (unknown-claim)",
      fix: "did you mean 'ping'",
    },
    {
      title: 'a member that nobody claims',
      file: 'spec/Client.yaml',
      from: 'commands:\n  - ping\n',
      to: '',
      message:
        'spec/Client.yaml:1:8 Client.ping: Client.ping is declared by the driver, and no line of spec/Client.yaml claims or omits it',
      fix: 'add `- ping` under `commands:`',
    },
    {
      title: 'a class that nobody claims',
      file: 'driver.d.ts',
      from: 'export declare class Db {',
      to: 'export declare class Admin {\n    stats(): Promise<void>;\n}\nexport declare class Db {',
      message:
        'driver.d.ts:7:1 Admin: Admin does I/O or holds a class that does, but no file under spec names it (unclaimed-class)',
      fix: 'run `motorized init spec --class Admin` and commit its output as spec/Admin.yaml',
    },
    {
      title: 'a constructor that is not public',
      file: 'driver.d.ts',
      from: 'constructor(url: string);',
      to: '/* Excluded from this release type: __constructor */',
      message: 'spec/Client.yaml:1:8 Client.constructor: Client has no public constructor in the driver (excluded)',
      fix: 'delete `constructible`',
    },
    {
      title: 'an option type that is not declared',
      file: 'driver.d.ts',
      from: 'ping(message: string)',
      to: 'ping(message: PingOptions)',
      message:
        'driver.d.ts:5:5 Client.ping: Client.ping names PingOptions, which driver.d.ts neither declares nor imports (unresolved-name)',
      fix: '',
    },
  ];
  for (const { title, file, from, to, message, fix } of cases) {
    it(`${title}: ${message}`, async () => {
      project.edit(file, from, to);
      const { code, stdout, stderr } = await project.generate();
      expect({ code, stdout }, stderr).to.deep.equal({ code: 1, stdout: '' });
      expect(stderr).to.contain(message);
      expect(stderr).to.match(new RegExp(`^ {2}fix: .*${fix.replaceAll(/[()`.*]/g, '\\$&')}`, 'm'));
      expect(project.output(), 'written').to.deep.equal({});
    });
  }

  it("an unknown class: mongodb unknown declares no class 'Dbb'", async () => {
    project.write({ 'spec/Dbb.yaml': 'class: Dbb\ncommands:\n  - drop\n' });
    const { code, stderr } = await project.generate();
    expect(code).to.equal(1);
    expect(stderr).to.contain("spec/Dbb.yaml:1:8 Dbb: mongodb unknown declares no class 'Dbb' (unknown-claim)");
    expect(stderr).to.contain("fix: did you mean 'Db'; otherwise delete spec/Dbb.yaml");
    expect(project.output()).to.deep.equal({});
  });

  it('shows the lines around the place', async () => {
    project.edit('spec/Client.yaml', '- ping', '- pong');
    const { stderr } = await project.generate();
    const block = stderr.split('\n\n').find((each) => each.includes('Client.pong'));
    expect(block?.trimEnd().split('\n')).to.deep.equal([
      "spec/Client.yaml:6:5 Client.pong: Client declares no 'pong' (unknown-claim)",
      '  4 |   - name',
      '  5 | commands:',
      '> 6 |   - pong',
      '    |     ^',
      '  7 | methods:',
      '  8 |   - db',
      "  fix: did you mean 'ping'; otherwise delete the line",
      '  see: driver.d.ts:1:1',
    ]);
  });

  it('reports all problems at once, by place', async () => {
    project.edit('spec/Client.yaml', '- ping', '- pong\n  - name');
    project.edit('spec/Client.yaml', '  - name\ncommands', '  - naem\ncommands');
    project.edit('spec/Db.yaml', 'drop', 'dropp');
    const { code, stderr } = await project.generate();
    expect(code).to.equal(1);
    const places = stderr
      .split('\n')
      .filter((line) => line.startsWith('spec/'))
      .map((line) => line.slice(0, line.indexOf(' ')));
    expect(places).to.deep.equal([
      'spec/Client.yaml:1:8',
      'spec/Client.yaml:4:5',
      'spec/Client.yaml:6:5',
      'spec/Client.yaml:7:5',
      'spec/Db.yaml:1:8',
      'spec/Db.yaml:3:5',
    ]);
  });

  it('prints the same as JSON, alone on stdout', async () => {
    project.edit('spec/Client.yaml', '- ping', '- pong');
    const { code, stdout, stderr } = await project.generate('--json');
    expect({ code, stderr }).to.deep.equal({ code: 1, stderr: '' });
    const { exit, problems } = JSON.parse(stdout) as { exit: number; problems: readonly Record<string, unknown>[] };
    expect(exit).to.equal(1);
    expect(problems.map(({ rule, subject, at }) => ({ rule, subject, at }))).to.deep.equal([
      { rule: 'unclaimed-member', subject: 'Client.ping', at: { file: 'spec/Client.yaml', line: 1, column: 8 } },
      { rule: 'unknown-claim', subject: 'Client.pong', at: { file: 'spec/Client.yaml', line: 6, column: 5 } },
    ]);
  });

  it('does not touch earlier output', async () => {
    await project.generate();
    const before = project.output();
    expect(Object.keys(before)).to.include('generated/promise/Client.ts');
    project.edit('spec/Client.yaml', '- ping', '- pong');
    expect((await project.generate()).code).to.equal(1);
    expect(project.output()).to.deep.equal(before);
  });
});
