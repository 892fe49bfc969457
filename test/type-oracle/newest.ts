/**
 * Counts of the newest release, made by hand: its signatures, the asynchronous ones among them, those with a callback
 * for each number of optional arguments, and its properties. Other releases are only compared with the spec.
 */
export const NEWEST = {
  version: '7.9.0',
  signatures: 250,
  asynchronous: 139,
  callbackForms: 197,
  properties: 102,
  events: 38,
};
