import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../../codegen/common/package-root.js';
import { temporaryFolder } from './temporary-folder.js';

/** A folder for TypeScript files in which the packages installed here are found. It is removed after the test. */
export class CompileFolder {
  readonly path: string = temporaryFolder('motorized-compile');

  constructor() {
    writeFileSync(join(this.path, 'package.json'), '{ "type": "module" }');
    symlinkSync(join(packageRoot(), 'node_modules'), join(this.path, 'node_modules'), 'junction');
  }

  /** Makes `import 'mongodb'` in this subfolder resolve to a test's own declarations. */
  addDriver(folder: string, declarations: string): void {
    const driver = join(this.path, folder, 'node_modules', 'mongodb');
    mkdirSync(driver, { recursive: true });
    // Of two packages with the same name and version, the compiler reads only one.
    const version = `1.2.3-${folder.replaceAll(/\W/g, '-')}`;
    writeFileSync(join(driver, 'package.json'), JSON.stringify({ name: 'mongodb', version, types: 'driver.d.ts' }));
    writeFileSync(join(driver, 'driver.d.ts'), declarations);
  }

  /** The compiler errors, with the strict settings of the published package. */
  async check(): Promise<string[]> {
    const config = {
      extends: join(packageRoot(), 'generated', 'tsconfig.json'),
      compilerOptions: {
        rootDir: '.',
        noEmit: true,
        typeRoots: [join(packageRoot(), 'node_modules', '@types')],
        // The generated declarations are checked as well.
        skipLibCheck: false,
      },
      include: ['**/*.ts'],
      exclude: ['**/node_modules'],
    };
    writeFileSync(join(this.path, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(packageRoot(), 'node_modules', 'typescript', 'bin', 'tsc');
    return new Promise((resolve, reject) => {
      execFile(process.execPath, [tsc, '-p', '.'], { cwd: this.path, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
        if (error !== null && stdout === '') reject(new Error(`tsc did not run: ${stderr}`, { cause: error }));
        else
          resolve(
            stdout === ''
              ? []
              : stdout
                  .trimEnd()
                  .split(/\n(?! )/)
                  .filter(isOurs),
          );
      });
    });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Effect's declarations name types of the DOM, which are not available here. */
function isOurs(error: string): boolean {
  return !/^[^(]*node_modules\/effect\//.test(error);
}
