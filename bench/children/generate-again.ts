// A process that generates all frameworks as `motorized generate --watch` does: once, and then after each change of a
// line in the longest file of the spec. Prints how long each run took, in milliseconds, as JSON.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { GenerateInputs } from '../../codegen/commands/generate-inputs.js';
import { runGenerate } from '../../codegen/commands/generate.js';
import { packageRoot } from '../../codegen/common/package-root.js';

const CHANGES = 6;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('generate-again: no folder to write to');

const spec = join(folder, 'spec');
cpSync(join(packageRoot(), 'spec'), spec, { recursive: true });
const options = {
  driver: undefined,
  spec,
  frameworks: [],
  options: [],
  out: join(folder, 'generated'),
  docs: 'full',
  check: false,
  dryRun: false,
  force: false,
} as const;
const inputs = new GenerateInputs();
const took: number[] = [await timed()];
for (let change = 0; change < CHANGES; change++) {
  addLine(join(spec, 'Collection.yaml'));
  inputs.forgetSpec();
  took.push(await timed());
}
process.stdout.write(JSON.stringify(took));

async function timed(): Promise<number> {
  const before = performance.now();
  const { code, problems } = await runGenerate(options, inputs);
  if (code !== 0) throw new Error(`generate-again: ${problems.map((each) => each.message).join('\n')}`);
  return performance.now() - before;
}

/** Moves all members to another line, so that the whole class is planned again. */
function addLine(file: string): void {
  writeFileSync(file, `# Another line.\n${readFileSync(file, 'utf8')}`);
}
