import type { TypeText } from './type-text.js';

/** Removes names from the references of a type, because a surrounding type binds them. */
export function withoutNames(type: TypeText, bound: ReadonlySet<string>): TypeText {
  return { ...type, names: type.names.filter((each) => each.value || !bound.has(each.name)) };
}
