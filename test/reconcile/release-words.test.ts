import { expect } from 'chai';

import { readText } from '../drift/support/case.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';
import { reconcile } from '../../codegen/reconcile/reconcile.js';

const DRIVER = `export declare class Foo {
  find(): Promise<string>;
  close(): Promise<void>;
}
export declare class Bar {
  run(): Promise<void>;
}
`;

interface Told {
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
  readonly place: string;
}

/** The problems with the two classes, as the driver has them in a version. */
function told(version: string, foo: readonly string[], bar = 'class: Bar\ncommands: [run]\n'): Told[] {
  const files = new Map([
    ['spec/Foo.yaml', Buffer.from(['class: Foo', ...foo].join('\n'))],
    [`spec/${/class: (\w+)/.exec(bar)?.[1]}.yaml`, Buffer.from(bar)],
  ]);
  const { spec, problems } = loadSpec('spec', () => files);
  expect(problems).to.deep.equal([]);
  return reconcile({ ...readText(DRIVER), version }, spec).problems.map(({ rule, message, fix, at }) => ({
    rule,
    message,
    fix,
    place: `${at?.file}:${at?.line}`,
  }));
}

describe('reconcile: a line for other releases', () => {
  it('is ignored in a release that it does not apply to, and checked in one that it does', () => {
    const foo = ['commands: [find, close, gone: { until: 6.0.0 }]', 'methods: [next: { since: 8.0.0 }]'];
    expect(told('7.0.0', foo)).to.deep.equal([]);
    expect(told('5.9.0', foo).map(({ message }) => message)).to.deep.equal(["Foo declares no 'gone'"]);
    expect(told('8.0.0', foo).map(({ message }) => message)).to.deep.equal(["Foo declares no 'next'"]);
  });

  it('should begin earlier if the driver has the member: the edit changes the bound', () => {
    expect(told('6.9.0', ['commands:', '  - find', '  - close: { since: 7.0.0 }'])).to.deep.equal([
      {
        rule: 'unclaimed-member',
        message: 'Foo.close is claimed from 7.0.0 on, and mongodb 6.9.0 has it',
        fix: 'write `since: 6.9.0`, or an earlier release that is the first to have it',
        place: 'spec/Foo.yaml:4',
      },
    ]);
  });

  it('should end later, or the member came back', () => {
    const foo = ['commands:', '  - find', '  - close: { until: 7.0.0 }'];
    const corrected = '`until:` with the first later release that no longer has it, or delete `until: 7.0.0`';
    expect(told('7.0.0', foo)[0]?.fix).to.equal(`write ${corrected}`);
    expect(told('7.1.0', foo)).to.deep.equal([
      {
        rule: 'unclaimed-member',
        message: 'Foo.close is claimed until 7.0.0, and mongodb 7.1.0 has it',
        fix:
          'if it came back: add `- close: { since: 7.1.0 }` under `commands:` in spec/Foo.yaml ' +
          `(every overload returns a Promise); otherwise write ${corrected}`,
        place: 'spec/Foo.yaml:4',
      },
    ]);
  });

  it('has a gap in which the driver has the member', () => {
    const foo = ['commands:', '  - find', '  - close: { until: 6.0.0 }', '  - close: { since: 6.2.0 }'];
    expect(told('6.1.0', foo)).to.deep.equal([
      {
        rule: 'unclaimed-member',
        message: 'Foo.close is claimed until 6.0.0 and from 6.2.0 on, and mongodb 6.1.0 has it',
        fix: 'write `since: 6.1.0`, or an earlier release that is the first to have it',
        place: 'spec/Foo.yaml:5',
      },
    ]);
  });

  it('may be an omission, or a file', () => {
    const omitted = ['commands: [find]', 'omitted:', '  - close: { until: 7.0.0, reason: r }'];
    expect(told('7.0.0', omitted)[0]?.message).to.equal('Foo.close is omitted until 7.0.0, and mongodb 7.0.0 has it');
    expect(told('6.9.0', omitted)).to.deep.equal([]);
    const foo = ['commands: [find, close]'];
    expect(told('7.0.0', foo, 'class: Bar\nuntil: 6.0.0\ncommands: [run]\n')).to.deep.equal([
      {
        rule: 'unclaimed-class',
        message: 'Bar is claimed until 6.0.0, and mongodb 7.0.0 has it',
        fix: 'write `until:` with the first later release that no longer has it, or delete `until: 6.0.0`',
        place: 'spec/Bar.yaml:1',
      },
    ]);
    expect(told('5.9.0', foo, 'class: Bar\nuntil: 6.0.0\ncommands: [run]\n')).to.deep.equal([]);
  });

  it('does not concern a driver of unknown version, which counts as the newest', () => {
    expect(told('unknown', ['commands: [find, close: { since: 99.0.0 }]'])).to.deep.equal([]);
    expect(told('unknown', ['commands: [find, close: { until: 99.0.0 }]'])[0]?.fix).to.equal(
      'delete `until: 99.0.0`, or name a driver whose version is known',
    );
  });
});

describe('reconcile: a line for a member that the driver lacks', () => {
  it('may have to end with the release, begin later, or be deleted', () => {
    expect(told('7.0.0', ['commands: [find, close, vanish]'])).to.deep.equal([
      {
        rule: 'unknown-claim',
        message: "Foo declares no 'vanish'",
        fix: 'add `until: 7.0.0` to the line, or `since:` with the first release that has it, or delete it',
        place: 'spec/Foo.yaml:2',
      },
    ]);
  });

  it('may have another kind since this release', () => {
    expect(told('7.0.0', ['commands: [find]', 'methods: [close]'])[0]?.fix).to.equal(
      'move the line to `commands:`; if earlier releases have the method, add `until: 7.0.0` to it, and add `- close: { since: 7.0.0 }` there',
    );
    expect(
      told('7.0.0', ['commands: [find, close: { since: 7.0.0 }]', 'methods: [close: { until: 7.0.0 }]']),
    ).to.deep.equal([]);
  });

  it('may be a class, or its construction', () => {
    const foo = ['constructible: true', 'commands: [find, close]'];
    expect(
      told('7.0.0', foo, 'class: Baz\ncommands: [run]\n').map(({ fix, place }) => `${place} ${fix}`),
    ).to.deep.equal([
      "spec/Baz.yaml:1 did you mean 'Bar'; otherwise write `until: 7.0.0` below the class, or `since:` with the first release, or delete spec/Baz.yaml",
      'spec/Foo.yaml:1 delete `constructible`, or write `constructible: { until: 7.0.0 }` if earlier releases have one',
      'mongodb.d.ts:5 run `motorized init spec --class Bar` and commit its output as spec/Bar.yaml',
    ]);
    expect(told('7.0.0', ['constructible: { until: 7.0.0 }', 'commands: [find, close]'])).to.deep.equal([]);
  });
});
