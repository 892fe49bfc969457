import type { DriverClass } from '../../../model/driver.js';
import { EMITTER_CLASS } from '../../../model/mongodb-words.js';
import type { TypeText } from '../../../model/types/type-text.js';
import type { Change } from '../../change.js';
import { compareTypes } from '../../types/compare-types.js';
import type { CompareScope } from '../compare-scope.js';

/**
 * Compares the `extends` and `implements` clauses of a class.
 *
 * @param hasEvents - whether the change of the base changes the events, which says more
 */
export function compareHeritage(
  scope: CompareScope,
  before: DriverClass,
  after: DriverClass,
  hasEvents: boolean,
): Change[] {
  const isSameBase = before.extends?.canonical === after.extends?.canonical;
  if (!isSameBase && !(hasEvents && isEmitter(before.extends) && isEmitter(after.extends))) {
    return [extendsChange(scope, before, after)];
  }
  const from = new Map(before.implements.map((each) => [each.canonical, each]));
  const to = new Map(after.implements.map((each) => [each.canonical, each]));
  const gone = [...from.values()].filter((each) => !to.has(each.canonical));
  const came = [...to.values()].filter((each) => !from.has(each.canonical));
  if (gone.length === 0 && came.length === 0) return [];
  const direction = came.length === 0 ? 'removed' : gone.length === 0 ? 'added' : 'changed';
  const text = (types: readonly TypeText[]): string | undefined =>
    types.length === 0 ? undefined : `implements ${types.map((each) => each.text).join(', ')}`;
  const { place, docs } = after;
  // The `implements` clause does not change any member.
  const severity = 'warning';
  return [
    {
      rule: `heritage-${direction}`,
      severity,
      subject: after.name,
      before: text(gone),
      after: text(came),
      place,
      docs,
    },
  ];
}

function variablesOf({ typeParameters }: DriverClass): string[] {
  return typeParameters.map((each) => each.name);
}

function isEmitter(type: TypeText | undefined): boolean {
  return type?.shape.kind === 'reference' && type.shape.name === EMITTER_CLASS;
}

function extendsChange(scope: CompareScope, before: DriverClass, after: DriverClass): Change {
  const direction = before.extends === undefined ? 'added' : after.extends === undefined ? 'removed' : 'changed';
  const difference =
    before.extends !== undefined && after.extends !== undefined
      ? compareTypes(
          { driver: scope.before, type: before.extends, variables: variablesOf(before) },
          { driver: scope.after, type: after.extends, variables: variablesOf(after) },
          'read',
        )
      : undefined;
  // For `instanceof`, two classes with the same members are still different.
  const isSameName =
    before.extends?.shape.kind === 'reference' &&
    after.extends?.shape.kind === 'reference' &&
    before.extends.shape.name === after.extends.shape.name;
  return {
    rule: `heritage-${direction}`,
    detail: isSameName ? difference?.detail : undefined,
    subject: after.name,
    before: before.extends && `extends ${before.extends.text}`,
    after: after.extends && `extends ${after.extends.text}`,
    place: after.place,
    docs: after.docs,
  };
}
