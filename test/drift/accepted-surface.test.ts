import { expect } from 'chai';

import { CannotRunError } from '../../codegen/common/problem.js';
import { acceptedMajors, readSurface } from '../../codegen/drift/accepted-surface.js';
import { groupOf } from '../../codegen/drift/settle/finding-order.js';
import { toolFinding } from '../../codegen/drift/settle/tool-findings.js';
import { Folder } from '../support/folder.js';

const HEADER = '// The accepted public API of mongodb 7.9.0\n';

describe('an accepted surface that cannot be read', () => {
  const cases: readonly (readonly [title: string, text: string, message: RegExp])[] = [
    ['cut off', `${HEADER}export declare class A {\n    find(`, /^7\.txt:3:\d+ is no valid TypeScript/],
    ['empty', '', /^7\.txt:1 is "", where the first line of an accepted surface was expected$/],
    ['without its declarations', HEADER, /^7\.txt declares no class, where the classes of mongodb were expected$/],
  ];
  for (const [title, text, message] of cases) {
    it(`${title}: says how it is written anew`, () => {
      let error: unknown;
      try {
        readSurface(text, '7.txt');
      } catch (reason) {
        error = reason;
      }
      expect(error).to.be.instanceOf(CannotRunError);
      expect((error as CannotRunError).message).to.match(message);
      expect((error as CannotRunError).fix).to.match(/`motorized accept` .* to write it anew$/);
    });
  }

  it('is looked for in a folder, or nowhere', () => {
    const folder = new Folder();
    expect(acceptedMajors(folder.path)).to.deep.equal([]);
    folder.write({ surface: 'a file' });
    expect(() => acceptedMajors(folder.path)).to.throw(CannotRunError, /surface cannot be read: it is no folder/);
    folder.remove();
  });
});

describe('the heading of a finding about the check itself', () => {
  for (const subject of ['7.8.0', 'spec/surface/7.txt', './driver.d.ts', 'driver.d.ts:3']) {
    it(`is ${subject}, whole`, () => {
      expect(groupOf(toolFinding('cannot-analyse', subject, '', ''))).to.equal(subject);
    });
  }
});
