import type { Problem } from '../common/problem.js';
import type { Driver, DriverClass } from '../model/driver.js';
import { ancestors } from '../model/lookup.js';
import { EMITTER_CLASS } from '../model/mongodb-words.js';
import { promised } from '../model/values/promises.js';
import type { Spec } from '../spec/spec.js';
import { settleElsewhere } from './release-words.js';

/**
 * A class that does I/O, or holds one that does, and that no spec file names.
 *
 * A class does I/O when a public member of it, or of a base, is asynchronous; it holds one when a member gives a
 * wrapped class.
 */
export function unclaimedClasses(driver: Driver, spec: Spec): Problem[] {
  const claimed = new Set(spec.classes.map((each) => each.class));
  const reaches = (each: DriverClass): boolean =>
    ancestors(driver, each.name).some((base) => claimed.has(base)) ||
    each.members.some((member) =>
      member.kind === 'property'
        ? member.type.names.some((name) => claimed.has(name.name))
        : member.overloads.some(
            (overload) =>
              promised(driver, overload.returns) !== undefined ||
              overload.returns.names.some((name) => claimed.has(name.name)),
          ),
    );
  // What a wrapped class inherits is wrapped with the class that declares it.
  const bases = new Set(spec.classes.flatMap((each) => ancestors(driver, each.class)));
  // The wrappers are emitters of their own, so that this base of the driver's classes has no wrapper.
  bases.delete(EMITTER_CLASS);
  const elsewhere = new Set(spec.elsewhere.map((file) => file.name));
  return driver.classes
    .filter((each) => !claimed.has(each.name))
    .filter((each) => elsewhere.has(each.name) || bases.has(each.name) || (each.exported && reaches(each)))
    .map((each) => ({
      rule: 'unclaimed-class',
      severity: 'error',
      subject: each.name,
      ...(knownElsewhere(driver, each, spec) ?? {
        message: bases.has(each.name)
          ? `${each.name} passes its members on to wrapped classes, but no file under ${spec.folder} names it`
          : `${each.name} does I/O or holds a class that does, but no file under ${spec.folder} names it`,
        fix: `run \`motorized init spec --class ${each.name}\` and commit its output as ${spec.folder}/${each.name}.yaml`,
        at: each.place,
      }),
    }));
}

/** A class that other releases are claimed to have. */
function knownElsewhere(driver: Driver, { name, place }: DriverClass, { elsewhere }: Spec) {
  const files = elsewhere.filter((file) => file.name === name);
  const settled = settleElsewhere(driver, name, files);
  return settled && { ...settled, related: place };
}
