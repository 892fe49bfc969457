import { ts } from 'ts-morph';

import type { Place } from '../../common/place.js';
import { parserFaults, placeAt } from './parse.js';

/** A fault of a module, as the rest of a sentence that begins with its file. */
export interface Fault {
  readonly message: string;
  readonly at: Place;
}

/** The faults that the text of a module shows. */
export function moduleFaults(source: ts.SourceFile, file: string): Fault[] {
  return [...syntaxFaults(source, file), ...commonJsFaults(source, file)];
}

function syntaxFaults(source: ts.SourceFile, file: string): Fault[] {
  return parserFaults(source).map(({ messageText, start }) => ({
    message: `cannot be parsed: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    at: placeAt(source, file, start),
  }));
}

/** Emitted modules are compiled to both ES modules and CommonJS, so they have to use `import` and `export`. */
function commonJsFaults(source: ts.SourceFile, file: string): Fault[] {
  return source.statements.flatMap((statement) => {
    const word = commonJsWord(statement);
    if (word === undefined) return [];
    const at = placeAt(source, file, statement.getStart(source));
    return [{ message: `has \`${word}\`, which ES modules do not have`, at }];
  });
}

function commonJsWord(statement: ts.Statement): string | undefined {
  if (ts.isExportAssignment(statement) && statement.isExportEquals === true) return 'export =';
  if (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference))
    return 'import = require';
  if (ts.isExpressionStatement(statement))
    return isExportsAssignment(statement.expression) ? 'module.exports' : undefined;
  const isRequire =
    ts.isVariableStatement(statement) &&
    statement.declarationList.declarations.some(
      ({ initializer }) =>
        initializer !== undefined && ts.isCallExpression(initializer) && isCalled(initializer.expression, 'require'),
    );
  return isRequire ? 'require' : undefined;
}

/** `module.exports = ...`, `module.exports.name = ...`, `exports.name = ...` */
function isExportsAssignment(expression: ts.Expression): boolean {
  if (!ts.isBinaryExpression(expression) || !ts.isPropertyAccessExpression(expression.left)) return false;
  const { left } = expression;
  return isModuleExports(left) || isModuleExports(left.expression) || isCalled(left.expression, 'exports');
}

function isModuleExports(node: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(node) && node.name.text === 'exports' && isCalled(node.expression, 'module');
}

function isCalled(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}
