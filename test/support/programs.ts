import { type CodeBlock, codeBlocks, documents } from './documents.js';

/** The server of the documents, and how their programs name the database that they use. */
const LOCALHOST = 'mongodb://localhost:27017';
const DATABASES = [(name: string): string => `db('${name}')`, (name: string): string => `{ name: '${name}'`];

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
 * The programs of all documents: the blocks in TypeScript that are whole, and those in JavaScript. A block with a role
 * (`ts safe/runtime.ts`) has a test of its own.
 */
export function documentPrograms(): DocumentProgram[] {
  return documents().flatMap((document) => {
    const blocks = codeBlocks(document);
    const whole = blocks.flatMap((block, at) => (isProgram(block) ? [programOf(block, blocks[at + 1])] : []));
    return [...whole, ...JOINED.flatMap((role) => joinedProgram(blocks, role))];
  });
}

function isProgram({ language, role }: CodeBlock): boolean {
  return (language === 'ts' || language === 'js') && role === '';
}

function programOf({ document, line, language, text }: CodeBlock, next: CodeBlock | undefined): DocumentProgram {
  return {
    title: `${document}:${line}`,
    file: `${document.replaceAll(/[/.]/g, '_')}_${line}.${language === 'js' ? 'cjs' : 'ts'}`,
    text,
    output: next?.role === 'output' ? next.text : undefined,
    needsServer: text.includes(LOCALHOST),
  };
}

/** The roles of parts that make one program, in the order in which they stand in a document; `tasks` says what it prints. */
const JOINED = ['rxjs', 'effect', 'driver'];

function joinedProgram(blocks: readonly CodeBlock[], role: string): DocumentProgram[] {
  const parts = blocks.filter((block) => block.language === 'ts' && block.role === role);
  const [first] = parts;
  if (first === undefined) return [];
  const text = parts.map((part) => part.text).join('\n');
  const printed = blocks.find((block) => block.role === 'tasks');
  const program = programOf({ ...first, text }, undefined);
  const title = `${program.title}, all parts for ${role}`;
  return [{ ...program, title, file: `${role}_${program.file}`, output: printed?.text }];
}

/** The program as a test runs it: on the test's server, in a database of its own. */
export function onServer(text: string, uri: string, database: string): string {
  const spelled = DATABASES.filter((spell) => text.includes(spell('app')));
  if (spelled.length === 0) throw new Error("A program that runs on a server uses db('app') or { name: 'app' }.");
  const moved = spelled.reduce((moved, spell) => moved.replaceAll(spell('app'), spell(database)), text);
  return moved.replaceAll(LOCALHOST, uri);
}
