import type { Clause } from './clause.js';
import { ANSWERS } from './clauses/answers.js';
import { CANCELLATION } from './clauses/cancellation.js';
import { CURSORS } from './clauses/cursors.js';
import { EMITTED } from './clauses/emitted.js';
import { EMITTERS } from './clauses/emitters.js';
import { ERRORS } from './clauses/errors.js';
import { EVALUATION } from './clauses/evaluation.js';
import { TRANSACTIONS } from './clauses/transactions.js';
import { WRAPPERS } from './clauses/wrappers.js';

/** The contract of frameworks, sentence by sentence. */
export const CLAUSES: readonly Clause[] = [
  ...EMITTED,
  ...ANSWERS,
  ...ERRORS,
  ...EVALUATION,
  ...TRANSACTIONS,
  ...CURSORS,
  ...CANCELLATION,
  ...WRAPPERS,
  ...EMITTERS,
];
