/** A whole number from the environment: `DOCS=100000 make bench`. */
export function numberFromEnv(name: string, fallback: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`${name} is '${text}'; it must be a whole number.`);
  return value;
}

/** The sections that `ONLY` names, separated by commas. All of them without it. */
export function chosen<S extends { readonly name: string }>(sections: readonly S[], only: string | undefined): S[] {
  const names = (only ?? '').split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !sections.some((section) => section.name === name));
  if (unknown !== undefined) {
    throw new RangeError(`ONLY names '${unknown}'; it must be one of ${sections.map(({ name }) => name).join(', ')}.`);
  }
  return sections.filter(({ name }) => names.length === 0 || names.includes(name));
}
