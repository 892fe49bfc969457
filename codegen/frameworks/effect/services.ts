import type { ConfigError, Wrap } from 'effect/Config';
import * as Context from 'effect/Context';
import * as Effect from 'effect/Effect';
import * as Layer from 'effect/Layer';
import type { Redacted } from 'effect/Redacted';
import type { Scope } from 'effect/Scope';
import type { CollectionOptions, DbOptions, Document } from 'mongodb';

import { currentSession } from './runtime/transaction.js';
import { configured } from './runtime/resources/configured.js';
import { type Access, scopedClient } from './runtime/resources/clients.js';
import type { ClientSession } from './ClientSession.js';
import type { Collection } from './Collection.js';
import type { Db } from './Db.js';
import type { MongoClient } from './MongoClient.js';
import type { MongoClientOptions } from './types.js';

/** The failures of opening a client. */
export type ConnectFailure = Effect.Error<ReturnType<MongoClient['connect']>>;

/** The connection string and the credentials. Values that are `Redacted` never show in logs, messages or spans. */
export interface ClientConfig extends Access {
  /** The connection string. If it contains credentials, make it `Redacted`. */
  readonly url: string | Redacted;
  /** The user name, if it is not in the connection string. */
  readonly username?: string | Redacted | undefined;
  readonly password?: Redacted | undefined;
}

/** The client of an application that has only one. `MongoClient.layer` provides it. */
export interface DefaultClient {
  readonly DefaultClient: unique symbol;
}
export const DefaultClient: Context.Service<DefaultClient, MongoClient> = Context.Service(
  'motorized/effect/DefaultClient',
);

/**
 * The session of commands whose options name none. Transactions and `withSession` set it for the commands inside them.
 * Commands of other clients ignore it. `Effect.provideService(CurrentSession, undefined)` leaves it.
 */
export const CurrentSession: Context.Reference<ClientSession | undefined> = currentSession as Context.Reference<
  ClientSession | undefined
>;

/** The service of a client: a key that can be yielded, and its layers. */
export interface ClientService<Self, Id extends string> extends Context.ServiceClass<Self, Id, MongoClient> {
  /** Connects a client, which is closed with the scope of the layer. */
  layer(config: ClientConfig, options?: MongoClientOptions): Layer.Layer<Self, ConnectFailure>;
  /** Like `layer`, with settings that are read when the layer is built. */
  layerConfig(
    config: Wrap<ClientConfig>,
    options?: MongoClientOptions,
  ): Layer.Layer<Self, ConnectFailure | ConfigError>;
}

/** The service of a database. */
export interface DbService<Self, Id extends string, R> extends Context.ServiceClass<Self, Id, Db> {
  /** Provides the database of its client's service. */
  readonly layer: Layer.Layer<Self, never, R>;
}

/** The service of a collection. */
export interface CollectionService<Self, Id extends string, TSchema extends Document, R> extends Context.ServiceClass<
  Self,
  Id,
  Collection<TSchema>
> {
  /** Provides the collection of its database's service. */
  readonly layer: Layer.Layer<Self, never, R>;
}

/** Declares the service of a client. */
export type DeclareClient<Self> = <const Id extends string>(id: Id) => ClientService<Self, Id>;

/** Declares the service of a database. */
export type DeclareDb<Self> = <const Id extends string, R = DefaultClient>(
  id: Id,
  options?: {
    /** The name of the database. Default: the one in the connection string. */
    readonly name?: string;
    /** The service of its client. Default: {@link DefaultClient}. */
    readonly client?: Context.Key<R, MongoClient>;
    readonly options?: DbOptions;
  },
) => DbService<Self, Id, R>;

/** Declares the service of a collection. */
export type DeclareCollection<Self, TSchema extends Document> = <const Id extends string, R>(
  id: Id,
  options: {
    readonly name: string;
    /** The service of its database. */
    readonly db: Context.Key<R, Db>;
    readonly options?: CollectionOptions;
  },
) => CollectionService<Self, Id, TSchema, R>;

/** The class of clients, or a subclass of it. */
type ClientClass = new (url: string, options?: MongoClientOptions) => MongoClient;

export function clientScoped(
  Class: ClientClass,
  url: ClientConfig['url'],
  options?: MongoClientOptions,
): Effect.Effect<MongoClient, ConnectFailure, Scope> {
  return scopedClient<MongoClient, ConnectFailure>(Class, { url }, options);
}

export function clientLayer<Self = DefaultClient>(
  Class: ClientClass,
  config: ClientConfig,
  options?: MongoClientOptions,
  key: Context.Key<Self, MongoClient> = DefaultClient as never,
): Layer.Layer<Self, ConnectFailure> {
  return Layer.effect(key, scopedClient<MongoClient, ConnectFailure>(Class, config, options));
}

export function clientLayerConfig<Self = DefaultClient>(
  Class: ClientClass,
  config: Wrap<ClientConfig>,
  options?: MongoClientOptions,
  key: Context.Key<Self, MongoClient> = DefaultClient as never,
): Layer.Layer<Self, ConnectFailure | ConfigError> {
  return Layer.effect(
    key,
    Effect.flatMap(configured<ClientConfig>(config), (read) =>
      scopedClient<MongoClient, ConnectFailure>(Class, read, options),
    ),
  );
}

export function clientService<Self>(Class: ClientClass): DeclareClient<Self> {
  return (id) => {
    const service = Context.Service<Self, MongoClient>()(id);
    return Object.assign(service, {
      layer: (config: ClientConfig, options?: MongoClientOptions) => clientLayer(Class, config, options, service),
      layerConfig: (config: Wrap<ClientConfig>, options?: MongoClientOptions) =>
        clientLayerConfig(Class, config, options, service),
    });
  };
}

export function dbService<Self>(): DeclareDb<Self> {
  return (id, { name, client, options } = {}) => {
    const service = Context.Service<Self, Db>()(id);
    const key = client ?? (DefaultClient as never);
    const layer = Layer.effect(
      service,
      Effect.map(key, (each) => each.db(name, options)),
    );
    return Object.assign(service, { layer });
  };
}

export function collectionService<Self, TSchema extends Document>(): DeclareCollection<Self, TSchema> {
  return (id, { name, db, options }) => {
    const service = Context.Service<Self, Collection<TSchema>>()(id);
    const layer = Layer.effect(
      service,
      Effect.map(db, (each) => each.collection<TSchema>(name, options)),
    );
    return Object.assign(service, { layer });
  };
}
