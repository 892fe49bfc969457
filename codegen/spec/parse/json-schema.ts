import { z } from 'zod';

import { errorsFile } from './errors-schema.js';
import { specFile } from './schema.js';

/**
 * The exact text of `spec/schema.json`, by which editors complete and check spec files. Draft 7, because the YAML
 * language server knows it best.
 */
export function specJsonSchema(): string {
  return jsonSchema(specFile);
}

/** The exact text of `spec/errors.schema.json`, by which they do the same with `spec/errors.yaml`. */
export function errorsJsonSchema(): string {
  return jsonSchema(errorsFile);
}

function jsonSchema(file: z.ZodType): string {
  const schema = z.toJSONSchema(file, { target: 'draft-7', io: 'input' });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
