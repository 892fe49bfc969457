import { cpSync } from 'node:fs';

import { expect } from 'chai';

import { motorized } from '../support/cli.js';
import { Folder } from '../support/folder.js';
import { inProject } from '../support/project-root.js';
import { Watch } from './watch.js';

const CONFIG = 'driver: driver\nframeworks: [promise, ./task]\n';

/** A project with a user's framework that imports helpers, also from outside its folder. */
class WatchedProject extends Folder {
  constructor() {
    super();
    cpSync(inProject('test/cases/own-words/driver.d.ts'), this.at('driver/mongodb.d.ts'));
    cpSync(inProject('test/cases/own-words/spec'), this.at('spec'), { recursive: true });
    cpSync(inProject('test/support/frameworks/task'), this.at('task'), { recursive: true });
    this.write({
      'motorized.config.yaml': CONFIG,
      'driver/package.json': JSON.stringify({ name: 'mongodb', version: '7.9.0', types: 'mongodb.d.ts' }),
      'shared.ts': "export const VERB = 'Starts';\n",
      'task/words.ts': "import { VERB } from '../shared.js';\n\nexport const STARTS = `${VERB} the call of`;\n",
      'task/framework.ts': `import { STARTS } from './words.js';\n${this.read()['task/framework.ts'] ?? ''}`,
    });
    this.edit('task/framework.ts', '`Starts ${link}', '`${STARTS} ${link}');
  }

  edit(path: string, from: string, to: string): void {
    const text = this.read()[path] ?? '';
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    this.write({ [path]: text.replace(from, to) });
  }

  inputs(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.read()).filter(([path]) => !isOutput(path)));
  }

  output(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.read()).filter(([path]) => isOutput(path)));
  }
}

function isOutput(path: string): boolean {
  return /^(generated|elsewhere)\//.test(path);
}

/**
 * What a fresh process makes of these inputs, in a folder of its own. Calling the generator in this process would not
 * do: what its modules remember would be the same for both.
 */
async function fresh(inputs: Readonly<Record<string, string>>): Promise<{ stderr: string; output: object }> {
  const folder = new Folder();
  try {
    folder.write(inputs);
    const { stderr } = await motorized(['generate'], { cwd: folder.path });
    const output = Object.entries(folder.read()).filter(([path]) => isOutput(path));
    return { stderr, output: Object.fromEntries(output) };
  } finally {
    folder.remove();
  }
}

const CHANGES: readonly (readonly [what: string, file: string, from: string, to: string])[] = [
  ['the code of a framework', 'task/framework.ts', 'The kinds of the members', 'What the members are'],
  ['a helper of a framework', 'task/words.ts', 'the call of', 'the work of'],
  ['a helper outside its folder', 'shared.ts', 'Starts', 'Begins'],
  ['the runtime of a framework', 'task/runtime.ts', 'Work that has been started.', 'Work that runs.'],
  [
    'a member that is omitted',
    'spec/MongoClient.yaml',
    '  - startSession\n',
    'omitted:\n  - startSession: { reason: no }\n',
  ],
  ['the driver', 'driver/mongodb.d.ts', '(session: ClientSession) =>', '(session: ClientSession, name: string) =>'],
  ['an option of a framework', 'motorized.config.yaml', CONFIG, `${CONFIG}options: [task.absent=null]\n`],
];

describe('what `generate --watch` writes after a change', function () {
  this.timeout(120_000);
  let project: WatchedProject;
  let initial: Record<string, string>;
  let watch: Watch;

  before(async () => {
    project = new WatchedProject();
    initial = project.inputs();
    watch = new Watch(project.path);
    await watch.says('press ctrl-c to stop');
  });
  after(async () => {
    await watch.end('SIGKILL').catch(() => undefined);
    project.remove();
  });

  /** Waits for runs until the output is as expected. A change of several files may be seen in parts. */
  async function becomes(expected: object): Promise<void> {
    const isThere = (): boolean => JSON.stringify(project.output()) === JSON.stringify(expected);
    for (let at = 0; at < 3 && !isThere(); at++) await watch.says('\nin ', 15_000).catch(() => undefined);
    expect(project.output()).to.deep.equal(expected);
  }

  for (const [what, file, from, to] of CHANGES) {
    it(`is what a fresh process writes: ${what}`, async () => {
      const before = project.output();
      project.edit(file, from, to);
      const { output, stderr } = await fresh(project.inputs());
      expect(output, stderr).not.to.deep.equal(before);
      expect(output, stderr).to.include.keys('generated/task/index.ts');
      await becomes(output);
    });
  }

  it('is what a fresh process writes: everything back as it was', async () => {
    project.write(initial);
    await becomes((await fresh(initial)).output);
  });

  it('is what a fresh process writes when the config names again what has changed in the meantime', async () => {
    project.write({ ...project.inputs(), 'other/Db.yaml': 'class: Db\n', 'db.d.ts': 'export declare class Db {}\n' });
    project.write({ 'motorized.config.yaml': 'driver: db.d.ts\nframeworks: [promise]\nspec: other\n' });
    await watch.says('db.d.ts; press ctrl-c to stop');
    for (const [, file, from, to] of CHANGES.slice(0, -1)) project.edit(file, from, to);
    project.write({ 'motorized.config.yaml': CONFIG });
    await becomes((await fresh(project.inputs())).output);
  });
});
