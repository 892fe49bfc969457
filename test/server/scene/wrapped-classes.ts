import { installedSpec } from '../../support/installed-spec.js';

/** The names of the driver's classes that the spec wraps. */
export const wrappedClasses: ReadonlySet<string> = new Set(installedSpec().classes.map(({ class: name }) => name));
