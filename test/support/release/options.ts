import { readdirSync, readFileSync } from 'node:fs';

import { readSurface } from '../../../codegen/drift/accepted-surface.js';
import { openDriver } from '../../../codegen/driver/find/open-driver.js';
import { readDriver } from '../../../codegen/driver/read/read-driver.js';
import type { Driver } from '../../../codegen/model/driver.js';
import { effectiveFields } from '../../../codegen/model/fields/effective-fields.js';
import { findByKey, findClass } from '../../../codegen/model/lookup.js';
import { inProject } from '../project-root.js';

const declarations = await openDriver({ from: inProject() });
let installed: Driver | undefined;

/** Whether a parameter of a member has a field with a name, in the release that the tests run on. */
export function takesOption(className: string, member: string, option: string): boolean {
  installed ??= readDriver(declarations.text, declarations).driver;
  return isTaken(installed, className, member, option);
}

/** The same for the releases with an accepted surface. */
export function everTakesOption(className: string, member: string, option: string): boolean {
  const files = readdirSync(inProject('spec', 'surface')).map((name) => inProject('spec', 'surface', name));
  const accepted = files.map((file) => readSurface(readFileSync(file, 'utf8'), file));
  return accepted.some((driver) => isTaken(driver, className, member, option));
}

function isTaken(driver: Driver, className: string, member: string, option: string): boolean {
  const declared = findClass(driver, className);
  const found = declared && findByKey(declared, member);
  const overloads = found?.kind === 'method' ? found.overloads : [];
  return overloads.some(({ parameters }) =>
    parameters.some(({ type }) => effectiveFields(driver, type).fields.has(option)),
  );
}
