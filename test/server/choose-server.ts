/** What the machine offers. `start-server.ts` gathers it, so that the choice itself is a pure function. */
export interface ServerFacts {
  /** A server that the caller already has (`MONGODB_URI`). */
  readonly uri: string | undefined;
  /** The value of `TEST_SERVER`: undefined, or `mongod`. */
  readonly wanted: string | undefined;
  /** `MONGOMS_SYSTEM_BINARY`, or the `mongod` on the PATH. */
  readonly mongod: string | undefined;
  /** A Python of 3.10 or newer. */
  readonly python: string | undefined;
}

/** Which server the tests run against. */
export type ServerChoice =
  | { readonly kind: 'given'; readonly uri: string }
  | { readonly kind: 'mongod'; readonly binary: string }
  | { readonly kind: 'secantus'; readonly python: string }
  | { readonly kind: 'download' };

/** Chooses the first available one: a given URI, a mongod on this machine, SecantusDB, a downloaded mongod. */
export function chooseServer(facts: ServerFacts): ServerChoice {
  const { uri, wanted, mongod, python } = facts;
  if (wanted && wanted !== 'mongod') {
    throw new Error(`TEST_SERVER is '${wanted}'; it must be 'mongod' or not set.`);
  }
  if (uri) return { kind: 'given', uri };
  if (mongod) return { kind: 'mongod', binary: mongod };
  if (wanted === 'mongod' || !python) return { kind: 'download' };
  return { kind: 'secantus', python };
}
