import { cpSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { expect } from 'chai';

import { motorized } from '../support/cli.js';
import { Folder } from '../support/folder.js';
import { inProject } from '../support/project-root.js';
import { Watch } from './watch.js';

const CONFIG = 'driver: driver\nframeworks: [rxjs, ./task, ./twin]\n';

const CURSOR = `class: FindCursor
constants:
  - KIND
chains:
  - limit
  - map
methods:
  - stream
run:
  commands:
    - next
    - close
  protocol:
    - "[Symbol.asyncIterator]": [next, close]
    - "[Symbol.asyncDispose]": [close]
`;

/** The framework of promises, with words of its own. */
const TWIN = `import promise from '../promise/framework.js';
import { VERB } from '../shared.js';

export default { ...promise, name: 'twin', docs: { command: (link: string) => VERB + ' ' + link } };
`;

/** A project with two frameworks of a user's. Both import a module from outside their folders. */
class WatchedProject extends Folder {
  constructor() {
    super();
    cpSync(inProject('test/cases/own-words/driver.d.ts'), this.at('driver/mongodb.d.ts'));
    cpSync(inProject('test/cases/own-words/spec'), this.at('spec'), { recursive: true });
    cpSync(inProject('test/support/frameworks/task'), this.at('task'), { recursive: true });
    cpSync(inProject('codegen/frameworks/promise'), this.at('promise'), { recursive: true });
    cpSync(inProject('codegen/frameworks/promise/runtime.ts'), this.at('twin/runtime.ts'));
    this.write({
      'motorized.config.yaml': CONFIG,
      'driver/package.json': JSON.stringify({ name: 'mongodb', version: '7.9.0', types: 'mongodb.d.ts' }),
      'spec/FindCursor.yaml': CURSOR,
      'shared.ts': "export const VERB = 'Starts';\n",
      'task/words.ts': "import { VERB } from '../shared.js';\n\nexport const STARTS = `${VERB} the call of`;\n",
      'task/framework.ts': `import { STARTS } from './words.js';\n${this.read()['task/framework.ts'] ?? ''}`,
      'twin/framework.ts': TWIN,
    });
    this.edit('task/framework.ts', '`Starts ${link}', '`${STARTS} ${link}');
    this.edit('spec/Collection.yaml', 'methods:', 'cursors:');
  }

  edit(path: string, from: string, to: string): void {
    const text = readFileSync(this.at(path), 'utf8');
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    this.write({ [path]: text.replace(from, to) });
  }

  inputs(): Record<string, string> {
    const files = read(() => this.read());
    return Object.fromEntries(Object.entries(files).filter(([path]) => !isOutput(path)));
  }
}

function isOutput(path: string): boolean {
  return path.startsWith('generated/');
}

/** The bytes of every file that has been generated. */
function outputOf(folder: Folder): Record<string, string> {
  return read(() => {
    const paths = Object.keys(folder.read()).filter((path) => isOutput(path) && !path.includes('/.staging-'));
    return Object.fromEntries(paths.map((path) => [path, readFileSync(folder.at(path)).toString('latin1')]));
  });
}

/** Reads again if a file is gone that has just been listed: the watch may be replacing its output. */
function read<T>(files: () => T): T {
  for (;;) {
    try {
      return files();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

/**
 * What a fresh process writes for these inputs, in a folder of its own. A generator in this process would share what its
 * modules have cached.
 */
async function fresh(inputs: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const folder = new Folder();
  try {
    folder.write(inputs);
    const { code, stderr } = await motorized(['generate'], { cwd: folder.path });
    expect(code, stderr).to.equal(0);
    return outputOf(folder);
  } finally {
    folder.remove();
  }
}

type Edit = readonly [file: string, from: string, to: string];

/** Each is to be seen by another part of what the watch has cached. */
const CHANGES: Readonly<Record<string, Edit>> = {
  'a module that two frameworks import': ['shared.ts', 'Starts', 'Begins'],
  'the runtime of a framework': ['task/runtime.ts', 'Work that has been started.', 'Work that runs.'],
  'a member under another heading': [
    'spec/FindCursor.yaml',
    'methods:\n  - stream\nrun:\n',
    'run:\n  methods:\n    - stream\n',
  ],
  'the driver': ['driver/mongodb.d.ts', '(session: ClientSession) =>', '(session: ClientSession, name: string) =>'],
  'an option of a framework': ['motorized.config.yaml', CONFIG, `${CONFIG}options: [task.absent=null]\n`],
};

describe('what `generate --watch` writes after a change', function () {
  this.timeout(60_000);
  let project: WatchedProject;
  let initial: { readonly inputs: Record<string, string>; readonly output: Record<string, string> };
  let watch: Watch;

  before(async () => {
    project = new WatchedProject();
    watch = new Watch(project.path);
    await watch.says('press ctrl-c to stop');
    initial = { inputs: project.inputs(), output: outputOf(project) };
  });
  after(async () => {
    await watch.end('SIGKILL').catch(() => undefined);
    project.remove();
  });

  /** Waits until the output is as expected. A change of several files may be seen in parts. */
  async function becomes(expected: Readonly<Record<string, string>>): Promise<void> {
    const differing = (): string[] => {
      const output = outputOf(project);
      return Object.keys({ ...output, ...expected }).filter((path) => output[path] !== expected[path]);
    };
    for (const end = Date.now() + 20_000; Date.now() < end && differing().length > 0;) await wait(100);
    expect(differing(), await watch.says('', 1)).to.deep.equal([]);
  }

  for (const [what, edit] of Object.entries(CHANGES)) {
    it(`is what a fresh process writes: ${what}`, async () => {
      const before = outputOf(project);
      project.edit(...edit);
      const expected = await fresh(project.inputs());
      expect(expected).not.to.deep.equal(before);
      await becomes(expected);
    });
  }

  it('is what a fresh process has written when everything is as it was', async () => {
    project.write(initial.inputs);
    await becomes(initial.output);
  });

  it('is what a fresh process writes when the config names again what has changed in the meantime', async () => {
    project.write({ 'other/Db.yaml': 'class: Db\n', 'db.d.ts': 'export declare class Db {}\n' });
    project.write({ 'motorized.config.yaml': 'driver: db.d.ts\nframeworks: [promise]\nspec: other\n' });
    await watch.says('db.d.ts; press ctrl-c to stop');
    for (const [file, from, to] of Object.values(CHANGES))
      if (file !== 'motorized.config.yaml') project.edit(file, from, to);
    project.write({ 'motorized.config.yaml': CONFIG });
    await becomes(await fresh(project.inputs()));
  });
});
