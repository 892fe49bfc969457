import { z } from 'zod';

import { errorsFile } from './errors-schema.js';
import { specFile } from './schema.js';

/**
 * The exact text of `spec/schema.json`, with which editors complete and check spec files. It is draft 7, which the YAML
 * language server supports best.
 */
export function specJsonSchema(): string {
  return jsonSchema(specFile);
}

/** The exact text of `spec/errors.schema.json`, for `spec/errors.yaml`. */
export function errorsJsonSchema(): string {
  return jsonSchema(errorsFile);
}

function jsonSchema(file: z.ZodType): string {
  const schema = z.toJSONSchema(file, { target: 'draft-7', io: 'input' });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
