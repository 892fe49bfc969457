import { expect } from 'chai';
import { ts } from 'ts-morph';

import { compareDrivers } from '../../../codegen/drift/compare/compare-drivers.js';
import { readDriver } from '../../../codegen/driver/read/read-driver.js';
import type { Driver } from '../../../codegen/model/driver.js';
import { declarationsOf, driverOf } from '../support/installed.js';

/** Rewrites nodes of the whole file, and prints it again. */
function rewritten(text: string, visit: (node: ts.Node) => ts.Node | undefined): string {
  const source = ts.createSourceFile('driver.d.ts', text, ts.ScriptTarget.Latest, true);
  const transform: ts.TransformerFactory<ts.SourceFile> = (context) => {
    const each = (node: ts.Node): ts.Node => ts.visitEachChild(visit(node) ?? node, each, context);
    return (file) => ts.visitEachChild(file, each, context);
  };
  const [result] = ts.transform(source, [transform]).transformed;
  return ts.createPrinter({ newLine: ts.NewLineKind.LineFeed }).printFile(result ?? source);
}

/** A getter with a setter is a writable field. */
function hasSetter(node: ts.GetAccessorDeclaration): boolean {
  const members = ts.isClassDeclaration(node.parent) ? node.parent.members : [];
  return members.some((each) => ts.isSetAccessor(each) && each.name.getText() === node.name.getText());
}

const REWRITINGS: Readonly<Record<string, (node: ts.Node) => ts.Node | undefined>> = {
  'with another layout': () => undefined,
  'with unions and intersections in the reverse order': (node) => {
    if (ts.isUnionTypeNode(node)) return ts.factory.createUnionTypeNode([...node.types].reverse());
    // The order of an intersection decides which of two overloaded fields comes first, so only those of plain names are
    // reversed.
    if (!ts.isIntersectionTypeNode(node) || !node.types.every(ts.isTypeReferenceNode)) return undefined;
    return ts.factory.createIntersectionTypeNode([...node.types].reverse());
  },
  'with `Array<T>` for `T[]`': (node) =>
    ts.isArrayTypeNode(node) ? ts.factory.createTypeReferenceNode('Array', [node.elementType]) : undefined,
  'with parentheses around every part of a union': (node) =>
    ts.isUnionTypeNode(node)
      ? ts.factory.createUnionTypeNode(node.types.map((type) => ts.factory.createParenthesizedType(type)))
      : undefined,
  'with double quotes': (node) =>
    ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)
      ? ts.factory.createLiteralTypeNode(ts.factory.createStringLiteral(node.literal.text, false))
      : undefined,
  'with fields for getters': (node) =>
    ts.isGetAccessorDeclaration(node) && ts.isClassDeclaration(node.parent) && !hasSetter(node)
      ? ts.factory.createPropertyDeclaration(
          [...(node.modifiers ?? []).filter(ts.isModifier), ts.factory.createModifier(ts.SyntaxKind.ReadonlyKeyword)],
          node.name,
          undefined,
          node.type,
          undefined,
        )
      : undefined,
  'with other names for the parameters of function types': (node) =>
    ts.isFunctionTypeNode(node) &&
    node.parameters.every((each) => ts.isIdentifier(each.name) && each.name.text !== 'this')
      ? ts.factory.updateFunctionTypeNode(
          node,
          node.typeParameters,
          ts.factory.createNodeArray(
            node.parameters.map((each, index) =>
              ts.factory.createParameterDeclaration(
                undefined,
                each.dotDotDotToken,
                `p${index}`,
                each.questionToken,
                each.type,
              ),
            ),
          ),
          node.type,
        )
      : undefined,
};

describe('drift: the same declarations, spelled differently', function () {
  this.timeout(30_000);

  let real: Driver;
  let text: string;

  before(async () => {
    real = await driverOf('7.9');
    ({ text } = await declarationsOf('7.9'));
  });

  for (const [name, rewrite] of Object.entries(REWRITINGS)) {
    it(name, () => {
      const other = rewritten(text, rewrite);
      expect(other).not.to.equal(text);
      const { driver } = readDriver(other, { package: 'mongodb', version: '7.9.0', file: 'mongodb.d.ts' });
      const changes = compareDrivers(real, driver).filter((change) => !/^(deprecation|stability)-/.test(change.rule));
      expect(changes.map(({ rule, detail, subject }) => `${rule} ${detail} ${subject}`)).to.deep.equal([]);
    });
  }
});
