import type { Driver, DriverClass } from '../../../model/driver.js';
import type { Signature } from '../../../model/types/type-text.js';
import type { Change } from '../../change.js';
import type { CompareScope } from '../compare-scope.js';
import { compareOverloads } from '../signatures/compare-overloads.js';

/** Compares the constructors of a class: the public ones, or else the protected ones. */
export function compareConstruction(scope: CompareScope, before: DriverClass, after: DriverClass): Change[] {
  const subject = `${after.name}.constructor`;
  const base = { subject, reaches: [subject], place: after.place };
  const [was, is] = [accessTo(before), accessTo(after)];
  if (was < is) {
    const detail = before.construction === 'none' ? undefined : 'exposed';
    return [{ ...base, rule: 'constructor-added', detail, before: textOf(before), after: textOf(after) }];
  }
  if (was > is) return [{ ...base, rule: 'constructor-removed', before: textOf(before), after: textOf(after) }];
  const list = (driver: Driver, declared: DriverClass) => ({
    overloads: constructorsOf(declared).map((signature) => ({ driver, signature, outer: declared.typeParameters })),
  });
  const { changes } = compareOverloads(
    scope,
    subject,
    list(scope.before, before),
    list(scope.after, after),
    'constructor',
  );
  return [...changes];
}

/** Who can call a constructor: nobody, subclasses, everybody. */
function accessTo({ construction, protectedConstructors }: DriverClass): 0 | 1 | 2 {
  if (construction === 'public') return 2;
  return protectedConstructors === undefined ? 0 : 1;
}

function constructorsOf({ construction, constructors, protectedConstructors = [] }: DriverClass): readonly Signature[] {
  return construction === 'public' ? constructors : protectedConstructors;
}

function textOf(declared: DriverClass): string | undefined {
  const mark = declared.construction === 'public' ? '' : 'protected ';
  const texts = constructorsOf(declared).map((each) => `${mark}constructor${each.text}`);
  return texts.length === 0 ? undefined : texts.join('; ');
}
