import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { output } from '../support/processes.js';
import { inProject } from '../support/project-root.js';
import { currentServer } from './current-server.js';

const EXAMPLE = inProject('examples', 'callback-legacy');

/** The example's own packages, among them driver 6; kept in its `node_modules`, which git ignores. */
function install(): void {
  if (existsSync(join(EXAMPLE, 'node_modules', '.package-lock.json'))) return;
  output('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: EXAMPLE });
}

describe('the example in the style of mongodb-legacy', function () {
  this.timeout(180_000);
  before(install);

  it('prints the same on mongodb-legacy and on motorized/callback, which only its import tells apart', () => {
    const env = { MONGODB_URI: currentServer().uri };
    const print = (file: string): string => output(process.execPath, [file], { cwd: EXAMPLE, env });
    const expected = print('legacy.js');
    expect(expected.split('\n')).to.have.lengthOf.above(30);
    expect(expected).to.match(/\nclosed cleanly\n$/);
    expect(print('motorized.js')).to.equal(expected);
  });

  it('has one line beside the program for each package', () => {
    const entry = (name: string): string => readFileSync(join(EXAMPLE, name), 'utf8');
    expect(entry('motorized.js')).to.equal(entry('legacy.js').replace('mongodb-legacy', 'motorized/callback'));
    expect(entry('program.js').split('\n')).to.have.lengthOf.above(100);
  });
});
