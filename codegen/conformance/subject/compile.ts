import { dirname, join, relative, sep } from 'node:path';

import { Project, ts } from 'ts-morph';

import { shownPath } from '../../common/files/shown-path.js';
import type { Place } from '../../common/place.js';
import { faultPlace, type FaultPlace } from './fault-place.js';

/** What the compiler says of emitted modules. */
export interface Compiled {
  readonly errors: readonly CompilerFault[];
  /** Exports whose types are not written, so that no other tool can make declarations of the module. */
  readonly undeclared: readonly CompilerFault[];
}

export interface CompilerFault extends FaultPlace {
  readonly text: string;
  /** The module under the output folder; undefined where it is about none of it. */
  readonly path: string | undefined;
  /** Where it stands; undefined where it is about no file. */
  readonly at: Place | undefined;
}

/** As strict as the package of the built-in frameworks is compiled, and stricter than any user's project by default. */
export const STRICT: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
  declaration: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  isolatedDeclarations: true,
  stripInternal: true,
  verbatimModuleSyntax: true,
  skipLibCheck: true,
  noEmitOnError: false,
};

/** The codes of what `isolatedDeclarations` adds. */
const UNDECLARED = { first: 9005, last: 9039 };

/** Compiles every module under a folder to another one, or to none; what has errors is emitted, too. */
export function compile(files: readonly string[], from: string, to: string | undefined): Compiled {
  const options = { ...STRICT, rootDir: from, ...(to === undefined ? { noEmit: true } : { outDir: to }) };
  const program = ts.createProgram([...files], options, hostOf(options));
  const diagnostics = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  const isUndeclared = ({ code }: ts.Diagnostic): boolean => code >= UNDECLARED.first && code <= UNDECLARED.last;
  const faults = (some: readonly ts.Diagnostic[]): CompilerFault[] => [
    ...new Map(some.map((each) => faultOf(each, from)).map((each) => [each.text, each])).values(),
  ];
  return {
    errors: faults(diagnostics.filter((each) => !isUndeclared(each))),
    undeclared: faults(diagnostics.filter(isUndeclared)),
  };
}

/** Declarations of the language and of packages, which are the same for every framework of one process. */
const parsed = new Map<string, ts.SourceFile>();

function hostOf(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  const libraries = languageLibraries();
  return {
    ...host,
    getDefaultLibLocation: () => dirname(libraries[0]?.fileName ?? ''),
    getSourceFile(name, ...rest) {
      const known = parsed.get(name) ?? host.getSourceFile(name, ...rest);
      if (known !== undefined && name.includes('/node_modules/')) parsed.set(name, known);
      return known;
    },
  };
}

/**
 * The compiler that comes with the generator has its libraries in itself, and no files of them. All of them: Node's
 * declarations refer to newer ones than the emitted code needs.
 */
function languageLibraries(): readonly ts.SourceFile[] {
  const { target = ts.ScriptTarget.Latest } = STRICT;
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: { lib: ['lib.esnext.full.d.ts'], target },
  });
  project.createSourceFile('empty.ts');
  const libraries = project
    .getProgram()
    .compilerObject.getSourceFiles()
    .filter((each) => each.isDeclarationFile);
  for (const each of libraries) parsed.set(each.fileName, each);
  return libraries;
}

function faultOf({ file, start, messageText, code }: ts.Diagnostic, from: string): CompilerFault {
  const text = `${ts.flattenDiagnosticMessageText(messageText, ' ').replaceAll(/\s+/g, ' ')} (TS${code})`;
  if (file === undefined || start === undefined)
    return { text, path: undefined, at: undefined, member: undefined, isSpelled: false };
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const path = pathOf(file.fileName, from);
  const at = { file: shownPath(file.fileName), line: line + 1, column: character + 1 };
  const shown = `${path ?? at.file}:${at.line}:${at.column}`;
  return { text: `${shown} ${text}`, path, at, ...faultPlace(file, start) };
}

/** The path of a module in the output; undefined for another file. */
function pathOf(file: string, from: string): string | undefined {
  const path = relative(from, join(file));
  return path.startsWith('..') ? undefined : path.split(sep).join('/');
}
