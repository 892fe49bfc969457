import type { Dressed } from '../../frameworks/contract/given.js';
import type { SynchronousCall } from '../../frameworks/contract/told.js';
import { declaredClass } from '../told/declared.js';
import { runtimeOf } from '../told/framework-names.js';
import type { OwnScope } from '../member-scope.js';
import { importType } from '../scope.js';

/** What a framework gets for a synchronous member. */
export interface Asked extends Pick<SynchronousCall, 'parameters' | 'overloads' | 'result'> {
  /** How many overloads of the driver it covers. */
  readonly covers: number;
  /** Whether the driver may return `null`. */
  readonly nullable: () => SynchronousCall['nullable'];
}

/**
 * How the framework changes a synchronous member. `hidden` if it leaves it out, which is recorded for the drift
 * checker.
 */
export function dressOf(scope: OwnScope, asked: Asked): Dressed | 'hidden' | undefined {
  const { framework, member } = scope;
  if (framework.synchronous === undefined) return undefined;
  const { covers, nullable, ...code } = asked;
  const call: SynchronousCall = {
    ...code,
    member,
    declared: declaredClass(scope, scope.class),
    get nullable() {
      return nullable();
    },
    runtime: runtimeOf(scope),
  };
  const given = framework.synchronous(call, importType(scope));
  if (given === undefined) return undefined;
  scope.reshaped.add(scope.subject);
  if (!('hide' in given)) return given;
  const { class: className, name, static: isStatic } = member;
  scope.hidden.push({ subject: scope.subject, class: className, name, static: isStatic, reason: given.hide, covers });
  return 'hidden';
}
