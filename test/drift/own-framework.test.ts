import { expect } from 'chai';

import { reportSchema } from '../../codegen/drift/report/report-json.js';
import { OwnFramework } from '../frameworks/own-framework.js';

const HIDES = `({ member }) => {
    if (member.class === 'Client' && member.kind === 'property') return { hide: 'an Own has \`of\`' };
    return member.kind === 'method' ? { hide: 'made by\\n  an Own' } : undefined;
  }`;

describe('drift with a framework of a user', function () {
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

  it('plans it, and finds nothing where it plans all', async () => {
    const { code, stdout } = await drift();
    expect({ code, stdout }, stdout).to.deep.include({ code: 0 });
    expect(stdout)
      .to.match(/\nnothing drifts\n$/)
      .and.not.include('hidden');
  });

  it('counts what it hides, with its reason', async () => {
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

  it('tells of what it cannot plan, with the place in framework.ts', async () => {
    own.keys({ command: '() => undefined' });
    const { code, stdout } = await drift();
    expect(code).to.equal(1);
    expect(stdout).to.match(/error not-planned: `command` of the framework own gives undefined, .* for Client\.ping/);
    expect(stdout).to.include('at: own/framework.ts:6:3');
  });

  it('tells of what it imports and is nowhere', async () => {
    own.keys({ value: "(type, from) => `${from('Wraper', '../internal/wrapper.js')}<${type}>`" });
    const { code, stdout } = await drift();
    expect(code).to.equal(1);
    expect(stdout).to.include('internal/wrapper.ts exports no such name');
  });

  it('cannot look where it is none', async () => {
    own.keys({ evaluation: "'eger'" });
    const { code, stdout } = await drift();
    expect(code).to.equal(2);
    expect(stdout)
      .to.include("own/framework.ts:3:3: `evaluation` is 'eger', expected `eager` or `lazy`")
      .and.include("did you mean 'eager'");
  });
});
