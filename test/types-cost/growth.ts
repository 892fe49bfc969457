import { diagnosticsOf, writeProgram } from './measure.js';

/** The compiler's instantiations for a statement: on the driver, and on a framework. */
interface Cost {
  readonly statement: string;
  readonly driver: number;
  readonly framework: number;
}

/** The folder and the compiler for the programs. */
export interface Place {
  readonly root: string;
  readonly tsc: string;
}

/** The number of instantiations for a program, which is the same each time. */
export function instantiationsOf({ root, tsc }: Place, name: string, statements: readonly string[]): number {
  const key = [tsc, ...statements].join('\n');
  const count = known.get(key) ?? diagnosticsOf(writeProgram(root, name, statements), tsc).get('Instantiations');
  if (count === undefined) throw new Error(`${tsc} printed no \`Instantiations\``);
  known.set(key, count);
  return count;
}

const known = new Map<string, number>();

/**
 * The statements that need more than on the driver, the largest difference first. Instantiations that several
 * statements share count for the first of them.
 */
export function growth(place: Place, driver: readonly string[], framework: readonly string[]): string[] {
  const [onDriver, onFramework] = [driver, framework].map((statements) => costs(place, statements));
  return framework
    .map((statement, at): Cost => {
      return { statement, driver: onDriver?.[at] ?? 0, framework: onFramework?.[at] ?? 0 };
    })
    .filter((cost) => cost.framework > cost.driver)
    .sort((a, b) => b.framework - b.driver - (a.framework - a.driver))
    .map((cost) => `  ${cost.framework - cost.driver} more (${cost.framework}, not ${cost.driver}): ${cost.statement}`);
}

/** What each statement adds to those before it. */
function costs(place: Place, statements: readonly string[]): number[] {
  const counts = statements.map((_, at) => instantiationsOf(place, 'growth', statements.slice(0, at + 1)));
  return counts.map((count, at) => count - (counts[at - 1] ?? 0));
}
