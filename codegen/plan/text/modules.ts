/** The modules of every framework besides those of classes, in lower case, since file systems may ignore case. */
const OTHERS: ReadonlySet<string> = new Set(['index', 'types', 'classes', 'driver', 'runtime']);

/**
 * The module of an emitted class, without folder and extension: the name of the class, with a `$` if another module has
 * it.
 */
export function moduleOf(className: string): string {
  return OTHERS.has(className.toLowerCase()) ? `${className}$` : className;
}

/** The specifier of an emitted class's module, for modules in the same folder. */
export function modulePath(className: string): string {
  return `./${moduleOf(className)}.js`;
}
