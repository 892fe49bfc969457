import { type CodeBlock, codeBlocks, documents } from './documents.js';
import { joinedPrograms } from './joined-programs.js';

/** The server in the documents, and how their programs name the database. */
const LOCALHOST = 'mongodb://localhost:27017';
const DATABASES = [(name: string): string => `db('${name}')`, (name: string): string => `{ name: '${name}'`];

/** Packages that programs in documents import in addition to those that the package needs. */
export const USED_IN_PROGRAMS = ['sinon', '@types/sinon', 'mongodb-memory-server-core'];

/** A program in a document. */
export interface DocumentProgram {
  /** `README.md:10`, for people. */
  readonly title: string;
  /** Its file name in a project. */
  readonly file: string;
  readonly text: string;
  /** Its output, if the document has it. */
  readonly output: string | undefined;
  readonly needsServer: boolean;
}

/**
 * The programs in all documents: complete blocks in TypeScript, and those in JavaScript. Those marked `compiled` are
 * not run, and the page says why. A block with another role (`ts safe/runtime.ts`) has its own test.
 */
export function documentPrograms(): DocumentProgram[] {
  return documents().flatMap((document) => {
    const blocks = codeBlocks(document);
    const whole = blocks.flatMap((block, at) => (isProgram(block) ? [programOf(block, blocks[at + 1])] : []));
    return [
      ...whole,
      ...joinedPrograms(blocks).map(({ block, ...joined }) => ({ ...programOf(block, undefined), ...joined })),
    ];
  });
}

function isProgram({ language, role }: CodeBlock): boolean {
  return (language === 'ts' && ['', 'compiled'].includes(role)) || (language === 'js' && role === '');
}

function programOf({ document, line, language, role, text }: CodeBlock, next: CodeBlock | undefined): DocumentProgram {
  return {
    title: `${document}:${line}`,
    file: `${document.replaceAll(/[/.]/g, '_')}_${line}.${language === 'js' ? 'cjs' : 'ts'}`,
    text,
    output: next?.role === 'output' ? next.text : undefined,
    needsServer: role !== 'compiled' && text.includes(LOCALHOST),
  };
}

/** The program as a test runs it: on the test server, in a separate database. */
export function onServer(text: string, uri: string, database: string): string {
  const spelled = DATABASES.filter((spell) => text.includes(spell('app')));
  if (spelled.length === 0) throw new Error("A program that runs on a server uses db('app') or { name: 'app' }.");
  const moved = spelled.reduce((moved, spell) => moved.replaceAll(spell('app'), spell(database)), text);
  return moved.replaceAll(LOCALHOST, uri);
}
