import { expect } from 'chai';

import type { Docs } from '../../../codegen/model/types/type-text.js';
import { comment, type DocsRequest, planDocs, planOverloadDocs } from '../../../codegen/plan/text/docs.js';

const DOCS: Docs = { text: '', deprecated: undefined, since: undefined, stability: 'public' };

function request(docs: Partial<Docs>, more: Partial<DocsRequest> = {}): DocsRequest {
  return {
    mode: 'links',
    line: 'Calls {@link driver.Db.run}.',
    docs: { ...DOCS, ...docs },
    returns: undefined,
    ...more,
  };
}

describe('planDocs, with links', () => {
  it('is our own line', () => {
    expect(planDocs(request({ text: "The driver's sentence." }))).to.deep.equal([
      '/** Calls {@link driver.Db.run}. */',
    ]);
  });

  it("has the driver's flags without its sentences", () => {
    const docs = request({ text: 'x', deprecated: 'Use walk.', since: '1.2.0', stability: 'experimental' });
    expect(planDocs(docs)).to.deep.equal([
      '/**',
      ' * Calls {@link driver.Db.run}.',
      ' *',
      ' * @deprecated',
      ' * @experimental',
      ' * @since 1.2.0',
      ' */',
    ]);
  });

  it('breaks a line that does not fit, but not inside a link', () => {
    const link = `{@link driver.ClientEncryption.${'x'.repeat(50)}}`;
    const line = `Calls back with the result of ${link}, or promises it where no callback is given.`;
    const lines = planDocs(request({}, { line }));
    expect(lines).to.deep.equal([
      '/**',
      ` * Calls back with the result of ${link},`,
      ' * or promises it where no callback is given.',
      ' */',
    ]);
    expect(
      lines
        .join(' ')
        .replaceAll(/[/ ]\*+[/ ]?/g, '')
        .replaceAll(/ +/g, ' ')
        .trim(),
    ).to.equal(line);
  });

  it('uses 120 columns, indented by two', () => {
    const fits = 'x'.repeat(120 - 2 - '/**  */'.length);
    expect(planDocs(request({}, { line: fits }))).to.deep.equal([`/** ${fits} */`]);
    const tooLong = planDocs(request({}, { line: `${fits.slice(2)} xx` }));
    expect(tooLong.every((line) => line.length <= 118)).to.equal(true);
    expect(tooLong).to.have.length(3);
  });
});

describe('planDocs, in full', () => {
  it("is the driver's text followed by ours, without release tags", () => {
    const docs = request({ text: '\nRuns it.\n\n@param a - what\n@public\n\n' }, { mode: 'full' });
    expect(planDocs(docs)).to.deep.equal([
      '/**',
      ' * Runs it.',
      ' *',
      ' * @param a - what',
      ' *',
      ' * @see Calls {@link driver.Db.run}.',
      ' */',
    ]);
  });

  it("has the framework's text for the result", () => {
    const text = '@returns A promise of x\n@return y';
    const lines = planDocs(request({ text }, { mode: 'full', returns: (of) => `emits ${of}` }));
    expect(lines.slice(1, 3)).to.deep.equal([' * @returns emits A promise of x', ' * @returns emits y']);
  });

  it('is only our line if the driver has no text', () => {
    const docs = request({ text: '  \n', deprecated: '' }, { mode: 'full' });
    expect(planDocs(docs)).to.deep.equal(['/**', ' * Calls {@link driver.Db.run}.', ' *', ' * @deprecated', ' */']);
  });
});

describe('planOverloadDocs', () => {
  it('has only the flags for further overloads, since our line is above the first', () => {
    expect(planOverloadDocs(request({}))).to.deep.equal([]);
    expect(planOverloadDocs(request({ deprecated: 'no', since: '1.0.0' }))).to.deep.equal([
      '/**',
      ' * @deprecated',
      ' * @since 1.0.0',
      ' */',
    ]);
    expect(planOverloadDocs(request({ deprecated: '' }))).to.deep.equal(['/** @deprecated */']);
  });

  it("has the driver's text in full", () => {
    expect(planOverloadDocs(request({ text: 'Runs it.' }, { mode: 'full' }))).to.include(' * Runs it.');
  });
});

describe('comment', () => {
  it('cannot be ended by its contents', () => {
    expect(comment(['a */ b'])).to.deep.equal(['/** a *\\/ b */']);
    expect(comment(['a */ b', '*/']).slice(1, -1)).to.deep.equal([' * a *\\/ b', ' * *\\/']);
  });

  it('has no trailing spaces', () => {
    expect(comment(['a ', '', 'b'])).to.deep.equal(['/**', ' * a', ' *', ' * b', ' */']);
  });
});
