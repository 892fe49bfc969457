/** The wrappers of one framework, by the names of the driver's classes. */
export class WrapperModule {
  private constructor(
    readonly name: string,
    private readonly exports: Readonly<Record<string, unknown>>,
  ) {}

  static async load(name: string): Promise<WrapperModule> {
    return new WrapperModule(name, (await import(`motorized/${name}`)) as Record<string, unknown>);
  }

  class(name: string): WrapperClass {
    const found = this.exports[name];
    if (typeof found !== 'function') throw new Error(`motorized/${this.name} has no class ${name}`);
    return found as unknown as WrapperClass;
  }

  wrap(className: string, delegate: object): Wrapper {
    return this.class(className).wrap(delegate);
  }

  isWrapper(value: unknown): boolean {
    return typeof value === 'object' && value !== null && 'delegate' in value;
  }
}

/** Any wrapper. Tests access its members by their declared names. */
export type Wrapper = Record<PropertyKey, unknown> & { readonly delegate: object };

export interface WrapperClass {
  new (...args: unknown[]): Wrapper;
  wrap(delegate: object): Wrapper;
}

/** Freezes an object and everything in it, except for what a test excludes. */
export function deepFreeze(value: unknown, isLeft: (value: unknown) => boolean): void {
  if (typeof value !== 'object' || value === null || isLeft(value)) return;
  for (const each of Object.values(value)) deepFreeze(each, isLeft);
  Object.freeze(value);
}
