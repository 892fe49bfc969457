/** The version of this package, which the handshake tells the server. */
export const VERSION = '7.9.0';
