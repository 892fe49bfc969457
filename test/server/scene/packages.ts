import * as callback from 'motorized/callback';
import * as promise from 'motorized/promise';

/** The emitted packages of eager frameworks, with their own types, for members that only wrappers have. */
export const packages = [
  ['promise', promise],
  // Without callbacks it returns promises, so it has the type of the promise package here.
  ['callback', callback as unknown as typeof promise],
] as const;
