import type { Clause } from './clause.js';
import { ANSWERS } from './clauses/answers.js';
import { EMITTED } from './clauses/emitted.js';

/** The contract of frameworks, sentence by sentence. */
export const CLAUSES: readonly Clause[] = [...EMITTED, ...ANSWERS];
