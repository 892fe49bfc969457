import { nearest } from '../../common/nearest.js';
import { CannotRunError } from '../../common/problem.js';
import { openDriver } from '../../driver/find/open-driver.js';
import { readDriver } from '../../driver/read/read-driver.js';
import type { Driver } from '../../model/driver.js';
import { findClass } from '../../model/lookup.js';
import { suggestSpec } from '../../reconcile/suggest-spec.js';
import { printSpec } from '../../spec/write/print-spec.js';
import type { Report } from '../report.js';

export interface InitSpecOptions {
  readonly driver: string | undefined;
  readonly class: string;
}

/** `motorized init spec --class NAME`: prints the spec that the declarations suggest, for a person to review. */
export async function runInitSpec(options: InitSpecOptions): Promise<Report> {
  const declarations = await openDriver({ driver: options.driver, from: process.cwd() });
  const { driver } = readDriver(declarations.text, declarations);
  const declared = findClass(driver, options.class);
  if (declared === undefined) throw unknownClass(driver, options.class);
  const text = printSpec(suggestSpec(driver, declared));
  return { code: 0, lines: [text.trimEnd()], problems: [], sources: new Map(), json: { spec: text } };
}

function unknownClass(driver: Driver, name: string): CannotRunError {
  const near = nearest(
    name,
    driver.classes.map((each) => each.name),
  );
  return new CannotRunError(
    `${driver.package} ${driver.version} declares no class '${name}'`,
    near === undefined ? 'name a class of the driver' : `did you mean '${near}'`,
  );
}
