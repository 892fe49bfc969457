import { fixInGenerator } from '../common/project/fix-in-generator.js';
import type { OpenedDriver } from '../driver/find/open-driver.js';
import { readDriver } from '../driver/read/read-driver.js';
import type { Driver } from '../model/driver.js';
import { optionTypeProblems } from '../model/fields/unresolved-names.js';
import type { Finding } from './finding.js';
import { toolFinding, unreadable } from './settle/tool-findings.js';

/** A driver, with findings for what could not be read. */
export interface ReadDriver {
  readonly driver: Driver;
  readonly tool: readonly Finding[];
}

/** Reads a driver. Declarations that the reader skips are findings, since they would not be compared. */
export function readWhole(opened: OpenedDriver): ReadDriver {
  const { driver, unread } = readDriver(opened.text, opened);
  const unseen = unread.map(({ what, place }) =>
    toolFinding(
      'cannot-analyse',
      `${place.file}:${place.line}`,
      `${place.file}:${place.line}:${place.column} is ${what}, which the reader does not support`,
      fixInGenerator('teach codegen/driver/read/ to read it; until then, what it declares cannot be compared'),
      place,
    ),
  );
  return { driver, tool: [...optionTypeProblems(driver).map(unreadable), ...unseen] };
}
