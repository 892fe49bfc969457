import { ts } from 'ts-morph';

import type { Place } from '../../common/place.js';

/** Parses the text of a module. */
export function parse(text: string, file: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
}

/** The place of a position in it. */
export function placeAt(source: ts.SourceFile, file: string, position: number): Place {
  const { line, character } = source.getLineAndCharacterOfPosition(position);
  return { file, line: line + 1, column: character + 1 };
}

/** The syntax errors: the parser's own list, which no public function returns without a whole program. */
export function parserFaults(source: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  const { parseDiagnostics } = source as unknown as { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
  return parseDiagnostics;
}
