/** Whether a pattern matches a name: the whole name, or its beginning if the pattern ends with `*`. */
export function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}
