import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Project, type SourceFile } from 'ts-morph';

import { scratch } from './compile.js';

/** A mistake in the declarations of a framework, like one of the emitter. */
export interface Mutant {
  readonly className: string;
  /** The wrong member: `Collection.findOne`. */
  readonly member: string;
  /** Which of its overloads, type parameters or parameters, in words. */
  readonly what: string;
  readonly edits: readonly Edit[];
}

/** A replacement in a file. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A kind of mistake, which makes all its mutants of a file. */
export type Mutation = (file: SourceFile) => Mutant[];

/** Every mutant of a kind in the declarations of a framework: `<types>/<framework>/*.d.ts`. */
export function mutantsOf(types: string, framework: string, mutation: Mutation): Mutant[] {
  return openTypes(types, framework).flatMap(mutation);
}

let opened: { readonly folder: string; readonly files: readonly SourceFile[] } | undefined;

function openTypes(types: string, framework: string): readonly SourceFile[] {
  const folder = join(types, framework);
  if (opened?.folder !== folder) {
    const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
    opened = { folder, files: project.addSourceFilesAtPaths(`${folder}/*.d.ts`) };
  }
  return opened.files;
}

/** Divides mutants into as few rounds as possible, without two of one member in a round, so that each is seen alone. */
export function roundsOf(mutants: readonly Mutant[]): Mutant[][] {
  const rounds: Mutant[][] = [];
  const seen = new Map<string, number>();
  for (const mutant of mutants) {
    const at = seen.get(mutant.member) ?? 0;
    seen.set(mutant.member, at + 1);
    (rounds[at] ??= []).push(mutant);
  }
  return rounds;
}

/** Writes the declarations with mutants into a folder under the scratch folder, and returns its path. */
export function writeMutants(types: string, framework: string, mutants: readonly Mutant[], folder: string): string {
  const to = join(scratch, folder);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, framework), { recursive: true });
  for (const name of readdirSync(join(types, 'internal')).filter(isDeclaration)) {
    cpSync(join(types, 'internal', name), join(to, 'internal', name));
  }
  const edits = mutants.flatMap((mutant) => mutant.edits);
  for (const file of openTypes(types, framework)) {
    const own = edits.filter((edit) => edit.file === file.getBaseName());
    writeFileSync(join(to, framework, file.getBaseName()), edited(file.getFullText(), own));
  }
  return to;
}

function isDeclaration(name: string): boolean {
  return name.endsWith('.d.ts');
}

function edited(text: string, edits: readonly Edit[]): string {
  const fromEnd = [...edits].sort((a, b) => b.start - a.start);
  return fromEnd.reduce((all, { start, end, text }) => all.slice(0, start) + text + all.slice(end), text);
}
