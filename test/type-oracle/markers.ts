import type { ApiTypeParameter } from './driver-api.js';

/** A type that fits no constraint of a type parameter. */
export const FORBIDDEN = 'symbol';

/** Whether the compiler infers a type parameter from arguments, which it does not from the models of a bulk write. */
export function isInferable(constraint: string | undefined): boolean {
  return constraint !== 'Record<string, Document>';
}

/**
 * A type for a type parameter. It fits the constraint, is no wider than it has to be, and differs for each name, so
 * that swapped parameters are noticed.
 */
export function markerOf({ name, constraint }: ApiTypeParameter): string {
  switch (constraint) {
    case undefined:
      // Not an object, so that this does not compile if the wrapper's parameter requires one.
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
