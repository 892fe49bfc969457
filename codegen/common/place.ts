/** The place of a declaration or an entry. Line and column count from 1, as in editors. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
