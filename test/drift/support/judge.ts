import { Project, ts } from 'ts-morph';

/** A pair of types that use the same declarations. */
export interface JudgedPair {
  readonly before: string;
  readonly after: string;
}

/** TypeScript's verdict on a pair. Undefined if one of the two is not a type. */
export interface Verdict {
  /** Whether each is assignable to the other, so that they are two spellings of the same type. */
  readonly isSame: boolean;
}

/** Judges many pairs at once, since creating a program takes most of the time. */
export function judge(declarations: string, pairs: readonly JudgedPair[]): (Verdict | undefined)[] {
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: { strict: true, target: ts.ScriptTarget.ES2022, types: [] },
  });
  const aliases = pairs.map(({ before, after }, at) => `type Before${at} = ${before};\ntype After${at} = ${after};`);
  const source = project.createSourceFile('judged.d.ts', [declarations, ...aliases].join('\n'));
  const checker = project.getTypeChecker().compilerObject;
  const wrong = new Set(source.getPreEmitDiagnostics().map((each) => each.getLineNumber()));
  const types = new Map(source.getTypeAliases().map((each) => [each.getName(), each]));
  return pairs.map((_, at) => {
    const [before, after] = [types.get(`Before${at}`), types.get(`After${at}`)];
    if (before === undefined || after === undefined) return undefined;
    if (wrong.has(before.getStartLineNumber()) || wrong.has(after.getStartLineNumber())) return undefined;
    const [from, to] = [before.getType().compilerType, after.getType().compilerType];
    return { isSame: checker.isTypeAssignableTo(from, to) && checker.isTypeAssignableTo(to, from) };
  });
}
