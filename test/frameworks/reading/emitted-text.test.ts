import { expect } from 'chai';

import { emittedText } from '../../../codegen/frameworks/reading/emitted-text.js';

const SHARED = '@motorized/codegen/internal/runs.js';

describe('an emitted module of a framework', () => {
  it('imports the shared modules from the folder beside it', () => {
    const text = `import { during } from '${SHARED}';\nexport type { Run } from "${SHARED}";\nimport 'mongodb';\n`;
    const expected = text.replaceAll('@motorized/codegen/internal/', '../internal/');
    expect(emittedText(text, 'runtime.ts')).to.equal(expected);
  });

  it('imports them from further up if it is in a subfolder', () => {
    const text = `export * from '${SHARED}';\n`;
    expect(emittedText(text, 'runtime/recipes.ts')).to.equal("export * from '../../internal/runs.js';\n");
    expect(emittedText(text, 'layers.ts')).to.equal("export * from '../internal/runs.js';\n");
  });

  it('is otherwise unchanged', () => {
    const text = `// '${SHARED}'\nconst name = '${SHARED}';\nimport '../internal/runs.js';\nimport '@motorized/codegen/framework';\n`;
    expect(emittedText(text, 'runtime.ts')).to.equal(text);
  });
});
