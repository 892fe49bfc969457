import * as callback from 'motorized/callback';
import * as promise from 'motorized/promise';

/** The emitted packages of eager frameworks, with their own types: for what only wrappers have. */
export const packages = [
  ['promise', promise],
  // Without a callback it promises: what the two have in common is typed as the promise package.
  ['callback', callback as unknown as typeof promise],
] as const;
