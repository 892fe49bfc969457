import { expect } from 'chai';

import { unknownFrameworks } from '../../codegen/reconcile/unknown-frameworks.js';
import { NO_ERRORS } from '../../codegen/spec/parse/parse-errors.js';
import { parseSpecFile } from '../../codegen/spec/parse/parse-spec.js';

const SPEC = `class: Db
omitted:
  - drop: { since: 7.9.0, reason: why, framework: rxjss }
  - watch: { since: 7.9.0, reason: why, framework: rxjs }
  - stats: { since: 7.9.0, reason: why, framework: neverthrow }
`;

describe('unknownFrameworks', () => {
  it('finds a mistyped name, and warns about one that may belong to another run', () => {
    const { class: parsed } = parseSpecFile('spec/Db.yaml', SPEC);
    const spec = { folder: 'spec', classes: parsed === undefined ? [] : [parsed], errors: NO_ERRORS };
    const found = unknownFrameworks(spec, ['callback', 'promise', 'rxjs']);
    expect(found.map(({ severity, subject, fix, at }) => [severity, subject, fix, at?.line])).to.deep.equal([
      ['error', 'Db.drop', "did you mean 'rxjs'", 3],
      ['warning', 'Db.stats', 'load that framework with --framework, or delete the line', 5],
    ]);
  });
});
