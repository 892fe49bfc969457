/** The version of this package, which the handshake tells the server. */
export const VERSION = '0.1.0';
