import type { CodeBlock } from './documents.js';

/** The idioms in which pages show a program part by part. Each idiom is one program, in the order of its parts. */
const IDIOMS = ['promise', 'callback', 'rxjs', 'effect', 'driver'];

/** The program that the parts of a document in one idiom form. */
export interface JoinedProgram {
  /** The first part, for its place. */
  readonly block: CodeBlock;
  readonly title: string;
  readonly file: string;
  readonly text: string;
  readonly output: string | undefined;
  readonly needsServer: boolean;
}

/** The parts in order, each with its output. */
interface Part {
  readonly block: CodeBlock;
  readonly printed: string;
}

export function joinedPrograms(blocks: readonly CodeBlock[]): JoinedProgram[] {
  return IDIOMS.flatMap((idiom) => {
    const parts = partsOf(blocks, idiom);
    const [first] = parts;
    return first === undefined
      ? []
      : [
          joined(
            idiom,
            first.block,
            parts,
            blocks.find(({ role }) => role === 'tasks'),
          ),
        ];
  });
}

function joined(idiom: string, block: CodeBlock, parts: readonly Part[], tasks: CodeBlock | undefined): JoinedProgram {
  const place = `${block.document}:${block.line}`;
  return {
    block,
    title: `${place}, all parts for ${idiom}`,
    file: `${idiom}_${block.document.replaceAll(/[/.]/g, '_')}_${block.line}.ts`,
    text: idiom === 'callback' ? oneAfterTheOther(parts) : parts.map(({ block }) => block.text).join('\n'),
    output: tasks?.text ?? parts.map(({ printed }) => printed).join(''),
    needsServer: parts.some(({ block }) => block.text.includes('mongodb://localhost:27017')),
  };
}

/** The blocks of an idiom. `output` is what each block of the group before it prints, in every idiom. */
function partsOf(blocks: readonly CodeBlock[], idiom: string): Part[] {
  const parts: Part[] = [];
  let group: CodeBlock[] = [];
  for (const [at, block] of blocks.entries()) {
    if (block.language !== 'ts' || !IDIOMS.includes(block.role)) continue;
    if (group.some(({ role }) => role === block.role)) group = [];
    group.push(block);
    const next = blocks[at + 1];
    const ends = next?.language !== 'ts' || !IDIOMS.includes(next.role) || group.some(({ role }) => role === next.role);
    if (!ends) continue;
    const own = group.find(({ role }) => role === idiom);
    if (own !== undefined) parts.push({ block: own, printed: next?.role === 'output' ? next.text : '' });
    group = [];
  }
  return parts;
}

/**
 * Parts with callbacks all start at once, although readers expect one after the other. So each waits until the previous
 * ones have printed their output.
 */
function oneAfterTheOther(parts: readonly Part[]): string {
  let lines = 0;
  const texts = parts.map(({ block, printed }) => {
    lines += printed.split('\n').length - 1;
    return `${block.text}\nawait untilPrinted(${lines});\n`;
  });
  return `${UNTIL_PRINTED}\n${texts.join('\n')}`;
}

const UNTIL_PRINTED = `import { format } from 'node:util';

let printedLines = 0;
const print = console.log;
console.log = (...values: readonly unknown[]) => {
  printedLines += format(...values).split('\\n').length;
  print(...values);
};
async function untilPrinted(lines: number): Promise<void> {
  while (printedLines < lines) await new Promise((resolve) => setTimeout(resolve, 5));
}
`;
