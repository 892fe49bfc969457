/** A line that a spec file needs. */
export interface SpecEdit {
  /** The spec file as it is named in messages. */
  readonly file: string;
  /** The heading that the line goes under: `commands`. */
  readonly heading: string;
  /** The line without its dash: `bulkWrite`. */
  readonly line: string;
  /** From what the heading was concluded. */
  readonly why: string;
  /** Whether it follows from the declaration alone, so that no person has to decide. */
  readonly certain: boolean;
}

/** The edit as a person would write it. */
export function describeEdit({ file, heading, line, why }: SpecEdit): string {
  return `add \`- ${line}\` under \`${heading}:\` in ${file} (${why})`;
}
