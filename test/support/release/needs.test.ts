import { expect } from 'chai';
import Mocha from 'mocha';

import { inProject } from '../project-root.js';
import { absence } from './absence.js';
import { has, lackOf, type Need } from './has.js';
import { needs } from './needs.js';
import { driverVersion, rangedSpec, spec } from './release.js';

describe('needs', () => {
  it('are looked up in the spec: members, classes, events, options', () => {
    for (const need of ['MongoClient.db', 'MongoClient.static connect', 'ChangeStream', 'MongoClient:close'] as const)
      expect(has(need), need).to.equal(true);
    expect(has('Collection.find(batchSize)')).to.equal(true);
  });

  it('are met in the releases that the spec names, and in no other', () => {
    const ranged = rangedSpec.classes.flatMap(({ class: name, claims }) =>
      claims
        .filter(({ static: isStatic, releases }) => !isStatic && (releases.since ?? releases.until) !== undefined)
        .map(({ member }): [Need, string, string] => [
          (member.startsWith('[') ? `${name}${member}` : `${name}.${member}`) as Need,
          name,
          member,
        ]),
    );
    expect(ranged).to.have.length.above(20);
    for (const [need, name, member] of ranged) {
      const here = spec.classes.find((each) => each.class === name);
      const lines = [...(here?.claims ?? []), ...(here?.omitted ?? [])];
      expect(has(need), need).to.equal(lines.some((each) => each.member === member));
      if (!has(need)) expect(lackOf(need)).to.match(/^mongodb \S+ lacks `.*`, which \d+\.\d+\.\d+ (added|removed)$/);
    }
  });

  it('are a mistake if no release has them', () => {
    const mistakes = {
      'MongoClient.bulkWrites': `${inProject('spec', 'MongoClient.yaml')} has no such line`,
      'MongoClients.bulkWrite': 'the spec has no class MongoClients',
      'MongoClient:bulkWrite': `${inProject('spec', 'MongoClient.yaml')} has no such line`,
      'Collection.find(signals)': 'no parameter has a field signals',
      'Collection find': 'it is not a class, member, event or option',
    };
    for (const [need, reason] of Object.entries(mistakes)) {
      const message = `a test needs \`${need}\`, which no release of the driver has: ${reason}`;
      expect(() => has(need as Need)).to.throw(message);
    }
  });

  it('skip a test or a suite that they exclude, and say why', () => {
    const lacking = rangedSpec.classes
      .flatMap(({ class: name, claims }) =>
        claims.filter((each) => !each.static).map(({ member }) => `${name}.${member}` as Need),
      )
      .find((need) => /^\w+\.\w+$/.test(need) && !has(need));
    if (lacking === undefined) throw new Error(`the spec has no line that mongodb ${driverVersion} lacks`);
    const suite = new Mocha.Suite('a suite');
    needs(suite, 'MongoClient.db');
    expect([suite.title, suite.pending]).to.deep.equal(['a suite', false]);
    needs(suite, 'MongoClient.db', lacking);
    expect(suite.title).to.equal(`a suite: ${lackOf(lacking)}`);
    expect(suite.pending).to.equal(true);

    const test = new Mocha.Test('a test', () => {});
    const context = new Mocha.Context();
    Object.assign(context, { test, runnable: () => test, skip: () => test.skip() });
    expect(() => needs(context, lacking)).to.throw('sync skip');
    expect(test.title).to.include(`lacks \`${lacking}\``);
  });

  it('say which release added or removed something', () => {
    expect(absence({ since: '6.9.0', until: undefined }, '6.0.0')).to.equal('which 6.9.0 added');
    expect(absence({ since: undefined, until: '6.0.0' }, '6.0.0')).to.equal('which 6.0.0 removed');
    expect(absence({ since: '5.1.0', until: '6.0.0' }, '5.0.0')).to.equal('which 5.1.0 added');
    expect(absence({ since: '5.1.0', until: '6.0.0' }, '7.0.0')).to.equal('which 6.0.0 removed');
  });
});
