import { ts } from 'ts-morph';

import { parse, parserFaults } from './parse.js';

/** A piece of code that a framework has returned, and what it has to be. */
export interface Snippet {
  readonly as: 'type' | 'expression' | 'signature' | 'statements' | 'module';
  readonly text: string;
  /** The names that it has to declare, since the engine's part of it uses them. */
  readonly declares?: readonly string[];
}

/** The first syntax error of a piece of code, or the fault that it is more than it should be. */
export function codeFault({ as, text, declares = [] }: Snippet): string | undefined {
  const source = parse(FRAMES[as](text), 'snippet.ts');
  const [fault] = parserFaults(source);
  if (fault !== undefined) return ts.flattenDiagnosticMessageText(fault.messageText, ' ');
  // Code may close the declaration around it and begin another.
  const [declaration, ...others] = source.statements;
  const isMore =
    as === 'signature' && declaration !== undefined && 'body' in declaration && declaration.body !== undefined;
  if (as !== 'module' && (others.length > 0 || isMore)) return 'it closes the code around it';
  const missing = declares.find((name) => !declaresName(source, name));
  return missing === undefined ? undefined : `the driver's call in it names \`${missing}\`, which nothing declares`;
}

/** Whether there is a parameter or a variable with this name. */
function declaresName(node: ts.Node, name: string): boolean {
  const isBinding = ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isBindingElement(node);
  if (isBinding && ts.isIdentifier(node.name) && node.name.text === name) return true;
  return ts.forEachChild(node, (child) => declaresName(child, name) || undefined) === true;
}

/**
 * Puts a declaration around a piece of code. The code gets its own lines, since a comment at its end would hide the
 * rest of a line.
 */
const FRAMES: Readonly<Record<Snippet['as'], (text: string) => string>> = {
  type: (text) => `type _ = (\n${text}\n)`,
  expression: (text) => `const _ = (\n${text}\n)`,
  signature: (text) => `function _${text}`,
  statements: (text) => `function _() {\n${text}\n}`,
  module: (text) => text,
};
