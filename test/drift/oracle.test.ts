import { expect } from 'chai';

import { compareDrivers } from '../../codegen/drift/compare/compare-drivers.js';
import type { Driver } from '../../codegen/model/driver.js';
import { effectiveFields } from '../../codegen/model/fields/effective-fields.js';
import { findClass } from '../../codegen/model/lookup.js';
import { memberKey } from '../../codegen/model/member-key.js';
import type { Parameter } from '../../codegen/model/types/type-text.js';
import { type CheckedParameters, checkParameters } from './support/checker.js';
import { driverOf, type Release } from './support/installed.js';

const CHECKED = ['5.0', '6.9', '6.22', '7.9'] as const satisfies readonly Release[];

interface OwnParameter {
  readonly parameter: Parameter;
  readonly variables: readonly string[];
}

/** Every parameter of a driver, by the same names as in the compiler's results. */
function parametersOf(driver: Driver): Map<string, OwnParameter> {
  const found = new Map<string, OwnParameter>();
  for (const declared of driver.classes.filter((each) => each.exported)) {
    const outer = declared.typeParameters.map((each) => each.name);
    const methods = declared.members.flatMap((member) =>
      member.kind === 'method' ? [{ name: memberKey(member.name, member.static), overloads: member.overloads }] : [],
    );
    for (const { name, overloads } of [...methods, { name: 'constructor', overloads: declared.constructors }]) {
      overloads.forEach((overload, index) => {
        const variables = [...outer, ...overload.typeParameters.map((each) => each.name)];
        for (const parameter of overload.parameters) {
          found.set(`${declared.name}.${name}#${index + 1}(${parameter.name})`, { parameter, variables });
        }
      });
    }
  }
  return found;
}

/** Types whose fields the declarations list: no classes, and nothing computed from a type parameter. */
function fieldsOf(driver: Driver, { parameter, variables }: OwnParameter) {
  const { type } = parameter;
  if (type.names.some((each) => findClass(driver, each.name) !== undefined)) return undefined;
  const set = effectiveFields(driver, type, variables);
  const isListed = set.fields.size > 0 && set.foreign.every((each) => each.named);
  return isListed ? set : undefined;
}

describe("drift: the evaluation of options, compared with TypeScript's checker", function () {
  this.timeout(120_000);

  const checked = new Map<Release, CheckedParameters>();

  for (const release of CHECKED) {
    it(`${release}: agrees on every option parameter`, async () => {
      const driver = await driverOf(release);
      const parameters = checkParameters(release);
      checked.set(release, parameters);
      const wrong: string[] = [];
      let compared = 0;
      for (const [name, own] of parametersOf(driver)) {
        const set = fieldsOf(driver, own);
        const options = parameters.get(name);
        if (set === undefined || options === undefined) continue;
        compared++;
        for (const [field, { optional }] of set.fields) {
          const option = options.get(field);
          if (option === undefined) wrong.push(`${name} has no ${field}`);
          else if (option.optional !== optional) wrong.push(`${name} has another ${field}`);
        }
        for (const [field, { own: isOwn }] of options) {
          const isKnown = set.fields.has(field) || (!isOwn && (set.foreign.length > 0 || set.open));
          if (!isKnown) wrong.push(`${name} misses ${field}`);
        }
      }
      expect(wrong).to.deep.equal([]);
      expect(compared).to.be.greaterThan(100);
    });
  }

  for (const [before, after] of [
    ['5.0', '6.9'],
    ['6.9', '6.22'],
    ['6.22', '7.9'],
  ] as const) {
    it(`${before} to ${after}: finds every option that was added or removed`, async () => {
      const changes = compareDrivers(await driverOf(before), await driverOf(after));
      const old = optionsByMember(checked.get(before));
      const now = optionsByMember(checked.get(after));
      const missed: string[] = [];
      for (const [member, options] of now) {
        const known = old.get(member);
        if (known === undefined) continue;
        for (const option of options)
          if (!known.has(option) && !isFound('added', member, option)) missed.push(`+ ${member} ${option}`);
        for (const option of known)
          if (!options.has(option) && !isFound('removed', member, option)) missed.push(`- ${member} ${option}`);
      }
      expect(missed).to.deep.equal([]);

      function isFound(direction: 'added' | 'removed', member: string, option: string): boolean {
        return changes.some((change) => {
          const reaches = change.reaches?.includes(member) === true;
          const isOption = change.rule === `option-${direction}` || change.rule === `value-${direction}`;
          if (isOption) return reaches && change.subject.endsWith(`.${option}`);
          // Adding or removing a parameter or an overload does so with its options. With another type, all of them
          // differ.
          return (
            reaches && (/^(parameter|overload|member|constructor)-/.test(change.rule) || change.detail === 'split')
          );
        });
      }
    });
  }
});

/** The driver's own options of each member, over all its overloads. */
function optionsByMember(parameters: CheckedParameters | undefined): Map<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [name, options] of parameters ?? []) {
    const member = name.slice(0, name.indexOf('#'));
    const names = found.get(member) ?? new Set();
    found.set(member, names);
    for (const [option, { own }] of options) if (own) names.add(option);
  }
  return found;
}
