import { spec } from '../../support/release/release.js';

/** The names of the driver's classes that the spec wraps. */
export const wrappedClasses: ReadonlySet<string> = new Set(spec.classes.map(({ class: name }) => name));
