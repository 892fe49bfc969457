import { expect } from 'chai';

import { loadSpec } from '../../codegen/spec/load-spec.js';
import { specOf } from '../../codegen/spec/spec-of.js';

const FOO = `class: Foo
constructible: { since: 6.0.0 }
handshake: greet
commands:
  - find
  - old: { until: 6.0.0 }
  - again: { until: 5.9.0 }
  - again: { since: 6.2.0 }
  - turned: { until: 7.0.0 }
methods:
  - turned: { since: 7.0.0 }
  - greet: { since: 6.0.0 }
protocol:
  - "[Symbol.asyncDispose]": { through: [close], since: 7.0.0 }
events:
  - open
  - shut: { since: 7.0.0 }
omitted:
  - left: { until: 6.0.0, reason: because }
`;
const BAR = 'class: Bar\nsince: 6.0.0\nuntil: 7.0.0\ncommands:\n  - run\n';
const ERRORS = `anything:
  Foo: [find: { until: 7.0.0 }, turned]
errors:
  NewError:
    since: 6.0.0
    Foo: [old, again, find: { since: 7.0.0 }]
  OldError:
    until: 6.0.0
    Foo: all
    Bar: [run]
`;

function at(version: string) {
  const files = Object.entries({ Foo: FOO, Bar: BAR, errors: ERRORS });
  const loaded = loadSpec('spec', () => new Map(files.map(([name, text]) => [`spec/${name}.yaml`, Buffer.from(text)])));
  expect(loaded.problems).to.deep.equal([]);
  return specOf(loaded.spec, version);
}

function fooAt(version: string) {
  const foo = at(version).classes.find((each) => each.class === 'Foo');
  if (foo === undefined) throw new Error('no Foo');
  return foo;
}

describe('specOf', () => {
  it('has the claims for the release, with their kinds in it', () => {
    const claims = (version: string) => fooAt(version).claims.map(({ kind, member }) => `${kind} ${member}`);
    expect(claims('5.0.0')).to.deep.equal(['command find', 'command old', 'command again', 'command turned']);
    expect(claims('6.0.0')).to.deep.equal(['command find', 'command turned', 'method greet']);
    expect(claims('7.0.0')).to.deep.equal([
      'command find',
      'command again',
      'method turned',
      'method greet',
      'protocol [Symbol.asyncDispose]',
    ]);
  });

  it('contains no releases', () => {
    const { claims, events, omitted } = fooAt('5.0.0');
    expect([...claims, ...events, ...omitted].filter((line) => 'releases' in line)).to.deep.equal([]);
    expect(
      fooAt('7.0.0')
        .claims.at(-1)
        ?.through.map(({ name }) => name),
    ).to.deep.equal(['close']);
  });

  it('has the events, omissions and construction of the release', () => {
    const [old, now] = [fooAt('5.0.0'), fooAt('7.0.0')];
    expect(old.events.map(({ name }) => name)).to.deep.equal(['open']);
    expect(now.events.map(({ name }) => name)).to.deep.equal(['open', 'shut']);
    expect(old.omitted.map(({ member }) => member)).to.deep.equal(['left']);
    expect(now.omitted).to.deep.equal([]);
    expect([old.constructible, now.constructible]).to.deep.equal([false, true]);
  });

  it('has a role if the release has its member', () => {
    expect(fooAt('5.0.0').roles).to.deep.equal({});
    expect(fooAt('6.0.0').roles.handshake?.name).to.equal('greet');
  });

  it('has the classes of the release, and knows the others', () => {
    const classes = (version: string) => at(version).classes.map((each) => each.class);
    expect(['5.0.0', '6.0.0', '7.0.0', 'unknown'].map(classes)).to.deep.equal([
      ['Foo'],
      ['Bar', 'Foo'],
      ['Foo'],
      ['Foo'],
    ]);
    expect(at('5.0.0').elsewhere).to.deep.equal([
      {
        name: 'Bar',
        what: 'class',
        releases: { since: '6.0.0', until: '7.0.0' },
        place: { file: 'spec/Bar.yaml', line: 1, column: 8 },
      },
    ]);
  });

  it('knows the lines for other releases', () => {
    const lines = fooAt('6.0.0').elsewhere.map(({ name, what }) => `${what} ${name}`);
    expect(lines).to.deep.equal([
      'claim old',
      'claim again',
      'claim again',
      'claim turned',
      'claim [Symbol.asyncDispose]',
      'omission left',
      'event shut',
    ]);
  });

  it('has the errors of the release, with its members, whose releases need not be repeated', () => {
    const errors = (version: string) => {
      const { anything, limited } = at(version).errors;
      return [['anything', anything] as const, ...limited.map(({ error, by }) => [error.name, by] as const)].map(
        ([name, by]) =>
          `${name}: ${by.map((each) => `${each.class.name} ${each.members?.map((member) => member.name).join() ?? 'all'}`).join('; ')}`,
      );
    };
    expect(errors('5.0.0')).to.deep.equal(['anything: Foo find,turned', 'OldError: Foo all']);
    expect(errors('6.0.0')).to.deep.equal(['anything: Foo find,turned', 'NewError: Foo ']);
    expect(errors('7.0.0')).to.deep.equal(['anything: Foo turned', 'NewError: Foo again,find']);
  });
});
