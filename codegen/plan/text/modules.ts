/** The modules of every framework that are no class's; on some disks the case of a letter counts for nothing. */
const OTHERS: ReadonlySet<string> = new Set(['index', 'types', 'classes', 'driver', 'runtime']);

/**
 * The module of an emitted class, without folder and ending: its own name, with a `$` where that is the name of another
 * module.
 */
export function moduleOf(className: string): string {
  return OTHERS.has(className.toLowerCase()) ? `${className}$` : className;
}

/** The module of an emitted class, as its neighbours import it. */
export function modulePath(className: string): string {
  return `./${moduleOf(className)}.js`;
}
