import type { Problem } from '../common/problem.js';
import type { Driver, DriverClass } from '../model/driver.js';
import { ancestors } from '../model/lookup.js';
import { EMITTER_CLASS } from '../model/mongodb-words.js';
import { promised } from '../model/values/promises.js';
import type { Spec } from '../spec/spec.js';
import { settleElsewhere } from './release-words.js';

/**
 * Problems with classes that no spec file names, although they do I/O or lead to a class that does.
 *
 * A class does I/O if a public member, possibly an inherited one, is asynchronous. It leads to another if a member
 * returns a wrapped class.
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
  // The inherited members of a wrapped class are wrapped with the class that declares them.
  const bases = new Set(spec.classes.flatMap((each) => ancestors(driver, each.class)));
  // Wrappers are emitters themselves, so this base of the driver's classes needs no wrapper.
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

/** The problem that the spec only has a class for other releases. */
function knownElsewhere(driver: Driver, { name, place }: DriverClass, { elsewhere }: Spec) {
  const files = elsewhere.filter((file) => file.name === name);
  const settled = settleElsewhere(driver, name, files);
  return settled && { ...settled, related: place };
}
