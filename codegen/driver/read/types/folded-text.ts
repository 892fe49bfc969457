import { ts } from 'ts-morph';

/**
 * The source text of a node on one line and without comments. For nodes that are not types, such as a destructuring
 * pattern.
 */
export function folded(node: ts.Node, source: ts.SourceFile): string {
  if (ts.isIdentifier(node)) return node.text;
  const start = node.getStart(source);
  const scanner = ts.createScanner(
    ts.ScriptTarget.Latest,
    true,
    ts.LanguageVariant.Standard,
    source.text,
    undefined,
    start,
    node.end - start,
  );
  let text = '';
  let end = start;
  while (scanner.scan() !== ts.SyntaxKind.EndOfFileToken) {
    if (text !== '' && scanner.getTokenStart() > end) text += ' ';
    text += scanner.getTokenText();
    end = scanner.getTokenEnd();
  }
  return text;
}
