import { summarize, type Summary } from './stats.js';

/** One of several ways to do the same thing. */
export interface Variant {
  readonly name: string;
  /** Does it a number of times in sequence. */
  readonly run: (times: number) => Promise<unknown>;
}

/** Short turns and many rounds: a disturbance then only affects a few of them, which do not change a median. */
export interface Rounds {
  /** How many turns each variant has. */
  readonly rounds: number;
  /** The argument of `run`. */
  readonly times: number;
  /** The divisor for the time of a turn. Default: `times`. */
  readonly per?: number;
  /** Warm-up rounds, which do not count. */
  readonly warmUp: number;
}

/**
 * The measurements of one variant, per operation. The ratios compare each turn with the first variant's in the same
 * round.
 */
export interface Comparison {
  readonly name: string;
  /** Wall-clock time, in microseconds. */
  readonly wall: Summary;
  /** CPU time of this process in microseconds, without the server's. */
  readonly cpu: Summary;
  readonly wallRatio: Summary;
  readonly cpuRatio: Summary;
}

/**
 * Young garbage is collected now and then between rounds, where it is not measured. A full collection would discard
 * compiled code, mostly that of the variant with the most code of its own, so that the interpreter would be measured.
 */
const ROUNDS_PER_GC = 20;

interface Turn {
  readonly wall: number;
  readonly cpu: number;
}

/**
 * Measures variants in turns, so that drift of the machine and the server affects all of them. In each round, every
 * variant has one turn, in a new order.
 */
export async function sideBySide(variants: readonly Variant[], options: Rounds): Promise<Comparison[]> {
  const turns = new Map<Variant, Turn[]>(variants.map((variant) => [variant, []]));
  for (let round = -options.warmUp; round < options.rounds; round++) {
    if (round % ROUNDS_PER_GC === 0) globalThis.gc?.({ type: 'minor' });
    for (const variant of orderOf(variants, round + options.warmUp)) {
      const turn = await measure(variant, options);
      if (round >= 0) turns.get(variant)?.push(turn);
    }
  }
  const [first] = turns.values();
  return [...turns].map(([{ name }, own]) => compare(name, own, first ?? []));
}

/**
 * The order of a round: shuffled, the same in every run. In a fixed order, rotated or not, a variant would always
 * follow the same one, and inherit its caches and its garbage.
 */
export function orderOf<T>(variants: readonly T[], round: number): T[] {
  const random = randomNumbers(round);
  return variants
    .map((variant) => ({ variant, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ variant }) => variant);
}

/** Mulberry32: small, and good enough to shuffle with. */
function randomNumbers(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

async function measure(variant: Variant, { times, per = times }: Rounds): Promise<Turn> {
  const cpuBefore = process.cpuUsage();
  const before = process.hrtime.bigint();
  await variant.run(times);
  const wall = Number(process.hrtime.bigint() - before) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wall: wall / per, cpu: (user + system) / per };
}

function compare(name: string, own: readonly Turn[], first: readonly Turn[]): Comparison {
  const ratios = (key: keyof Turn): Summary => summarize(own.map((turn, at) => turn[key] / (first[at]?.[key] ?? NaN)));
  return {
    name,
    wall: summarize(own.map(({ wall }) => wall)),
    cpu: summarize(own.map(({ cpu }) => cpu)),
    wallRatio: ratios('wall'),
    cpuRatio: ratios('cpu'),
  };
}

/** The `run` of a variant for an operation that returns a promise. */
export function repeat(operation: (at: number) => Promise<unknown>): Variant['run'] {
  return async (times) => {
    for (let at = 0; at < times; at++) await operation(at);
  };
}

/**
 * The `run` of a variant for an operation that calls back. The next one starts in the callback, as in real programs.
 */
export function repeatCallback(operation: (at: number, done: (error?: unknown) => void) => void): Variant['run'] {
  return (times) =>
    new Promise<void>((resolve, reject) => {
      const next = (at: number): void => {
        if (at === times) return resolve();
        operation(at, (error) => (error ? reject(error) : next(at + 1)));
      };
      next(0);
    });
}

/** The same thing twice. The distance of the second one from 1 is the noise of the method. */
export function twice(name: string, operation: (at: number) => Promise<unknown>): Variant[] {
  return [
    { name, run: repeat(operation) },
    { name: `${name}, again (the noise)`, run: repeat(operation) },
  ];
}
