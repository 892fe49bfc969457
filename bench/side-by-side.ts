import { summarize, type Summary } from './stats.js';

/** One of the ways of doing the same thing. */
export interface Variant {
  readonly name: string;
  /** Does it a number of times, one after the other. */
  readonly run: (times: number) => Promise<unknown>;
}

/** Short turns and many rounds: what disturbs the machine then meets few of them, and a median does not see those. */
export interface Rounds {
  /** How often each variant has its turn. */
  readonly rounds: number;
  /** What `run` gets. */
  readonly times: number;
  /** By what the time of a turn is divided; `times` where it is not given. */
  readonly per?: number;
  /** Rounds before the ones that count. */
  readonly warmUp: number;
}

/** What was measured of one variant, per operation; the ratios are of each turn to the first variant's in the same round. */
export interface Comparison {
  readonly name: string;
  /** Microseconds on the clock. */
  readonly wall: Summary;
  /** Microseconds of CPU in this process: what the server does is not in it. */
  readonly cpu: Summary;
  readonly wallRatio: Summary;
  readonly cpuRatio: Summary;
}

/**
 * Young rubbish is collected between rounds now and then, at nobody's expense. A collection of all of it would throw
 * compiled code away, most of the variant with the most code of its own, and so measure the interpreter.
 */
const ROUNDS_PER_GC = 20;

interface Turn {
  readonly wall: number;
  readonly cpu: number;
}

/**
 * Measures variants in turns, so that drift of the machine and of the server meets all of them: each round gives every
 * variant one turn, in an order of its own.
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
 * The order of a round: shuffled, the same in every run. In a fixed order, turned or not, a variant would always have the
 * same one before it, and inherit its caches and its rubbish.
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

/** A variant's `run` of an operation that gives a promise. */
export function repeat(operation: (at: number) => Promise<unknown>): Variant['run'] {
  return async (times) => {
    for (let at = 0; at < times; at++) await operation(at);
  };
}

/** A variant's `run` of an operation that calls back: the next one starts in the callback, as such programs do it. */
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

/** The same thing under two names: how far the second one is from 1 is the noise of the method. */
export function twice(name: string, operation: (at: number) => Promise<unknown>): Variant[] {
  return [
    { name, run: repeat(operation) },
    { name: `${name}, again (the noise)`, run: repeat(operation) },
  ];
}
