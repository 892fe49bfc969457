import { inspect, isDeepStrictEqual } from 'node:util';

import type { Breach } from '../clause.js';
import type { ClauseResult } from './result.js';

/** How many breaches of a clause are shown. */
const SHOWN = 5;

const OUTCOMES = ['passed', 'failed', 'not applicable', 'not run'] as const;

/** The lines of the report: one for each clause, followed by its breaches. */
export function reportLines(framework: string, results: readonly ClauseResult[]): string[] {
  const width = Math.max(...results.map(({ name }) => name.length));
  const count = (outcome: ClauseResult['outcome']): number => results.filter((each) => each.outcome === outcome).length;
  return [
    ...results.flatMap((each) => clauseLines(each, width)),
    `${framework}: ${OUTCOMES.map((each) => `${count(each)} ${each}`).join(', ')}`,
  ];
}

function clauseLines(result: ClauseResult, width: number): string[] {
  const { name, says, outcome, reason, fix } = result;
  const title = `${outcome.padEnd(14)}  ${name.padEnd(width)}`;
  if (outcome === 'passed') return [title.trimEnd()];
  if (outcome !== 'failed') return [`${title}  ${reason}`];
  return [`${title}  ${says}`, ...failureLines(result), `  fix: see ${fix}`];
}

/** The lines for a failed clause: what was expected and what was found. */
export function failureLines({ breaches }: ClauseResult): string[] {
  const more = breaches.length - SHOWN;
  return [...breaches.slice(0, SHOWN).flatMap(breachLines), ...(more > 0 ? [`  and ${more} more`] : [])];
}

function breachLines({ subject, expected, found }: Breach): string[] {
  const [wanted, got] = differing(expected, found);
  const lines = [`expected: ${shown(wanted)}`, `found:    ${shown(got)}`];
  return subject === undefined
    ? lines.map((line) => `  ${line}`)
    : [`  ${subject}`, ...lines.map((line) => `    ${line}`)];
}

/** The innermost parts in which two values differ. */
function differing(expected: unknown, found: unknown): [unknown, unknown] {
  if (!isRecord(expected) || !isRecord(found) || isList(expected) || isList(found)) return [expected, found];
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
  const different = keys.filter((key) => !isDeepStrictEqual(expected[key], found[key]));
  const [only] = different;
  if (different.length !== 1 || only === undefined) return [pick(expected, different), pick(found, different)];
  const [wanted, got] = differing(expected[only], found[only]);
  return [{ [only]: wanted }, { [only]: got }];
}

function pick(value: Readonly<Record<string, unknown>>, keys: readonly string[]): unknown {
  return Object.fromEntries(keys.filter((key) => key in value).map((key) => [key, value[key]]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** Whether a value is an array of plain values, which is best shown whole. */
function isList(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => !isRecord(each));
}

/** Formats a value of a breach. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  // A driver object contains the credentials of its server, further down.
  return inspect(value, { depth: isRecord(value) ? 6 : 0, breakLength: Infinity, maxStringLength: 200 });
}

/** Results as `--json` prints them. Every result has all keys. */
export function resultsToJson(results: readonly ClauseResult[]): object[] {
  return results.map(({ name, says, outcome, reason, breaches, fix, ms }) => ({
    name,
    says,
    outcome,
    reason: reason ?? null,
    breaches: breaches.map(({ subject, expected, found }) => ({
      subject: subject ?? null,
      expected: shown(expected),
      found: shown(found),
    })),
    fix,
    ms,
  }));
}
