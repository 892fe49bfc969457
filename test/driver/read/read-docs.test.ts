import { expect } from 'chai';

import { classOf, readText } from '../../support/read-text.js';

/** The docs of a class with a comment before it. */
function docsOf(comment: string) {
  return classOf(readText(`${comment}\nexport declare class A { a: 1 }`), 'A').docs;
}

describe('readDocs', () => {
  it('returns the text without comment marks', () => {
    expect(docsOf('/**\n * First.\n *\n * ```ts\n *   indented();\n * ```\n * @public\n */').text).to.equal(
      'First.\n\n```ts\n  indented();\n```\n@public',
    );
    expect(docsOf('/** One line. */').text).to.equal('One line.');
    expect(docsOf('/**\r\n * Windows.\r\n */').text).to.equal('Windows.');
  });

  const deprecated: [comment: string, want: string | undefined][] = [
    ['', undefined],
    ['/** Nothing. */', undefined],
    ['/** @deprecated */', ''],
    ['/** @deprecated Use b. */', 'Use b.'],
    [
      '/**\n * @deprecated Use b,\n * which is {@link B | better}.\n * @since 4.1\n */',
      'Use b,\nwhich is {@link B | better}.',
    ],
    ['/**\n * ```ts\n * // @deprecated\n * @deprecated no\n * ```\n */', undefined],
    ['/**\n * ```ts\n * @deprecated no\n * /* a comment in a comment\n * ```\n * @deprecated yes\n */', 'yes'],
    ['/** Says `@deprecated` in a sentence, @deprecated too. */', undefined],
    ['/** @deprecatedNot */', undefined],
    ['/** @deprecated old */\n/** The one that counts. */', undefined],
    ['/** @deprecated old */\n/* Excluded from this release type: B */', 'old'],
    ['// @deprecated\n/* @deprecated */', undefined],
    ['/**/', undefined],
  ];
  for (const [comment, want] of deprecated) {
    it(`finds ${JSON.stringify(want)} in ${JSON.stringify(comment)}`, () =>
      expect(docsOf(comment).deprecated).to.equal(want));
  }

  it('reads @since and the stability', () => {
    expect(docsOf('/**\n * @since MongoDB 4.4\n * @beta\n */')).to.include({ since: 'MongoDB 4.4', stability: 'beta' });
    expect(docsOf('/** @public @experimental */').stability).to.equal('public');
    expect(docsOf('/**\n * @public\n * @experimental\n */').stability).to.equal('experimental');
    expect(docsOf('/** @alpha */').stability).to.equal('alpha');
  });

  it('ignores a comment at the end of the line before', () => {
    const { members } = classOf(readText('declare class A {\n a: 1; /** @deprecated of a */\n b: 2; }'), 'A');
    expect(members.map((member) => member.docs.deprecated)).to.deep.equal([undefined, undefined]);
  });
});
