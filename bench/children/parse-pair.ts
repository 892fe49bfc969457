// A process that only parses declarations with TypeScript's own parser: the baseline for `motorized drift`.
import { readFileSync } from 'node:fs';

import { ts } from 'ts-morph';

const files = process.argv.slice(2);
if (files.length === 0) throw new Error('parse-pair: no file to parse');
const counts = files.map((file) => {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements.length;
});
process.stdout.write(`${counts.join(' ')}\n`);
