import type { TypeText } from './type-text.js';

/** A type inside one that binds those names itself, so that there they are no references to declarations. */
export function withoutNames(type: TypeText, bound: ReadonlySet<string>): TypeText {
  return { ...type, names: type.names.filter((each) => each.value || !bound.has(each.name)) };
}
