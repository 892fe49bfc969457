import type { Tell } from '../common/interruption.js';
import type { OpenedDriver } from '../driver/find/open-driver.js';
import type { LineCheck, LineFault, LineRow } from './line-check.js';

/** Runs all checks for every release, one after the other, since a driver in memory is large. */
export async function lookAtLines(
  drivers: readonly string[],
  checks: readonly LineCheck[],
  open: (driver: string) => Promise<OpenedDriver>,
  tell: Tell,
): Promise<LineRow[]> {
  const rows: LineRow[] = [];
  for (const driver of drivers) {
    tell(`release ${driver}, ${rows.length + 1} of ${drivers.length}`);
    const opened = await open(driver);
    const faults = new Map<string, readonly LineFault[]>();
    for (const check of checks) {
      tell(`mongodb ${opened.version}: ${check.name}, release ${rows.length + 1} of ${drivers.length}`);
      faults.set(check.name, await check.look(opened));
    }
    rows.push({ version: opened.version, faults });
  }
  return rows;
}
