import { readdirSync } from 'node:fs';

import {
  type ClassDeclaration,
  type FunctionDeclaration,
  type MethodDeclaration,
  type Node,
  Project,
  Scope,
  type SourceFile,
} from 'ts-morph';

import { inProject } from './project-root.js';

/** The exported values of a module: functions, and classes with the members that others call or override. */
export interface DeclaredSignatures {
  readonly module: string;
  readonly signatures: readonly string[];
}

/** The modules of a source folder by name, with their signatures on one line, as a page shows them. */
export function declaredSignatures(folder: string): DeclaredSignatures[] {
  const project = new Project({ skipAddingFilesFromTsConfig: true });
  const names = readdirSync(inProject(folder)).filter((name) => name.endsWith('.ts'));
  return names.sort().map((module) => {
    const source = project.addSourceFileAtPath(inProject(folder, module));
    return { module, signatures: signaturesOf(source) };
  });
}

function signaturesOf(source: SourceFile): string[] {
  const functions = source.getFunctions().filter((each) => each.isExported());
  const classes = source.getClasses().filter((each) => each.isExported());
  const constants = source.getVariableDeclarations().filter((each) => each.isExported());
  return [
    ...constants.map((each) => `const ${each.getName()}${typeOf(each.getTypeNode())}`),
    ...functions.map((each) => signatureOf(each)),
    ...classes.flatMap(classSignatures),
  ];
}

function classSignatures(declared: ClassDeclaration): string[] {
  const name = declared.getName() ?? '';
  const parameters = declared.getTypeParameters().map((each) => each.getText());
  const head = `class ${name}${parameters.length === 0 ? '' : `<${parameters.join(', ')}>`}`;
  const methods = declared.getMethods().filter((each) => isForOthers(each));
  const getters = declared.getGetAccessors().map((each) => `${each.getName()}${typeOf(each.getReturnTypeNode())}`);
  return [head, ...[...getters, ...methods.map((each) => signatureOf(each))].map((each) => `${name}.${each}`)];
}

function typeOf(node: Node | undefined): string {
  return node === undefined ? '' : `: ${node.getText().replaceAll(/\s+/g, ' ')}`;
}

/** Without private members, those with `_`, which are Node's, and those named by a symbol, which are the language's. */
function isForOthers(method: MethodDeclaration): boolean {
  return method.getScope() !== Scope.Private && /^[a-z]/.test(method.getName());
}

function signatureOf(declared: FunctionDeclaration | MethodDeclaration): string {
  const list = (nodes: readonly { getText(): string }[]): string =>
    nodes.map((each) => each.getText().replaceAll(/\s+/g, ' ')).join(', ');
  const typeParameters = declared.getTypeParameters();
  const generic = typeParameters.length === 0 ? '' : `<${list(typeParameters)}>`;
  const returns = declared.getReturnTypeNode()?.getText().replaceAll(/\s+/g, ' ') ?? 'void';
  return `${declared.getName()}${generic}(${list(declared.getParameters())}): ${returns}`;
}
