import { expect } from 'chai';

import { GenerateInputs } from '../../codegen/commands/generate-inputs.js';
import { generate, Generator } from '../../codegen/generate.js';
import { Project } from '../cli/project.js';

describe('a generator that is called again', () => {
  it('returns the same as a new one, whatever has changed in between', async function () {
    this.timeout(30_000);
    const project = new Project();
    const inputs = new GenerateInputs();
    const frameworks = await inputs.frameworks(['promise', 'rxjs'], []);
    const [internal, templates, declarations] = await Promise.all([
      inputs.internal(),
      inputs.templates(),
      inputs.driver(project.at('driver.d.ts')),
    ]);
    const { spec } = await inputs.spec(project.at('spec'));
    const request = { declarations, spec, frameworks, internal, templates, docs: 'links' } as const;
    const [template = ''] = templates.keys();
    const reworded = new Map([...templates, [template, `// Another template.\n${templates.get(template)}`]]);
    const { text } = declarations;
    const another = { ...declarations, text: text.replace('Promise<boolean>', 'Promise<number>') };
    const fewer = { ...spec, classes: spec.classes.map((each) => ({ ...each })) };
    const [first] = frameworks;
    project.remove();
    const requests = [
      request,
      { ...request, docs: 'full' as const },
      { ...request, spec: fewer },
      { ...request, frameworks: first === undefined ? [] : [first] },
      { ...request, declarations: { ...declarations, version: '7.9.1' } },
      { ...request, declarations: another },
      { ...request, templates: reworded },
      { ...request, internal: new Map([...internal, ['more.ts', 'export {};\n']]) },
      request,
    ];
    const generator = new Generator();
    for (const each of requests) {
      const { files, problems } = generator.generate(each);
      const fresh = generate(each);
      expect(problems).to.deep.equal(fresh.problems);
      expect([...files].flat().join('\n') === [...fresh.files].flat().join('\n')).to.equal(true);
    }
  });
});
