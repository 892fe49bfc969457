/**
 * Whether to test all versions that users may have (`make consumers`), rather than the first and the last (`make
 * test`).
 */
export const EVERY_VERSION = process.env['EVERY_VERSION'] === '1';
