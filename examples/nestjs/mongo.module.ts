import { type DynamicModule, Inject, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { type Db, MongoClient, type MongoClientOptions } from 'motorized/promise';

export interface MongoModuleOptions {
  readonly url: string;
  /** The database that `InjectDb` and `InjectCollection` are about. */
  readonly database: string;
  readonly options?: MongoClientOptions;
}

/** Nest tells providers apart by these: interfaces are gone at run time, and classes do not say which collection. */
const DB = Symbol('Db');
const collectionToken = (name: string): string => `Collection ${name}`;

export const InjectDb = (): ParameterDecorator => Inject(DB);
export const InjectCollection = (name: string): ParameterDecorator => Inject(collectionToken(name));

/** Provides what `forFeature` names; a module of its own, so that it may be imported as often as there are features. */
@Module({})
class CollectionsModule {}

@Module({})
export class MongoModule implements OnApplicationShutdown {
  constructor(@Inject(MongoClient) private readonly client: MongoClient) {}

  /** Connects while the application starts, which fails where there is no server. */
  static forRoot({ url, database, options }: MongoModuleOptions): DynamicModule {
    const providers: Provider[] = [
      { provide: MongoClient, useFactory: () => MongoClient.connect(url, options) },
      { provide: DB, useFactory: (client: MongoClient) => client.db(database), inject: [MongoClient] },
    ];
    return { module: MongoModule, global: true, providers, exports: providers };
  }

  /** Provides collections, by name, to the module that imports it. */
  static forFeature(...names: readonly string[]): DynamicModule {
    const providers = names.map((name) => ({
      provide: collectionToken(name),
      useFactory: (db: Db) => db.collection(name),
      inject: [DB],
    }));
    return { module: CollectionsModule, providers, exports: providers };
  }

  /** By now Nest listens no longer, and has answered what it was asked. */
  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
    console.log('closed');
  }
}
