import type { Docs } from './type-text.js';

/** What an undocumented declaration has. */
export const NO_DOCS: Docs = { text: '', deprecated: undefined, since: undefined, stability: 'public' };
