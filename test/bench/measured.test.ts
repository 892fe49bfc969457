import { expect } from 'chai';

import { measured } from '../../bench/measured.js';

describe('the first lines of a benchmark run', () => {
  it('name the machine, the commit and the driver', () => {
    const [machine, versions] = measured();
    expect(machine).to.match(/^Node \d+\.\d+\.\d+ on \d+ x /);
    expect(versions).to.match(/^motorized at (?:\S+|an unknown commit), mongodb \d+\.\d+\.\d+/);
  });
});
