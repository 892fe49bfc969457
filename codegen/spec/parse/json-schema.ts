import { z } from 'zod';

import { specFile } from './schema.js';

/**
 * The exact text of `spec/schema.json`, by which editors complete and check spec files. Draft 7, because the YAML
 * language server knows it best.
 */
export function specJsonSchema(): string {
  const schema = z.toJSONSchema(specFile, { target: 'draft-7', io: 'input' });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
