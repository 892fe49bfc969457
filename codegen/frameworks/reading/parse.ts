import { ts } from 'ts-morph';

import type { Place } from '../../common/place.js';

/** Reads a module's text, whatever it is. */
export function parse(text: string, file: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
}

/** Where something stands in it. */
export function placeAt(source: ts.SourceFile, file: string, position: number): Place {
  const { line, character } = source.getLineAndCharacterOfPosition(position);
  return { file, line: line + 1, column: character + 1 };
}

/** What the parser stumbles over: its own list, which no public function gives without a whole program. */
export function parserFaults(source: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  const { parseDiagnostics } = source as unknown as { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
  return parseDiagnostics;
}
