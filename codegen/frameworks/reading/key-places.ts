import { ts } from 'ts-morph';

import type { Place } from '../../common/place.js';
import { parse, placeAt } from './parse.js';

/**
 * The places of the keys that a `framework.ts` or a config exports: `docs.command`, `modules.0.file`, and for options,
 * `options.absent`.
 */
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
  const options = variableOf(source, 'options');
  if (options?.initializer !== undefined) {
    places.set('options', placeAt(source, file, options.getStart(source)));
    visit(options.initializer, 'options.');
  }
  for (const statement of source.statements) {
    const given = defaultOf(statement);
    if (given === undefined) continue;
    places.set('', placeAt(source, file, statement.getStart(source)));
    const record = recordOf(source, given);
    if (record !== undefined) visit(record, '');
  }
  return places;
}

/** The default export of a statement, if it has one. */
function defaultOf(statement: ts.Statement): ts.Expression | ts.FunctionDeclaration | undefined {
  if (ts.isExportAssignment(statement)) return statement.expression;
  const isDefault =
    ts.isFunctionDeclaration(statement) &&
    statement.modifiers?.some((each) => each.kind === ts.SyntaxKind.DefaultKeyword) === true;
  return isDefault ? statement : undefined;
}

const DEFINES = /^define[A-Z]/;

/** How many constants to follow at most, since they may refer to each other. */
const STEPS = 8;

/** The exported record, also through a constant of the same module, or as the value that a function returns last. */
function recordOf(
  source: ts.SourceFile,
  given: ts.Expression | ts.FunctionDeclaration,
  steps = STEPS,
): ts.Expression | undefined {
  if (steps === 0) return undefined;
  const node = ts.isFunctionDeclaration(given) ? given : withoutTypes(given);
  if (ts.isIdentifier(node)) {
    const declared = variableOf(source, node.text)?.initializer ?? functionOf(source, node.text);
    return declared && recordOf(source, declared, steps - 1);
  }
  // A function that only adds types returns its argument: `defineConfig({ ... })`.
  const [argument] = ts.isCallExpression(node) && DEFINES.test(node.expression.getText(source)) ? node.arguments : [];
  if (argument !== undefined) return recordOf(source, argument, steps - 1);
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node) && !ts.isFunctionDeclaration(node)) return node;
  const { body } = node;
  const returned = body !== undefined && ts.isBlock(body) ? body.statements.findLast(ts.isReturnStatement) : undefined;
  const result = body !== undefined && ts.isBlock(body) ? returned?.expression : body;
  return result && recordOf(source, result, steps - 1);
}

function variableOf(source: ts.SourceFile, name: string): ts.VariableDeclaration | undefined {
  return source.statements
    .filter(ts.isVariableStatement)
    .flatMap((statement) => [...statement.declarationList.declarations])
    .find((each) => ts.isIdentifier(each.name) && each.name.text === name);
}

function functionOf(source: ts.SourceFile, name: string): ts.FunctionDeclaration | undefined {
  return source.statements.filter(ts.isFunctionDeclaration).find((each) => each.name?.text === name);
}

/** The expression without `satisfies Framework`, `as const` and parentheses. */
function withoutTypes(expression: ts.Expression): ts.Expression {
  if (ts.isSatisfiesExpression(expression) || ts.isAsExpression(expression) || ts.isParenthesizedExpression(expression))
    return withoutTypes(expression.expression);
  return expression;
}
