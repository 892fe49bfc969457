import { ts } from 'ts-morph';

import type { Place } from '../../common/place.js';
import { parse, placeAt } from './parse.js';

/** The places of the keys of what a `framework.ts` exports: `docs.command`, `modules.0.file`. */
export function keyPlaces(text: string, file: string): ReadonlyMap<string, Place> {
  const source = parse(text, file);
  const places = new Map<string, Place>();
  const visit = (node: ts.Expression, path: string): void => {
    const record = withoutTypes(node);
    if (ts.isArrayLiteralExpression(record)) {
      for (const [at, each] of record.elements.entries()) {
        places.set(`${path}${at}`, placeAt(source, file, each.getStart(source)));
        visit(each, `${path}${at}.`);
      }
    }
    if (!ts.isObjectLiteralExpression(record)) return;
    for (const property of record.properties) {
      if (property.name === undefined || ts.isComputedPropertyName(property.name)) continue;
      const key = `${path}${property.name.text}`;
      places.set(key, placeAt(source, file, property.name.getStart(source)));
      if (ts.isPropertyAssignment(property)) visit(property.initializer, `${key}.`);
    }
  };
  for (const statement of source.statements) {
    if (!ts.isExportAssignment(statement)) continue;
    places.set('', placeAt(source, file, statement.getStart(source)));
    visit(variableOf(source, statement.expression) ?? statement.expression, '');
  }
  return places;
}

/** `export default framework`, where that is a constant of the same module. */
function variableOf(source: ts.SourceFile, expression: ts.Expression): ts.Expression | undefined {
  const named = withoutTypes(expression);
  if (!ts.isIdentifier(named)) return undefined;
  const declared = source.statements
    .filter(ts.isVariableStatement)
    .flatMap((statement) => [...statement.declarationList.declarations])
    .find((each) => ts.isIdentifier(each.name) && each.name.text === named.text);
  return declared?.initializer;
}

/** The expression without `satisfies Framework`, `as const` and parentheses. */
function withoutTypes(expression: ts.Expression): ts.Expression {
  if (ts.isSatisfiesExpression(expression) || ts.isAsExpression(expression) || ts.isParenthesizedExpression(expression))
    return withoutTypes(expression.expression);
  return expression;
}
