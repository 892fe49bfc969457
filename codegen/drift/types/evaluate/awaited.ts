import { joinTypes } from '../../../model/fields/field-set.js';
import { NEVER } from '../../../model/types/literal.js';
import type { TypeText } from '../../../model/types/type-text.js';
import type { Look } from '../meaning.js';
import { isClassInstance, type Placed } from '../placed-type.js';

/** The type that `await` returns for a value. Undefined if the value may be a hidden promise. */
export function awaited(of: Placed, look: Look): TypeText | undefined {
  const results = look.flatParts(of).map((part) => awaitedPart(part, look));
  if (results.includes(undefined)) return undefined;
  return results.length === 0
    ? NEVER
    : joinTypes(
        'union',
        results.flatMap((each) => each ?? []),
      );
}

function awaitedPart(part: Placed, look: Look): TypeText | undefined {
  const { meaning, placed } = look.meaningOf(part);
  const { type } = placed;
  switch (meaning.kind) {
    case 'named': {
      const [first] = meaning.arguments;
      if ((meaning.name === 'Promise' || meaning.name === 'PromiseLike') && first !== undefined)
        return awaited(first, look);
      return isClassInstance(placed) && !mayBeThenable(placed, look) ? type : undefined;
    }
    case 'object':
      return mayBeThenable(placed, look) ? undefined : type;
    case 'primitive':
      return meaning.name === 'object' ? undefined : type;
    case 'literal':
    case 'top':
    case 'array':
    case 'tuple':
    case 'function':
      return type;
    default:
      return undefined;
  }
}

function mayBeThenable(placed: Placed, look: Look): boolean {
  const { fields, open, opaque } = look.fieldsOf(placed);
  return fields.has('then') || open || opaque.length > 0;
}
