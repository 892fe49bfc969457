// A process that only reads declarations with ts-morph: the baseline for `motorized generate`. It writes nothing, and
// keeps only counts. With `parse` as the second argument it stops after parsing, the minimum cost of using ts-morph.
import { readFileSync } from 'node:fs';

import { Node, Project, type SourceFile } from 'ts-morph';

const [file, until] = process.argv.slice(2);
if (file === undefined) throw new Error('read-with-ts-morph: no file to read');

const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
const source = project.createSourceFile('driver.d.ts', readFileSync(file, 'utf8'));
const read = until === 'parse' ? [source.getStatements().length] : readDeclarations(source);
process.stdout.write(`${read.join(' ')}\n`);

/** The names, documentation and type texts of every declaration, its members and its parameters, from their nodes. */
function readDeclarations(declarations: SourceFile): number[] {
  let names = 0;
  let documentation = 0;
  let types = 0;
  declarations.forEachDescendant((node) => {
    if (Node.isJSDocable(node)) for (const doc of node.getJsDocs()) documentation += doc.getText().length;
    if (Node.hasName(node)) names += node.getName().length;
    if (Node.isTyped(node)) types += node.getTypeNode()?.getText().length ?? 0;
    if (Node.isReturnTyped(node)) types += node.getReturnTypeNode()?.getText().length ?? 0;
  });
  return [names, documentation, types];
}
