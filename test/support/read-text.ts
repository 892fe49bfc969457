import { readPackage } from '../../codegen/driver/read/read-driver.js';
import type { Driver, DriverClass, DriverType } from '../../codegen/model/driver.js';
import { findClass, findType } from '../../codegen/model/lookup.js';

/** Reads declarations from a test's text. */
export function readText(text: string): Driver {
  return readPackage(text, { package: 'mongodb', version: '1.2.3', file: 'driver.d.ts' }).driver;
}

/** The class with a name, which must exist. */
export function classOf(driver: Driver, name: string): DriverClass {
  const found = findClass(driver, name);
  if (found === undefined) throw new Error(`no class ${name}`);
  return found;
}

/** The interface or alias with a name, which must exist. */
export function typeOf(driver: Driver, name: string): DriverType {
  const found = findType(driver, name);
  if (found === undefined) throw new Error(`no type ${name}`);
  return found;
}

/** The members of a class, one per line: `static name: kind type`. */
export function memberLines(declared: DriverClass): string[] {
  return declared.members.map((member) => {
    const name = `${member.static ? 'static ' : ''}${member.name}`;
    if (member.kind === 'method') return `${name} ${member.overloads.map((each) => each.text).join(' + ')}`;
    const marks = [member.readonly ? 'readonly' : '', member.accessor ? 'accessor' : ''].filter((mark) => mark !== '');
    return [...marks, `${name}${member.optional ? '?' : ''}: ${member.type.text}`].join(' ');
  });
}
