import { ts } from 'ts-morph';

import { CannotRunError } from '../../common/problem.js';

/**
 * Parses declarations without binding, resolving or checking anything.
 *
 * Doc comments are read from the source where needed, so the parser builds no nodes for them.
 */
export function parseSource(text: string, file: string): ts.SourceFile {
  const source = parsed(text, file);
  const [first] = syntaxErrors(source);
  if (first === undefined) return source;

  const { line, character } = source.getLineAndCharacterOfPosition(first.start);
  const message = ts.flattenDiagnosticMessageText(first.messageText, ' ').replace(/\.$/, '');
  throw new CannotRunError(
    `${file}:${String(line + 1)}:${String(character + 1)} is not valid TypeScript: ${message}`,
    'use a declaration file that a release of the driver ships, unchanged',
  );
}

function parsed(text: string, file: string): ts.SourceFile {
  try {
    return ts.createSourceFile(file, text, {
      languageVersion: ts.ScriptTarget.Latest,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CannotRunError(
      `${file}:1:1 begins a file that nests types deeper than can be parsed`,
      'use a declaration file that a release of the driver ships, unchanged',
      { cause: error },
    );
  }
}

function syntaxErrors(source: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  // The parser's diagnostics are not in the public types. Getting them from a Program would need a second parse.
  return (source as ts.SourceFile & { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] })
    .parseDiagnostics;
}
