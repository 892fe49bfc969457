import { loadSpec } from '../../codegen/spec/load-spec.js';
import type { ClassSpec, FailingMembers, Spec } from '../../codegen/spec/spec.js';
import { specOf } from '../../codegen/spec/spec-of.js';

/** The differences of two specs about one release. */
export interface Differences {
  /** About classes, members, events and roles, which change the emitted code. */
  readonly claims: readonly string[];
  /** About errors: what a member can fail with in each spec. */
  readonly errors: readonly string[];
}

/** Compares the claims of two folders about a release, whatever the order of lines. */
export function differencesIn(followed: string, today: string, release: string): Differences {
  const [one, other] = [followed, today].map((folder) => specOf(loadSpec(folder).spec, release));
  if (one === undefined || other === undefined) throw new Error('there are two specs');
  return {
    claims: differing(classLines(one), classLines(other)),
    errors: differing(errorLines(one), errorLines(other)),
  };
}

function differing(followed: readonly string[], today: readonly string[]): string[] {
  const [here, there] = [new Set(followed), new Set(today)];
  return [
    ...followed.filter((line) => !there.has(line)).map((line) => `only followed: ${line}`),
    ...today.filter((line) => !here.has(line)).map((line) => `only today: ${line}`),
  ];
}

function classLines({ classes }: Spec): string[] {
  return classes.flatMap((each) => [each.class, ...linesOf(each).map((line) => `${each.class}: ${line}`)]);
}

function linesOf(spec: ClassSpec): string[] {
  const isStatic = (line: { readonly static: boolean }): string => (line.static ? 'static ' : '');
  return [
    ...(spec.constructible ? ['constructible'] : []),
    ...(spec.bound === undefined ? [] : [`bound: ${spec.bound.name}`]),
    ...Object.entries(spec.roles).map(([role, { name }]) => `${role}: ${name}`),
    ...spec.claims.map((each) => {
      const through = each.through.map(({ name }) => name).join(', ');
      return `${each.run ? 'run ' : ''}${each.kind} ${isStatic(each)}${each.member} [${through}]`;
    }),
    ...spec.events.map(({ name }) => `event ${name}`),
    ...spec.omitted.map((each) => `omitted ${isStatic(each)}${each.member} ${each.framework ?? ''}: ${each.reason}`),
  ];
}

function errorLines({ errors: { anything, limited } }: Spec): string[] {
  return [...failingLines('anything', anything), ...limited.flatMap(({ error, by }) => failingLines(error.name, by))];
}

function failingLines(error: string, by: readonly FailingMembers[]): string[] {
  return by.flatMap(({ class: { name }, members }) =>
    members === undefined ? [`${error}: ${name}: all`] : members.map((each) => `${error}: ${name}.${each.name}`),
  );
}
