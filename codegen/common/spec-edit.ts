import type { Place } from './place.js';

/** An `until` to add to a line of the spec, or to a whole file. */
export interface SpecEnd {
  /** The place of the line, or of the class name. */
  readonly at: Place;
  /** The first release that no longer has it. */
  readonly until: string;
}

/** A line to add to a spec file. */
export interface SpecEdit {
  /** The name of the spec file in messages. */
  readonly file: string;
  /** The heading of the line: `commands`, or `run.commands` inside `run`. */
  readonly heading: string;
  /** The line as written, without its dash and for every release: `bulkWrite`, `"42"`. */
  readonly line: string;
  /** How the heading was derived. */
  readonly why: string;
  /** Whether the edit follows from the declaration alone, so that no person has to decide. */
  readonly certain: boolean;
}

/** Describes the edit. */
export function describeEdit({ file, heading, line, why }: SpecEdit): string {
  const [inner = '', outer] = heading.split('.').toReversed();
  const under = outer === undefined ? `\`${inner}:\`` : `\`${inner}:\` of \`${outer}:\``;
  return `add \`- ${line}\` under ${under} in ${file} (${why})`;
}
