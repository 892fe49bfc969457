import { expect } from 'chai';

import { nearest } from '../../codegen/common/nearest.js';

const NAMES = ['commands', 'class', 'run', 'findOne', 'findOneAndDelete', 'omitted'];

describe('nearest', () => {
  const cases: readonly [name: string, near: string | undefined][] = [
    ['comands', 'commands'],
    ['Commands', 'commands'],
    ['clsas', 'class'],
    ['rum', 'run'],
    ['fnidOne', 'findOne'],
    ['findOneAndDelte', 'findOneAndDelete'],
    ['rn', 'run'],
    ['rug', 'run'],
    ['rxy', undefined],
    ['aggregate', undefined],
    ['', undefined],
  ];
  for (const [name, near] of cases) {
    it(`suggests ${near ?? 'nothing'} for ${JSON.stringify(name)}`, () => {
      expect(nearest(name, NAMES)).to.equal(near);
    });
  }

  it('never suggests the name itself', () => {
    expect(nearest('run', ['run'])).to.equal(undefined);
  });

  it('suggests the first of two that are equally close', () => {
    expect(nearest('lost', ['list', 'last'])).to.equal('list');
    expect(nearest('lost', ['last', 'list'])).to.equal('last');
  });
});
