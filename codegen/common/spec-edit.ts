import type { Place } from './place.js';

/** An end that the releases of a line of the spec get, or those of a whole file. */
export interface SpecEnd {
  /** Where the line stands, or the name of the class. */
  readonly at: Place;
  /** The first release that no longer has it. */
  readonly until: string;
}

/** A line that a spec file needs. */
export interface SpecEdit {
  /** The spec file as it is named in messages. */
  readonly file: string;
  /** The heading that the line goes under: `commands`, or `run.commands` for the one inside `run`. */
  readonly heading: string;
  /** The line without its dash, as the file has it, for every release: `bulkWrite`, `"42"`. */
  readonly line: string;
  /** What the heading was derived from. */
  readonly why: string;
  /** Whether it follows from the declaration alone, so that no person has to decide. */
  readonly certain: boolean;
}

/** The edit as a person would write it. */
export function describeEdit({ file, heading, line, why }: SpecEdit): string {
  const [inner = '', outer] = heading.split('.').toReversed();
  const under = outer === undefined ? `\`${inner}:\`` : `\`${inner}:\` of \`${outer}:\``;
  return `add \`- ${line}\` under ${under} in ${file} (${why})`;
}
