import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { expect } from 'chai';

import { Inventory } from './inventory.js';

const SCRIPT = `
  const { replaceDriver } = await import(${JSON.stringify(new URL('recording-driver.js', import.meta.url).href)});
  const recorded = replaceDriver(JSON.parse(process.argv[1]));
  const { constructAll } = await import(${JSON.stringify(new URL('constructors.process.js', import.meta.url).href)});
  console.log(await constructAll(['promise', 'callback'], recorded));
`;

describe('the six public constructors', function () {
  this.timeout(20_000);

  it("pass their arguments to the driver's, unwrapped, and wrap the object", async () => {
    const { classes } = await Inventory.read();
    const constructible = classes.filter((each) => each.constructors.length > 0).map((each) => each.name);
    expect(constructible).to.have.length(6);
    const args = ['--enable-source-maps', '--input-type=module', '--eval', SCRIPT, JSON.stringify(constructible)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    // Two frameworks, and three ways to pass driver objects, with and without optional arguments.
    expect(Number(stdout)).to.equal(2 * 3 * (6 + 5));
  });
});
