import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';

import { CLI } from './cli.js';
import { Folder } from './folder.js';
import { type Outcome, output, run, type RunOptions } from './processes.js';
import { inProject } from './project-root.js';

/** The packages that the author of a framework installs. */
const INSTALLED = ['mongodb', 'typescript', '@types', 'mocha'];

/** The project of a framework's author in a temporary folder: `npm init`, and the packages that the page names. */
export class AuthorProject extends Folder {
  constructor() {
    super();
    this.write({ 'package.json': '{ "name": "author", "private": true, "type": "module" }' });
    this.link('@motorized/codegen', inProject());
    for (const name of INSTALLED) this.link(name, inProject('node_modules', name));
  }

  /** Installs a package from another folder. */
  link(name: string, target: string): void {
    const link = this.at(`node_modules/${name}`);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target, link, 'junction');
  }

  motorized(args: readonly string[]): Outcome {
    return this.node([CLI, ...args]);
  }

  node(args: readonly string[], options: RunOptions = {}): Outcome {
    return run(process.execPath, args, { cwd: this.path, ...options });
  }

  /** The compiler errors. Empty if there are none. */
  tsc(...args: readonly string[]): string {
    return this.node([inProject('node_modules', 'typescript', 'bin', 'tsc'), ...args]).stdout;
  }

  /** Writes the `tsconfig.json` that the compiler suggests. */
  initTypeScript(): void {
    output(process.execPath, [inProject('node_modules', 'typescript', 'bin', 'tsc'), '--init'], { cwd: this.path });
  }

  /** `motorized generate`, with the spec that comes with the generator. */
  generate(framework: string, out: string): Outcome {
    const spec = 'node_modules/@motorized/codegen/spec';
    return this.motorized(['generate', '--framework', framework, '--spec', spec, '--out', out]);
  }
}
