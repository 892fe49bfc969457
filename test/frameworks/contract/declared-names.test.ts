import { expect } from 'chai';

import { openDriver } from '../../../codegen/driver/find/open-driver.js';
import type { CommandBody, CommandCall } from '../../../codegen/frameworks/framework.js';
import { loadFramework, readInternal } from '../../../codegen/frameworks/load/load-framework.js';
import { generate } from '../../../codegen/generate.js';
import { readTemplates } from '../../../codegen/render/read-templates.js';
import { loadSpec } from '../../../codegen/spec/load-spec.js';
import { inProject } from '../../support/project-root.js';

describe("the names in the driver's call", function () {
  this.timeout(60_000);

  /** The problems of RxJS with another body for some commands. */
  async function problemsOf(command: (call: CommandCall, body: CommandBody) => CommandBody): Promise<string[]> {
    const sound = await loadFramework('rxjs');
    const framework = {
      ...sound.framework,
      command: (call: CommandCall) => command(call, sound.framework.command(call)),
    };
    const [internal, templates] = await Promise.all([readInternal(), readTemplates()]);
    const { problems } = generate({
      declarations: await openDriver({ from: inProject() }),
      spec: loadSpec(inProject('spec')).spec,
      frameworks: [{ ...sound, framework }],
      internal,
      templates,
      docs: 'links',
    });
    // The number of members of a kind depends on the driver.
    return problems.map(({ message }) => message.replace(/, and in \d+ other places$/, ''));
  }

  it('are declared by the body of a command: the cursor of its run, and the signal', async () => {
    const problems = await problemsOf((call, body) => {
      const { promise, runtime, cursor, signal } = call;
      if (cursor === undefined && signal === undefined) return body;
      return { statements: [['return ', runtime('run'), '(() => ', promise, ')']] };
    });
    expect(problems.toSorted()).to.deep.equal([
      "`command` of the framework rxjs returns statements that cannot be compiled, `return run(() => …);`: the driver's call in it names `cursor`, which nothing declares for AbstractCursor.forEach",
      "`command` of the framework rxjs returns statements that cannot be compiled, `return run(() => …);`: the driver's call in it names `signal`, which nothing declares for Admin.command",
    ]);
  });

  it('may be declared in another way, or not at all if the driver is not called', async () => {
    const problems = await problemsOf(({ promise, cursor, signal }, body) => {
      if (cursor !== undefined) return { statements: ['return this.execute(async (cursor) => { throw cursor })'] };
      if (signal === undefined) return body;
      return { statements: [`const { ${signal} } = new AbortController()`, ['return (() => ', promise, ') as never']] };
    });
    expect(problems).to.deep.equal([]);
  });
});
