/**
 * Compares by code unit, the order of everything that is sorted, since it is the same on every machine and in every
 * locale.
 */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
