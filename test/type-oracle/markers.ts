import type { ApiTypeParameter } from './driver-api.js';

/** A type that no type parameter with a constraint takes. */
export const FORBIDDEN = 'symbol';

/** Whether the compiler infers a type parameter from arguments; from the models of a bulk write it does not. */
export function isInferable(constraint: string | undefined): boolean {
  return constraint !== 'Record<string, Document>';
}

/**
 * A type for a type parameter: one that fits its constraint, nothing wider than it needs, and another for each name,
 * so that two parameters that change places are seen.
 */
export function markerOf({ name, constraint }: ApiTypeParameter): string {
  switch (constraint) {
    case undefined:
      // No object: were the wrapper's parameter to ask for one, this would not compile.
      return `'${name}'`;
    case 'Document':
      return `Named<'${name}'>`;
    case 'Record<string, Document>':
      return `{ 'db.collection': Named<'${name}'> }`;
    case 'keyof WithId<TSchema>':
      return `'tag'`;
    case 'AbstractCursorEvents':
      return `AbstractCursorEvents & { more(value: '${name}'): void }`;
    case `Pick<CollectionInfo, 'name' | 'type'> | CollectionInfo`:
      return 'CollectionInfo';
    default:
      throw new Error(
        `The oracle has no type for a type parameter '${name} extends ${constraint}': add one to markers.ts.`,
      );
  }
}
