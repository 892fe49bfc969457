import { expect } from 'chai';

import { reportSchema } from '../../codegen/drift/report/report-json.js';
import { OwnFramework, RUNTIME } from '../frameworks/own-framework.js';

const HIDES = `({ member }) => {
    if (member.class === 'Client' && member.kind === 'property') return { hide: 'an Own has \`of\`' };
    return member.kind === 'method' ? { hide: 'made by\\n  an Own' } : undefined;
  }`;

describe("drift with a user's framework", function () {
  this.timeout(60_000);

  let own: OwnFramework;
  before(async () => {
    own = new OwnFramework();
    expect((await own.run('accept', '--driver', 'driver.d.ts')).code).to.equal(0);
  });
  beforeEach(() => own.keys({}));
  after(() => own.remove());

  const drift = (...more: readonly string[]) =>
    own.run('drift', '--driver', 'driver.d.ts', '--framework', 'own', ...more);

  it('plans it, and finds nothing if it plans everything', async () => {
    const { code, stdout } = await drift();
    expect({ code, stdout }, stdout).to.deep.include({ code: 0 });
    expect(stdout)
      .to.match(/\nnothing drifts\n$/)
      .and.not.include('hidden');
  });

  it('counts the members that it hides, with the reason', async () => {
    own.keys({ synchronous: HIDES });
    const text = await drift();
    expect(text.code).to.equal(0);
    expect(text.stdout).to.include(
      '\n1 member hidden by own: an Own has `of`\n1 member hidden by own: made by an Own\nnothing drifts\n',
    );
    const { hidden } = reportSchema.parse(JSON.parse((await drift('--format', 'json')).stdout));
    expect(hidden).to.deep.equal([
      { framework: 'own', reason: 'an Own has `of`', count: 1, members: ['Client.name'] },
      { framework: 'own', reason: 'made by\n  an Own', count: 1, members: ['Client.db'] },
    ]);
  });

  it('reports members that it cannot plan, with the place in framework.ts', async () => {
    own.keys({ command: '() => undefined' });
    const { code, stdout } = await drift();
    expect(code).to.equal(1);
    expect(stdout).to.match(/error not-planned: `command` of the framework own returns undefined, .* for Client\.ping/);
    expect(stdout).to.include('at: own/framework.ts:6:3');
  });

  it('reports imports that do not exist', async () => {
    own.keys({ value: "(type, from) => `${from('Wraper', '../internal/wrapper.js')}<${type}>`" });
    const { code, stdout } = await drift();
    expect(code).to.equal(1);
    expect(stdout).to.include('internal/wrapper.ts exports no such name');
  });

  it('reports imports of its runtime that do not exist, as `generate` does', async () => {
    own.write({ 'own/runtime.ts': `import { Wraper } from '../internal/wrapper.js';\n${RUNTIME}` });
    const { code, stdout } = await drift();
    own.write({ 'own/runtime.ts': RUNTIME });
    expect(code).to.equal(1);
    expect(stdout).to.include(
      "error not-planned: imports `Wraper` from '../internal/wrapper.js', which exports no such name",
    );
    expect(stdout).to.include('at: own/runtime.ts:1:24');
  });

  it('cannot run if it is not valid', async () => {
    own.keys({ evaluation: "'eger'" });
    const { code, stdout } = await drift();
    expect(code).to.equal(2);
    expect(stdout)
      .to.include("own/framework.ts:3:3: `evaluation` is 'eger', expected `eager` or `lazy`")
      .and.include("did you mean 'eager'");
  });

  describe('that names the errors of the driver', () => {
    const BASE = 'export declare class MongoError extends Error {}\n';
    const NEW = '/** What nobody knows yet. It is new. */\nexport declare class MongoNewError extends MongoError {}\n';
    const words = (...names: readonly string[]) =>
      `({ name }, ancestors) => (${JSON.stringify(names)}.includes(name) ? [name, ...ancestors].join() : undefined)`;

    let old = '';
    before(() => {
      old = own.read()['driver.d.ts'] ?? '';
    });
    beforeEach(() => {
      own.write({ 'driver.d.ts': old + BASE + NEW });
    });
    after(() => {
      own.write({ 'driver.d.ts': old });
    });

    /** Only the findings about names, since the surface lacks the new classes as well. */
    const uncovered = async (...more: readonly string[]) => {
      const { code, stdout } = await drift('--format', 'json', ...more);
      const { findings, exit } = reportSchema.parse(JSON.parse(stdout));
      expect(code).to.equal(exit);
      return { code, findings: findings.filter(({ rule }) => rule === 'error-uncovered' || rule === 'not-planned') };
    };

    it('is reported for a class that it does not name, in addition to the new class', async () => {
      own.keys({ errors: words('MongoError') });
      const { code, findings } = await uncovered();
      expect(code).to.equal(1);
      expect(findings).to.have.length(1);
      expect(findings[0]).to.deep.include({
        rule: 'error-uncovered',
        severity: 'error',
        subject: 'own.MongoNewError',
        message:
          'the framework own has no name for MongoNewError, an error class of mongodb unknown that extends MongoError',
        driver: { file: 'driver.d.ts', line: 12, column: 1 },
        spec: { file: 'own/framework.ts', line: 8, column: 3 },
        doc: 'What nobody knows yet.',
      });
      const { stdout } = await drift();
      expect(stdout).to.include('\nown\n  error error-uncovered: the framework own has no name for MongoNewError');
      expect(stdout).to.include('error class-added: MongoNewError');
      const github = await drift('--format', 'github');
      expect(github.stdout).to.include('::error file=own/framework.ts,line=8,col=3,title=error-uncovered::');
    });

    it('is not reported if it names each class, or none', async () => {
      own.keys({ errors: words('MongoError', 'MongoNewError') });
      expect((await uncovered()).findings).to.deep.equal([]);
      own.keys({});
      expect((await uncovered()).findings).to.deep.equal([]);
    });

    it('is also reported while the spec does not claim other new things', async () => {
      own.keys({ errors: words('MongoError') });
      own.write({ 'driver.d.ts': `${old.replace('drop()', 'fall(): void;\n    drop()')}${BASE}${NEW}` });
      const { stdout } = await drift();
      expect(stdout).to.include('error unclaimed-member: Db.fall').and.include('error error-uncovered: ');
    });

    it('takes the severity and the exemptions of the project', async () => {
      own.keys({ errors: words('MongoError') });
      own.write({ 'spec/severity.yaml': 'error-uncovered: warning\n' });
      expect((await uncovered()).findings.map(({ severity }) => severity)).to.deep.equal(['warning']);
      const exemption = '{ rule: error-uncovered, subject: own.MongoNewError, reason: none yet, expires: 9.0.0 }';
      own.write({ 'spec/severity.yaml': '{}\n', 'spec/exemptions.yaml': `- ${exemption}\n` });
      expect((await uncovered()).findings).to.deep.equal([]);
      own.write({ 'spec/exemptions.yaml': '[]\n' });
    });

    it('is reported once for a function that throws or returns no name', async () => {
      for (const [errors, message] of [
        ["() => { throw new Error('no'); }", 'throws Error: no for MongoError, and in 1 other place'],
        ['() => 5', 'returns 5, expected a name, or undefined for MongoError'],
        ["() => ''", "returns '', expected a name that is not empty, or undefined for MongoError"],
        ["(declared) => { declared.name = 'x'; }", 'throws TypeError: Cannot assign to read only property'],
      ] as const) {
        own.keys({ errors });
        const { code, findings } = await uncovered();
        expect(code).to.equal(1);
        expect(findings.map(({ rule }) => rule)).to.deep.equal(['not-planned']);
        expect(findings[0]?.message).to.include(`\`errors\` of the framework own ${message}`);
      }
    });
  });
});
