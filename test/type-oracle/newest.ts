/**
 * Of the newest release, counted by hand: the signatures, the asynchronous ones that take a callback with every number of
 * optional arguments, and the properties. Of the others what is read is held against the spec alone.
 */
export const NEWEST = {
  version: '7.9.0',
  signatures: 250,
  asynchronous: 139,
  callbackForms: 197,
  properties: 102,
  events: 38,
};
