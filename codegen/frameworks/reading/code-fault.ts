import { ts } from 'ts-morph';

import { parse, parserFaults } from './parse.js';

/** A piece of code that a framework gives, by what it has to be. */
export interface Snippet {
  readonly as: 'type' | 'expression' | 'signature' | 'statements' | 'module';
  readonly text: string;
  /** The names that it has to declare, since what the engine puts into it names them. */
  readonly declares?: readonly string[];
}

/** What the parser of TypeScript stumbles over in a piece of code, or that it is more than it should be. */
export function codeFault({ as, text, declares = [] }: Snippet): string | undefined {
  const source = parse(FRAMES[as](text), 'snippet.ts');
  const [fault] = parserFaults(source);
  if (fault !== undefined) return ts.flattenDiagnosticMessageText(fault.messageText, ' ');
  // What ends the declaration around it, and begins another.
  const [declaration, ...others] = source.statements;
  const isMore =
    as === 'signature' && declaration !== undefined && 'body' in declaration && declaration.body !== undefined;
  if (as !== 'module' && (others.length > 0 || isMore)) return 'it closes the code around it';
  const missing = declares.find((name) => !declaresName(source, name));
  return missing === undefined ? undefined : `the driver's call in it names \`${missing}\`, which nothing declares`;
}

/** Whether there is a parameter or a variable of the name. */
function declaresName(node: ts.Node, name: string): boolean {
  const isBinding = ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isBindingElement(node);
  if (isBinding && ts.isIdentifier(node.name) && node.name.text === name) return true;
  return ts.forEachChild(node, (child) => declaresName(child, name) || undefined) === true;
}

/** The declaration around a piece of code, in lines of its own: a comment at its end would hide the rest of a line. */
const FRAMES: Readonly<Record<Snippet['as'], (text: string) => string>> = {
  type: (text) => `type _ = (\n${text}\n)`,
  expression: (text) => `const _ = (\n${text}\n)`,
  signature: (text) => `function _${text}`,
  statements: (text) => `function _() {\n${text}\n}`,
  module: (text) => text,
};
