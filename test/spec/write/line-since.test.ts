import { expect } from 'chai';

import { lineSince } from '../../../codegen/spec/write/line-since.js';

describe('lineSince', () => {
  for (const [line, expected] of [
    ['find', 'find: { since: 7.0.0 }'],
    ['"42"', '"42": { since: 7.0.0 }'],
    ['"[Symbol.asyncDispose]": [close]', '"[Symbol.asyncDispose]": { through: [close], since: 7.0.0 }'],
    ['"[Symbol.asyncIterator]": [next, close]', '"[Symbol.asyncIterator]": { through: [next, close], since: 7.0.0 }'],
  ] as const) {
    it(`begins ${line}`, () => {
      expect(lineSince(line, '7.0.0')).to.equal(expected);
    });
  }
});
