import type { DriverClass } from '../../model/driver.js';

/** Every identifier that the module of a class uses for a name of the driver. Helpers must not have the same names. */
export function namesIn(declared: DriverClass): ReadonlySet<string> {
  const names = new Set([declared.name, ...declared.typeParameters.map((each) => each.name)]);
  const types = [
    ...(declared.extends === undefined ? [] : [declared.extends]),
    ...declared.typeParameters.flatMap((each) => [each.constraint, each.default].filter((type) => type !== undefined)),
  ];
  const signatures = [
    ...declared.constructors,
    ...declared.members.flatMap((member) => (member.kind === 'method' ? member.overloads : [])),
  ];
  for (const signature of signatures) {
    for (const each of signature.typeParameters) {
      names.add(each.name);
      types.push(...[each.constraint, each.default].filter((type) => type !== undefined));
    }
    for (const parameter of signature.parameters) {
      names.add(parameter.name);
      types.push(parameter.type);
    }
    types.push(signature.returns);
  }
  const properties = declared.members.flatMap((member) => (member.kind === 'property' ? [member.type] : []));
  for (const type of [...types, ...properties]) for (const name of type.names) names.add(name.name);
  return names;
}
