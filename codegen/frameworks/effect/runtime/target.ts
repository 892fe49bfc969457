/** The database and the collection that an object belongs to. */
export interface Target {
  readonly database: string | undefined;
  readonly collection: string | undefined;
  readonly namespace: string | undefined;
}

interface Namespace {
  readonly db?: string;
  readonly collection?: string | undefined;
}

/** The fields of the driver's objects that say so. */
interface Telling {
  readonly delegate?: object | undefined;
  readonly startSession?: unknown;
  readonly dbName?: string;
  readonly databaseName?: string;
  readonly collectionName?: string;
  readonly namespace?: Namespace | string;
  readonly s?: { readonly namespace?: Namespace; readonly db?: Telling };
}

/** The database and the collection of a driver object or a wrapper. Clients and sessions have none. */
export function targetOf(object: object): Target {
  const told = ((object as Telling).delegate ?? object) as Telling;
  const { db: database, collection } = namespaceOf(told);
  const whole = collection === undefined ? database : `${database}.${collection}`;
  return { database, collection, namespace: whole };
}

function namespaceOf(told: Telling): Namespace {
  const { namespace, dbName, databaseName, collectionName, s } = told;
  if (told.startSession !== undefined) return {};
  if (typeof namespace === 'object') return namespace;
  const db = dbName ?? databaseName;
  if (db !== undefined) return { db, collection: collectionName };
  // `Admin`, a bulk operation, a bucket.
  return s?.namespace ?? (s?.db === undefined ? {} : namespaceOf(s.db));
}
