/** A finding in one line, without what it reaches: `error option-added FindOptions.skip`. */
export function lineOf(finding: {
  readonly severity: string;
  readonly rule: string;
  readonly detail?: string | null | undefined;
  readonly subject: string;
}): string {
  const { severity, rule, detail, subject } = finding;
  return `${severity} ${rule}${detail === undefined || detail === null ? '' : `/${detail}`} ${subject}`;
}
