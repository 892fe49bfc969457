import { expect } from 'chai';
import { type ArrayLiteralExpression, Project, type SourceFile, SyntaxKind } from 'ts-morph';

import { codeIn, tableRows } from '../../support/documents.js';
import { inProject } from '../../support/project-root.js';

const PAGE = 'docs/effect.md';

const project = new Project({ skipAddingFilesFromTsConfig: true });
const emitted = (path: string): SourceFile => project.addSourceFileAtPath(inProject('generated/effect', path));

/** What a row of the page says about a failure. */
interface Row {
  readonly tag: string;
  readonly says: string;
  readonly classes: readonly string[];
  readonly codes: readonly string[];
  readonly labels: readonly string[];
  /** The smallest union that contains it. */
  readonly union: string;
}

/** The failures, in the order in which the emitted module tries them. */
function failuresOf(errors: SourceFile): Row[] {
  const covered = errors
    .getDescendantsOfKind(SyntaxKind.CallExpression)
    .find((call) => call.getExpression().getText() === 'cover')
    ?.getFirstDescendantByKindOrThrow(SyntaxKind.ArrayLiteralExpression);
  return textsOf(covered).map((_text, at) => {
    const entry = covered?.getElements()[at]?.asKindOrThrow(SyntaxKind.ObjectLiteralExpression);
    const valueOf = (name: string) =>
      entry?.getProperty(name)?.asKindOrThrow(SyntaxKind.PropertyAssignment).getInitializerOrThrow();
    const tag = valueOf('Failure')?.getText() ?? '';
    const label = valueOf('label')?.asKindOrThrow(SyntaxKind.StringLiteral).getLiteralValue();
    return {
      tag,
      says: errors.getClassOrThrow(tag).getJsDocs()[0]?.getDescription().trim() ?? '',
      classes: textsOf(valueOf('classes')?.asKind(SyntaxKind.ArrayLiteralExpression)),
      codes: textsOf(valueOf('codes')?.asKind(SyntaxKind.ArrayLiteralExpression)),
      labels: label === undefined ? [] : [label],
      union: UNIONS.find((name) => membersOf(errors, name).includes(tag)) ?? '',
    };
  });
}

const UNIONS = ['CommandFailure', 'WriteFailure', 'MongoFailure'];

function membersOf(errors: SourceFile, union: string): string[] {
  const type = errors.getTypeAliasOrThrow(union).getTypeNodeOrThrow().asKindOrThrow(SyntaxKind.UnionType);
  return type.getTypeNodes().map((each) => each.getText());
}

function textsOf(array: ArrayLiteralExpression | undefined): string[] {
  return array?.getElements().map((each) => each.getText()) ?? [];
}

describe('docs/effect.md', () => {
  it('lists each failure, in order, with its classes, codes and labels', () => {
    const listed = tableRows(PAGE, 'Tag', 'Says').map(
      ([tag = '', says = '', classes = '', codes = '', labels = '', union = '']): Row => ({
        tag: codeIn(tag).join(),
        says,
        classes: codeIn(classes),
        codes: codes === '' ? [] : codes.split(', '),
        labels: codeIn(labels),
        union: codeIn(union).join(),
      }),
    );
    const failures = failuresOf(emitted('errors.ts'));
    expect(failures).to.have.length.above(15);
    expect(listed).to.deep.equal(failures);
  });

  it('lists each attribute of a span', () => {
    const spans = emitted('runtime/spans.ts');
    const words = spans.getDescendantsOfKind(SyntaxKind.StringLiteral).map((each) => each.getLiteralValue());
    const attributes = new Set(words.filter((word) => ['db.', 'error.', 'server.'].some((of) => word.startsWith(of))));
    const listed = tableRows(PAGE, 'Attribute', 'Is').flatMap(([name = '']) => codeIn(name));
    expect(listed).to.have.members([...attributes]);
  });
});
