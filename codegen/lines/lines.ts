import type { OpenedDriver } from '../driver/find/open-driver.js';
import type { LineCheck, LineFault, LineRow } from './line-check.js';

/** Asks every release each of the checks, one after the other: a driver that is read takes much memory. */
export async function lookAtLines(
  drivers: readonly string[],
  checks: readonly LineCheck[],
  open: (driver: string) => Promise<OpenedDriver>,
  say: (row: LineRow) => Promise<void>,
): Promise<LineRow[]> {
  const rows: LineRow[] = [];
  for (const driver of drivers) {
    const opened = await open(driver);
    const faults = new Map<string, readonly LineFault[]>();
    for (const check of checks) faults.set(check.name, await check.look(opened));
    const row = { version: opened.version, faults };
    rows.push(row);
    await say(row);
  }
  return rows;
}
