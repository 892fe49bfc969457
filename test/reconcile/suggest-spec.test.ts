import { expect } from 'chai';

import { readDriver } from '../../codegen/driver/read/read-driver.js';
import { findClass } from '../../codegen/model/lookup.js';
import { suggestSpec } from '../../codegen/reconcile/suggest-spec.js';

const DISPOSE = '  [Symbol.asyncDispose](): Promise<void>;\n';
const CURSOR =
  '  next(): Promise<string>;\n  tryNext(): Promise<string>;\n  [Symbol.asyncIterator](): AsyncIterator<string>;\n';

function rolesOf(members: string): unknown {
  const of = { package: 'mongodb', version: '7.9.0', file: 'mongodb.d.ts' };
  const { driver } = readDriver(`export declare class Foo {\n${members}}\n`, of);
  const declared = findClass(driver, 'Foo');
  return declared && suggestSpec(driver, declared).roles;
}

describe('the roles that a declaration suggests', () => {
  it('have a `closer`: the member that disposal goes through, or that closes a cursor', () => {
    expect(rolesOf(`  endSession(): Promise<void>;\n${DISPOSE}`)).to.deep.equal({ closer: 'endSession' });
    expect(rolesOf(`  close(): Promise<void>;\n${CURSOR}`)).to.deep.equal({ closer: 'close' });
  });

  it('have no `closer` if nothing shows that `close` closes the object', () => {
    expect(rolesOf('  close(): Promise<void>;\n')).to.deep.equal({});
    expect(rolesOf(DISPOSE)).to.deep.equal({});
  });
});
