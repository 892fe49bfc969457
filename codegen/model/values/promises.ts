import type { Driver } from '../driver.js';
import { aliased } from '../lookup.js';
import type { TypeText } from '../types/type-text.js';

/** The type that a promise resolves with, also through an alias of the driver. Undefined for any other type. */
export function promised(driver: Driver, type: TypeText): TypeText | undefined {
  const { shape } = opened(driver, type);
  return shape.kind === 'promise' ? shape.of.type : undefined;
}

/** Whether a value may be a promise, but is not simply one: `Promise<T> | T`, `Promise<T> & { cancel(): void }`. */
export function mayBePromise(driver: Driver, type: TypeText): boolean {
  const { shape } = opened(driver, type);
  if (shape.kind === 'reference') return shape.name === 'PromiseLike';
  if (shape.kind !== 'union' && shape.kind !== 'intersection') return shape.kind === 'promise';
  return shape.parts.some((part) => mayBePromise(driver, part.type));
}

/** Removes parentheses and follows aliases. A recursive alias is kept. */
export function opened(driver: Driver, type: TypeText): TypeText {
  const seen: string[] = [];
  let open = type;
  for (;;) {
    const { shape } = open;
    if (shape.kind === 'parenthesized') {
      open = shape.of.type;
      continue;
    }
    const inside = aliased(driver, open);
    if (shape.kind !== 'reference' || inside === undefined || seen.includes(shape.name)) return open;
    seen.push(shape.name);
    open = inside;
  }
}
