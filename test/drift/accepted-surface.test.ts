import { expect } from 'chai';

import { CannotRunError } from '../../codegen/common/problem.js';
import { acceptedMajors, readSurface } from '../../codegen/drift/accepted-surface.js';
import { compareDrivers } from '../../codegen/drift/compare/compare-drivers.js';
import { groupOf } from '../../codegen/drift/settle/finding-order.js';
import { toolFinding } from '../../codegen/drift/settle/tool-findings.js';
import { printSurface } from '../../codegen/model/surface/print-surface.js';
import { Folder } from '../support/folder.js';
import { caseNames, driversOf, readText } from './support/case.js';

const HEADER = '// The accepted public API of mongodb 7.9.0\n';

describe('an accepted surface that cannot be read', () => {
  const cases: readonly (readonly [title: string, text: string, message: RegExp])[] = [
    ['cut off', `${HEADER}export declare class A {\n    find(`, /^7\.txt:3:\d+ is not valid TypeScript/],
    ['empty', '', /^7\.txt:1 is "", expected the first line of an accepted surface$/],
    ['without its declarations', HEADER, /^7\.txt declares no class, expected the classes of mongodb$/],
  ];
  for (const [title, text, message] of cases) {
    it(`${title}: the message says how to write it again`, () => {
      let error: unknown;
      try {
        readSurface(text, '7.txt');
      } catch (reason) {
        error = reason;
      }
      expect(error).to.be.instanceOf(CannotRunError);
      expect((error as CannotRunError).message).to.match(message);
      expect((error as CannotRunError).fix).to.match(/`motorized accept` .* to write it again$/);
    });
  }

  it('has to be in a folder', () => {
    const folder = new Folder();
    expect(acceptedMajors(folder.path)).to.deep.equal([]);
    folder.write({ surface: 'a file' });
    expect(() => acceptedMajors(folder.path)).to.throw(CannotRunError, /surface cannot be read: it is not a folder/);
    folder.remove();
  });
});

describe('the surface of a driver reads back as the same driver', () => {
  for (const name of caseNames()) {
    it(name, () => {
      for (const driver of driversOf(name).filter((each) => each.classes.some(({ members }) => members.length > 0))) {
        const text = printSurface(driver);
        const back = readSurface(text, '1.txt');
        expect([...compareDrivers(back, driver), ...compareDrivers(driver, back)]).to.deep.equal([]);
        expect(printSurface(back)).to.equal(text);
      }
    });
  }

  it('has a line for each non-public member, with its type if subclasses use it', () => {
    const text = printSurface(
      readText(`export declare class A {
        a: string;
        #one; #two;
        private b;
        protected c(name: string): void;
        protected static get d(): number;
        protected constructor(name: string);
      }
      export declare class B { private static c; b: string }`),
    );
    expect(text.split('\n').slice(3, -1)).to.deep.equal([
      'export declare class A {',
      '  protected constructor(name: string);',
      '  a: string;',
      '  private b;',
      '  protected c(name: string): void;',
      '  protected static readonly d: number;',
      '  #private;',
      '}',
      '',
      'export declare class B {',
      '  b: string;',
      '  private static c;',
      '}',
    ]);
  });

  it('can still be read if it was accepted before protected members had types', () => {
    const before = readSurface(`${HEADER}export declare class A {\n  a: string;\n  protected c;\n}\n`, '7.txt');
    const after = readText('export declare class A { a: string; protected c(name: string): void }');
    expect(compareDrivers(before, after)).to.deep.equal([]);
  });
});

describe('the heading of a finding about the check itself', () => {
  for (const subject of ['7.8.0', 'spec/surface/7.txt', './driver.d.ts', 'driver.d.ts:3']) {
    it(`is the whole of ${subject}`, () => {
      expect(groupOf(toolFinding('cannot-analyse', subject, '', ''))).to.equal(subject);
    });
  }
});
