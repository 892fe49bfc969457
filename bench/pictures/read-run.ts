/** A line of a comparison, relative to the first line of its block. */
export interface Bar {
  readonly name: string;
  /** The median of the ratios, and its 95 % confidence interval. */
  readonly ratio: number;
  readonly interval: readonly [low: number, high: number];
}

/** A block of a section, such as `findOne`. */
export interface Chart {
  readonly title: string;
  readonly unit: string;
  readonly bars: readonly Bar[];
}

/** The comparisons in the output of `make bench` for a section. */
export function readRun(text: string): Chart[] {
  const charts: Chart[] = [];
  let bars: Bar[] | undefined;
  for (const line of text.split('\n')) {
    const cells = line.trim().split(/\s{2,}/);
    if (cells.includes('95 % of median')) {
      bars = [];
      charts.push({ title: cells[0] ?? '', unit: cells[1] ?? '', bars });
    } else if (bars !== undefined && line.startsWith('    ')) {
      bars.push(barOf(cells));
    } else {
      bars = undefined;
    }
  }
  return charts;
}

/**
 * `name median quartiles ratio quartiles low..high ...`; for the first line of a block, which is its baseline, `name
 * median quartiles 1`.
 */
function barOf(cells: readonly string[]): Bar {
  const [name = '', , , ratio = '', , interval = ''] = cells;
  if (ratio === '1') return { name, ratio: 1, interval: [1, 1] };
  const [low, high] = interval.split('..').map(Number);
  const read = { name, ratio: Number(ratio), interval: [low ?? Number.NaN, high ?? Number.NaN] as const };
  if ([read.ratio, ...read.interval].some(Number.isNaN))
    throw new Error(`This is not a line of a comparison: ${cells.join('  ')}`);
  return read;
}
