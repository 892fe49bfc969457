import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

import { BSON, type Document } from 'mongodb';

const OP_QUERY = 2004;
const OP_MSG = 2013;

/** A TCP proxy in front of the test server, which records how clients describe themselves in their handshakes. */
export interface Proxy {
  readonly uri: string;
  /** The `client` documents of the handshakes, in order. */
  readonly clients: readonly Document[];
  close(): Promise<void>;
}

/** Starts a proxy on a free port. Clients must use a direct connection, or they switch to the server itself. */
export async function startProxy(serverUri: string): Promise<Proxy> {
  const { hostname, port } = new URL(serverUri.replace('mongodb://', 'http://'));
  const clients: Document[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const upstream = connect(Number(port), hostname);
    for (const one of [socket, upstream]) sockets.add(one.on('error', () => one.destroy()));
    let begun = false;
    socket.on('data', (bytes) => {
      const metadata = begun ? undefined : clientOf(bytes);
      begun = true;
      if (metadata) clients.push(metadata);
    });
    socket.pipe(upstream).pipe(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    uri: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/?directConnection=true`,
    clients,
    async close() {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}

/** The `client` document of the first message of a connection. */
function clientOf(message: Buffer): Document | undefined {
  const opcode = message.readInt32LE(12);
  // flags, the name of the collection, two numbers; or flags and the kind of the section
  const start = opcode === OP_QUERY ? message.indexOf(0, 20) + 9 : 21;
  if (opcode !== OP_QUERY && opcode !== OP_MSG) return undefined;
  const size = message.readInt32LE(start);
  return BSON.deserialize(message.subarray(start, start + size))['client'];
}
