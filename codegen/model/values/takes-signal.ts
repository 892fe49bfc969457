import type { Driver } from '../driver.js';
import { SIGNAL_OPTION, SIGNAL_TYPE } from '../mongodb-words.js';
import type { TypeText } from '../types/type-text.js';
import { effectiveFields } from '../fields/effective-fields.js';

/** Whether an object of the type can have the signal that aborts a command. */
export function takesSignal(driver: Driver, type: TypeText): boolean {
  const field = effectiveFields(driver, type).fields.get(SIGNAL_OPTION);
  return field?.type.names.some((name) => name.name === SIGNAL_TYPE) ?? false;
}
