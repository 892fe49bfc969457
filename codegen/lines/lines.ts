import type { Tell } from '../common/interruption.js';
import type { OpenedDriver } from '../driver/find/open-driver.js';
import type { LineCheck, LineFault, LineRow } from './line-check.js';

/** Asks every release each of the checks, one after the other: a driver that is read takes much memory. */
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
