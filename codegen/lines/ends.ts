/** Of releases in their order the first and the last of each group, such as a major. */
export function endsOf(releases: readonly string[], groupOf: (release: string) => string | undefined): string[] {
  const isOther = (release: string, beside: string | undefined): boolean =>
    beside === undefined || groupOf(release) !== groupOf(beside);
  return releases.filter((each, at) => isOther(each, releases[at - 1]) || isOther(each, releases[at + 1]));
}
