import type { Problem } from '../common/problem.js';
import type { Driver } from '../model/driver.js';
import { ancestors, findClass } from '../model/lookup.js';
import { memberKey } from '../model/member-key.js';
import { errorClasses } from '../model/values/error-classes.js';
import { failingSubject } from '../spec/parse/parse-errors.js';
import type { FailingMembers, Named, Spec } from '../spec/spec.js';
import { didYouMean } from './claim-problems.js';
import { settleGone } from './release-words.js';

/** Problems with names in `errors.yaml` that do not exist: error classes, wrapped classes, members. */
export function errorProblems(driver: Driver, { classes, errors }: Pick<Spec, 'classes' | 'errors'>): Problem[] {
  const known = errorClasses(driver).map((each) => each.name);
  const wrapped = classes.map((each) => each.class);
  return [
    ...errors.anything.flatMap((each) => failingProblems(driver, 'anything', each, wrapped)),
    ...errors.limited.flatMap(({ error, by }) => [
      ...(known.includes(error.name) ? [] : [unknownError(driver, error, known)]),
      ...by.flatMap((each) => failingProblems(driver, error.name, each, wrapped)),
    ]),
  ];
}

function unknownError(driver: Driver, { name, place }: Named, known: readonly string[]): Problem {
  const found = findClass(driver, name) === undefined ? '' : ' but is not one';
  const message = `'${name}' is listed as an error class${found}, expected one that ${driver.package} ${driver.version} exports`;
  // Another class is not an error class in any release.
  if (found !== '') return unknown(name, message, didYouMean(name, known, 'delete the entry'), place);
  const { fix, ...end } = settleGone(driver, place, 'entry');
  return { ...unknown(name, message, didYouMean(name, known, fix), place), ...end };
}

function failingProblems(
  driver: Driver,
  by: string,
  { class: { name, place }, members }: FailingMembers,
  wrapped: readonly string[],
): Problem[] {
  if (!wrapped.includes(name)) {
    const message = `'${name}' is listed under ${by}, expected a class with a file in the spec`;
    return [unknown(failingSubject(by, name), message, didYouMean(name, wrapped, 'delete the entry'), place)];
  }
  const declared = findClass(driver, name);
  // If the driver does not have the class, its own file reports that.
  if (declared === undefined) return [];
  const keys = keysOf(driver, name);
  return (members ?? [])
    .filter((member) => !keys.includes(member.name))
    .map((member) =>
      unknown(
        failingSubject(by, name, member.name),
        `'${member.name}' of ${name} is listed under ${by}, expected a member of the class or of its bases`,
        keys.includes(memberKey(member.name, true))
          ? `write '${memberKey(member.name, true)}'`
          : didYouMean(member.name, keys, 'delete the member'),
        member.place,
        declared.place,
      ),
    );
}

/** The members of a class, including inherited ones. */
function keysOf(driver: Driver, name: string): string[] {
  const lineage = [name, ...ancestors(driver, name)].flatMap((each) => findClass(driver, each) ?? []);
  return lineage.flatMap((each) => each.members.map((member) => memberKey(member.name, member.static)));
}

function unknown(
  subject: string,
  message: string,
  fix: string,
  at: Problem['at'],
  related?: Problem['related'],
): Problem {
  return { rule: 'unknown-claim', severity: 'error', subject, message, fix, at, ...(related && { related }) };
}
