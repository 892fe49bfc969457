import { dirname, join, relative, sep } from 'node:path';

import { Project, ts } from 'ts-morph';

import { shownPath } from '../../common/files/shown-path.js';
import type { Place } from '../../common/place.js';
import { STRICT_OPTIONS } from '../../frameworks/strict-options.js';
import { faultPlace, type FaultPlace } from './fault-place.js';

/** The compiler's errors in emitted modules. */
export interface Compiled {
  readonly errors: readonly CompilerFault[];
  /** Exports without explicit types, for which other tools cannot generate declarations. */
  readonly undeclared: readonly CompilerFault[];
}

export interface CompilerFault extends FaultPlace {
  readonly text: string;
  /** The module below the output folder. Undefined for an error elsewhere. */
  readonly path: string | undefined;
  /** The place. Undefined for an error without a file. */
  readonly at: Place | undefined;
}

/** The declarations of packages are theirs. */
const { options: STRICT } = ts.convertCompilerOptionsFromJson({ ...STRICT_OPTIONS, skipLibCheck: true }, '');

/** The error codes of `isolatedDeclarations`. */
const UNDECLARED = { first: 9005, last: 9039 };

/**
 * Compiles every module below a folder into another one, or only checks them. Modules with errors are emitted as well.
 */
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

/** Parsed declarations of the language and of packages, cached for all frameworks of a process. */
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
 * The libraries of the language. The generator's compiler has them built in, rather than as files. All are included,
 * since Node's declarations need newer ones than the emitted code does.
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

/** The path of a module in the output. Undefined for any other file. */
function pathOf(file: string, from: string): string | undefined {
  const path = relative(from, join(file));
  return path.startsWith('..') ? undefined : path.split(sep).join('/');
}
