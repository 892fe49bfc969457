import { loadSpec } from '../../codegen/spec/load-spec.js';
import type { ClassSpec, FailingMembers, Spec } from '../../codegen/spec/spec.js';
import { specOf } from '../../codegen/spec/spec-of.js';

/** What two specs say otherwise of one release. */
export interface Differences {
  /** Of classes, members, events and roles: what is emitted would be something else. */
  readonly claims: readonly string[];
  /** Of errors: what a member may fail with, by the first spec and by the other. */
  readonly errors: readonly string[];
}

/** Compares what two folders claim of a release, whatever the order of their lines. */
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
