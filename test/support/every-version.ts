/**
 * Whether all versions are to be looked at that users may have (`make consumers`), where `make test` looks at the first
 * and the last of each.
 */
export const EVERY_VERSION = process.env['EVERY_VERSION'] === '1';
