/** Whether a version comes before another one. What is no version, such as that of a lone file, comes before all. */
export function isBefore(version: string, other: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(other)];
  if (a === undefined || b === undefined) return true;
  for (const [index, number] of a.entries()) {
    const against = b[index] ?? 0;
    if (number !== against) return number < against;
  }
  // A pre-release comes before its release.
  return version.includes('-') && !other.includes('-');
}

function numbersOf(version: string): number[] | undefined {
  const [core = ''] = version.split('-');
  const numbers = core.split('.').map(Number);
  return numbers.length === 3 && numbers.every((each) => Number.isInteger(each)) ? numbers : undefined;
}
