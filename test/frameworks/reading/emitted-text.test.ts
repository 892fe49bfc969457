import { expect } from 'chai';

import { emittedText } from '../../../codegen/frameworks/reading/emitted-text.js';

const SHARED = '@motorized/codegen/internal/runs.js';

describe('a module of a framework as it is emitted', () => {
  it('imports what all runtimes share from the folder beside it', () => {
    const text = `import { during } from '${SHARED}';\nexport type { Run } from "${SHARED}";\nimport 'mongodb';\n`;
    const expected = text.replaceAll('@motorized/codegen/internal/', '../internal/');
    expect(emittedText(text, 'runtime.ts')).to.equal(expected);
  });

  it('goes up as far as it stands below', () => {
    const text = `export * from '${SHARED}';\n`;
    expect(emittedText(text, 'runtime/recipes.ts')).to.equal("export * from '../../internal/runs.js';\n");
    expect(emittedText(text, 'layers.ts')).to.equal("export * from '../internal/runs.js';\n");
  });

  it('is its very text otherwise', () => {
    const text = `// '${SHARED}'\nconst name = '${SHARED}';\nimport '../internal/runs.js';\nimport '@motorized/codegen/framework';\n`;
    expect(emittedText(text, 'runtime.ts')).to.equal(text);
  });
});
