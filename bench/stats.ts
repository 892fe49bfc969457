/** Median and spread of some measurements. */
export interface Summary {
  readonly count: number;
  readonly median: number;
  /** First and third quartile: half of the measurements lie between them. */
  readonly quartiles: readonly [low: number, high: number];
  /** The 95 % confidence interval of the median. */
  readonly interval: readonly [low: number, high: number];
}

/**
 * Summarises by order statistics alone, which assume nothing about the distribution, and which outliers hardly change.
 */
export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const count = sorted.length;
  if (count === 0) throw new RangeError('There is nothing to summarise.');
  // The ranks between which the median of the population lies in 95 % of the cases (normal approximation of the binomial).
  const half = 0.98 * Math.sqrt(count);
  const rank = (position: number): number => at(sorted, Math.round(Math.min(Math.max(position, 0), count - 1)));
  return {
    count,
    median: quantile(sorted, 0.5),
    quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)],
    interval: [rank((count - 1) / 2 - half), rank((count - 1) / 2 + half)],
  };
}

function quantile(sorted: readonly number[], fraction: number): number {
  const position = (sorted.length - 1) * fraction;
  const below = Math.floor(position);
  return at(sorted, below) + (at(sorted, Math.ceil(position)) - at(sorted, below)) * (position - below);
}

function at(sorted: readonly number[], index: number): number {
  const value = sorted[index];
  if (value === undefined) throw new RangeError(`There is no measurement ${index}.`);
  return value;
}
