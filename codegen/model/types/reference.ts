import type { Part, TypeText } from './type-text.js';

/** A reference to a declared type: `Name`, or `Name<A, B>`. */
export function referenceTo(name: string, args: readonly Part[] = []): TypeText {
  const text = args.length === 0 ? name : `${name}<${args.map((each) => each.type.text).join(', ')}>`;
  return {
    text,
    canonical: text,
    names: [{ name, start: 0, end: name.length, value: false }],
    shape: { kind: 'reference', name, arguments: args },
  };
}
