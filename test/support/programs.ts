import { type CodeBlock, codeBlocks, documents } from './documents.js';
import { joinedPrograms } from './joined-programs.js';

/** The server of the documents, and how their programs name the database that they use. */
const LOCALHOST = 'mongodb://localhost:27017';
const DATABASES = [(name: string): string => `db('${name}')`, (name: string): string => `{ name: '${name}'`];

/** What programs of documents import besides what the package needs. */
export const USED_IN_PROGRAMS = ['sinon', '@types/sinon', 'mongodb-memory-server-core'];

/** A program of a document. */
export interface DocumentProgram {
  /** `README.md:10`, for people. */
  readonly title: string;
  /** The name of its file in a project. */
  readonly file: string;
  readonly text: string;
  /** What it prints, where the document says so. */
  readonly output: string | undefined;
  readonly needsServer: boolean;
}

/**
 * The programs of all documents: the blocks in TypeScript that are whole, and those in JavaScript; those that are said to be
 * `compiled` are not run, and the page says why. A block with another role (`ts safe/runtime.ts`) has a test of its own.
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

/** The program as a test runs it: on the test's server, in a database of its own. */
export function onServer(text: string, uri: string, database: string): string {
  const spelled = DATABASES.filter((spell) => text.includes(spell('app')));
  if (spelled.length === 0) throw new Error("A program that runs on a server uses db('app') or { name: 'app' }.");
  const moved = spelled.reduce((moved, spell) => moved.replaceAll(spell('app'), spell(database)), text);
  return moved.replaceAll(LOCALHOST, uri);
}
