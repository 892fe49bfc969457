import { ts } from 'ts-morph';

import { memberName } from '../../frameworks/reading/member-at.js';

/** The surroundings of a compiler error, which show whether the framework or the engine has caused it. */
export interface FaultPlace {
  /** The member of a class, as in `memberKey`. Undefined outside of members. */
  readonly member: string | undefined;
  /** Whether the code around it uses a name that only a framework imports. */
  readonly isSpelled: boolean;
}

/** The modules that the engine itself imports: the driver, the shared modules, the classes and their types. */
const OF_THE_ENGINE = /^(mongodb$|\.\.\/internal\/|\.\/(classes|types|[A-Z]\w*)\.js$)/;

/** Finds the code around a position: a member, the head of a class, or a statement. */
export function faultPlace(source: ts.SourceFile, position: number): FaultPlace {
  const brought = broughtNames(source);
  const has = (node: ts.Node): boolean => node.pos <= position && position < node.end;
  const statement = source.statements.find(has);
  if (statement === undefined) return { member: undefined, isSpelled: false };
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
    return { member: undefined, isSpelled: isBrought(statement.moduleSpecifier) };
  if (!ts.isClassDeclaration(statement)) return { member: undefined, isSpelled: names(statement, brought) };
  const member = statement.members.find(has);
  const parts = member === undefined ? (statement.heritageClauses ?? []) : [member];
  return {
    member: member === undefined ? undefined : memberName(member, source),
    isSpelled: parts.some((each) => names(each, brought)),
  };
}

/**
 * The names imported from the runtime, the framework's own modules and its peers, and `Promise`, which needs no import.
 */
function broughtNames(source: ts.SourceFile): ReadonlySet<string> {
  const imported = source.statements.filter(ts.isImportDeclaration).flatMap(({ moduleSpecifier, importClause }) => {
    if (!isBrought(moduleSpecifier)) return [];
    const bindings = importClause?.namedBindings;
    if (bindings === undefined) return importClause?.name ?? [];
    return ts.isNamespaceImport(bindings) ? bindings.name : bindings.elements.map((each) => each.name);
  });
  return new Set(['Promise', ...imported.map((each) => each.text)]);
}

function isBrought(module: ts.Expression | undefined): boolean {
  return module !== undefined && ts.isStringLiteral(module) && !OF_THE_ENGINE.test(module.text);
}

function names(node: ts.Node, wanted: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(node)) return wanted.has(node.text);
  return ts.forEachChild(node, (child) => names(child, wanted) || undefined) === true;
}
