import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { caseFile, type CaseFile } from './case-file.js';
import type { CaseKind, TypeCase } from './case.js';
import { compile, type CompileError, root, STRICT } from './compile.js';
import type { ApiClass } from './driver-api.js';
import { exportsFile } from './exports-file.js';
import type { OracleFramework } from './frameworks.js';
import { mapFile } from './map-file.js';

/** The outcome of the cases of one framework. */
export interface OracleResult {
  readonly failures: readonly Failure[];
  /** How many different subjects of a kind were compared. */
  count(kind: CaseKind): number;
}

/** A case that does not compile. */
export interface Failure extends Pick<TypeCase, 'id' | 'member' | 'kind'> {
  readonly message: string;
}

/** The published declarations: `<framework>/*.d.ts` and `internal/*.d.ts`. */
export const publishedTypes = join(dirname(createRequire(import.meta.url).resolve('motorized/package.json')), 'dist');

/** Limits the comparison to a part of what is published. */
export interface OracleRequest {
  /** The folder of the declarations. */
  readonly types?: string;
  /** The classes whose cases are compiled. */
  readonly only?: ReadonlySet<string>;
  /** The folder for the cases, inside the scratch folder. */
  readonly folder?: string;
}

/** Compares a framework's declarations with the driver's, class by class. */
export async function runOracle(
  api: readonly ApiClass[],
  framework: OracleFramework,
  { types = publishedTypes, only, folder = framework.name }: OracleRequest = {},
): Promise<OracleResult> {
  const classes = api.filter(({ name }) => only?.has(name) ?? true).map((each) => caseFile(each, api, framework));
  const files = only === undefined ? [exportsFile(framework), ...classes] : classes;
  const paths = {
    'motorized/*': [`${types}/*/index.d.ts`],
    'oracle/maps/*': ['./maps/*'],
    'oracle/*': [join(root, 'test', 'types', '*')],
  };
  const texts = new Map(files.map((file) => [`${file.name}.ts`, file.text]));
  texts.set(`maps/${framework.name}.ts`, mapFile(framework));
  const errors = await compile(folder, texts, { ...STRICT, paths });
  const cases = files.flatMap((file) => file.cases);
  return {
    failures: errors.map((error) => failureOf(files, error)),
    count: (kind) => new Set(cases.filter((each) => each.kind === kind).map((each) => each.subject)).size,
  };
}

function failureOf(files: readonly CaseFile[], { file, line, message }: CompileError): Failure {
  const cases = files.find(({ name }) => `${name}.ts` === file)?.cases ?? [];
  const found = cases.find(({ firstLine, lastLine }) => firstLine <= line && line <= lastLine);
  // An error outside the cases is a mistake in the oracle, or a declaration that does not compile.
  const { id, member, kind } = found ?? { id: `${file}:${line}`, member: '', kind: 'class' };
  return { id, member, kind, message };
}

/** The failures as text: what differs, and what the compiler says. */
export function describeFailures(failures: readonly Failure[]): string[] {
  return failures.map(({ id, message }) => `${id}: ${message}`);
}
