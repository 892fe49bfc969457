import type { Problem } from '../common/problem.js';
import { releaseOf } from '../model/releases/release.js';
import { publicConstructors } from '../model/constructors.js';
import type { Driver, DriverClass } from '../model/driver.js';
import { ancestors, findClass } from '../model/lookup.js';
import type { ClassSpec } from '../spec/spec.js';
import { didYouMean } from './claim-problems.js';

/** Problems with members under `through` or with a role that the class does not have. */
export function throughProblems(driver: Driver, declared: DriverClass, spec: ClassSpec): Problem[] {
  const lineage = [declared, ...ancestors(driver, declared.name).flatMap((name) => findClass(driver, name) ?? [])];
  const names = new Set(lineage.flatMap((each) => each.members.map((member) => member.name)));
  const lines = [...spec.claims.flatMap((claim) => claim.through), ...Object.values(spec.roles)];
  return lines
    .filter((line) => !names.has(line.name))
    .map((line) => ({
      rule: 'unknown-claim',
      severity: 'error',
      subject: `${declared.name}.${line.name}`,
      message: `${declared.name} declares no '${line.name}' to go through`,
      fix: didYouMean(line.name, [...names], 'name a member of the class'),
      at: line.place,
      related: declared.place,
    }));
}

/** Problems if the class has a public constructor that the spec does not claim, or the reverse. */
export function constructionProblems(driver: Driver, declared: DriverClass, spec: ClassSpec): Problem[] {
  const isPublic = publicConstructors(driver, declared).length > 0;
  if (isPublic === spec.constructible) return [];
  return [
    {
      rule: 'kind-mismatch',
      severity: 'error',
      subject: `${declared.name}.constructor`,
      message: isPublic
        ? `${declared.name} has a public constructor in the driver, but ${spec.file} does not say that it is \`constructible\``
        : `${declared.name} has no public constructor in the driver (${declared.abstract ? 'abstract' : declared.construction}), but ${spec.file} says that it is \`constructible\``,
      fix: constructionFix(isPublic, releaseOf(driver.version)),
      at: spec.place,
      related: declared.place,
    },
  ];
}

function constructionFix(isPublic: boolean, release: string | undefined): string {
  const fix = isPublic ? 'add `constructible: true`' : 'delete `constructible`';
  if (release === undefined) return fix;
  const [bound, others] = isPublic ? ['since', 'earlier releases have none'] : ['until', 'earlier releases have one'];
  return `${fix}, or write \`constructible: { ${bound}: ${release} }\` if ${others}`;
}
