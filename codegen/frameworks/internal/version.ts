/** The version of this package, which the handshake sends to the server. */
export const VERSION = '7.9.0';
