/** What an object of the driver's is about. */
export interface Target {
  readonly database: string | undefined;
  readonly collection: string | undefined;
  readonly namespace: string | undefined;
}

/** The fields by which the driver's objects tell it. */
interface Telling {
  readonly delegate?: object | undefined;
  readonly dbName?: string;
  readonly databaseName?: string;
  readonly collectionName?: string;
  readonly namespace?: { readonly db?: string; readonly collection?: string } | string;
}

/** The database and the collection of a wrapper; of a client, a session or a bucket there is none. */
export function targetOf(wrapper: object): Target {
  const told = ((wrapper as Telling).delegate ?? wrapper) as Telling;
  const { namespace } = told;
  const [database, collection] =
    typeof namespace === 'object'
      ? [namespace.db, namespace.collection]
      : [told.dbName ?? told.databaseName, told.collectionName];
  const whole = collection === undefined ? database : `${database}.${collection}`;
  return { database, collection, namespace: whole };
}
