import { ts } from 'ts-morph';

/**
 * A node's source text on one line without comments, token by token. For what is no type, such as a destructuring
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
