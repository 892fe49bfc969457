import { createRequire } from 'node:module';
import { join } from 'node:path';

import { installTools } from '../../support/tools.js';

/** The validator for CycloneDX's own schema. These are the packages that it requires. */
const PACKAGES = {
  '@cyclonedx/cyclonedx-library': '10.3.0',
  ajv: '8.20.0',
  'ajv-formats': '3.0.1',
  'ajv-formats-draft2019': '1.6.1',
};

interface Library {
  readonly Validation: { readonly JsonStrictValidator: new (version: string) => Validator };
}

interface Validator {
  /** Returns the errors, or null if there are none. */
  validate(text: string): Promise<unknown>;
}

/** The errors of a document according to the schema. Null if it is valid. */
export async function schemaFaults(sbom: string): Promise<unknown> {
  const require = createRequire(join(installTools('cyclonedx', PACKAGES), 'none.js'));
  const { Validation } = require('@cyclonedx/cyclonedx-library') as Library;
  const { specVersion } = JSON.parse(sbom) as { readonly specVersion: string };
  return new Validation.JsonStrictValidator(specVersion).validate(sbom);
}
