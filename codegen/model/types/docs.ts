import type { Docs } from './type-text.js';

/** The docs of an undocumented declaration. */
export const NO_DOCS: Docs = { text: '', deprecated: undefined, since: undefined, stability: 'public' };
