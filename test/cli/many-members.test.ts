import { expect } from 'chai';

import { Folder } from '../support/folder.js';
import { motorized } from '../support/cli.js';

/** Many times as many members as a driver has, so that anything quadratic would take hours. */
const MEMBERS = 40_000;
const LIMIT_MS = 90_000;

const SHAPES = [
  { title: 'one class', classes: 1 },
  { title: 'classes of ten', classes: MEMBERS / 10 },
] as const;

describe(`motorized, on ${MEMBERS} members`, function () {
  this.timeout(2 * LIMIT_MS);

  for (const { title, classes } of SHAPES) {
    describe(title, () => {
      let folder: Folder;

      before(() => {
        folder = new Folder();
        const names = Array.from({ length: classes }, (_, at) => `Big${at}`);
        folder.write({
          'before.d.ts': declarations(names, 'old'),
          'after.d.ts': declarations(names, 'call'),
          ...Object.fromEntries(names.map((name) => [`spec/${name}.yaml`, specOf(name, MEMBERS / classes)])),
        });
      });

      after(() => folder.remove());

      it('generate ends', async () => {
        const args = ['generate', '--driver', 'after.d.ts', '--framework', 'promise', '--dry-run'];
        const { code, stderr } = await motorized(args, { cwd: folder.path, limit: LIMIT_MS });
        expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
      });

      it('drift finishes, with a finding for each member', async () => {
        const args = ['drift', '--driver', 'after.d.ts', '--against', 'before.d.ts'];
        const { code, stdout } = await motorized(args, { cwd: folder.path, limit: LIMIT_MS });
        expect(code).to.equal(1);
        expect(stdout.trimEnd()).to.match(new RegExp(`${2 * MEMBERS} errors, 0 warnings, 0 info$`));
      });
    });
  }
});

function declarations(names: readonly string[], member: string): string {
  return names
    .map((name) => {
      const lines = numbered(MEMBERS / names.length, (at) => `  ${member}${at}(name: string): Promise<number>;`);
      return `export declare class ${name} {\n${lines}\n}\n`;
    })
    .join('');
}

function specOf(name: string, count: number): string {
  return `class: ${name}\ncommands:\n${numbered(count, (at) => `  - call${at}`)}\n`;
}

function numbered(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join('\n');
}
