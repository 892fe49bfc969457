import * as driver from 'mongodb';
import type { Document } from 'mongodb';

import { Emitter, type Payloads } from '../../codegen/frameworks/internal/emitter.js';
import { introduce } from '../../codegen/frameworks/internal/handshake.js';
import { through } from '../../codegen/frameworks/internal/iterate.js';
import { DelegatingReadable, DelegatingWritable } from '../../codegen/frameworks/internal/streams.js';
import { unwrap, unwrapOptions } from '../../codegen/frameworks/internal/unwrap.js';
import { Wrapper } from '../../codegen/frameworks/internal/wrapper.js';
import { Wrappers } from '../../codegen/frameworks/internal/wrappers.js';

/** A part of a framework, written by hand as the generator emits it, for tests of the shared modules. */
export const wrappers: Wrappers = new Wrappers();

const classes = {} as Record<string, typeof MongoClient | typeof Collection | typeof AbstractCursor>;

const clientPayloads: Payloads = { open: [(value) => MongoClient.wrap(value)] };

export type MongoClientEvents = Omit<driver.MongoClientEvents, 'open'> & { open(client: MongoClient): void };

export class MongoClient extends Emitter<driver.MongoClient, MongoClientEvents> {
  constructor(url: string, options?: driver.MongoClientOptions);
  /** @internal */
  constructor(delegate: driver.MongoClient);
  constructor(url: string | driver.MongoClient, options?: driver.MongoClientOptions) {
    const delegate = typeof url === 'string' ? introduce(new driver.MongoClient(url, options), 'hand') : url;
    super(delegate, clientPayloads);
    wrappers.add(this);
  }

  static wrap(delegate: driver.MongoClient): MongoClient {
    return wrappers.of(delegate, MongoClient) ?? new MongoClient(delegate);
  }

  get timeoutMS(): number | undefined {
    return this.delegate.timeoutMS;
  }

  connect(): Promise<this> {
    return this.delegate.connect().then(() => this);
  }

  close(): Promise<void> {
    return this.delegate.close();
  }

  startSession(options?: driver.ClientSessionOptions): ClientSession {
    return ClientSession.wrap(this.delegate.startSession(options));
  }

  collection<TSchema extends Document = Document>(db: string, name: string): Collection<TSchema> {
    return Collection.wrap(this.delegate.db(db).collection<TSchema>(name));
  }
}

const sessionPayloads: Payloads = { ended: [(value) => ClientSession.wrap(value)] };

export type ClientSessionEvents = { ended(session: ClientSession): void };

export class ClientSession extends Emitter<driver.ClientSession, ClientSessionEvents> {
  protected constructor(delegate: driver.ClientSession) {
    super(delegate, sessionPayloads);
    wrappers.add(this);
  }

  static wrap(delegate: driver.ClientSession): ClientSession {
    return wrappers.of(delegate, ClientSession) ?? new ClientSession(delegate);
  }

  get hasEnded(): boolean {
    return this.delegate.hasEnded;
  }

  equals(session: ClientSession | driver.ClientSession): boolean {
    return this.delegate.equals(unwrap(session));
  }

  endSession(): Promise<void> {
    return this.delegate.endSession();
  }
}

export type FindOptions = Omit<driver.FindOptions, 'session'> & { session?: ClientSession | driver.ClientSession };

export class Collection<TSchema extends Document = Document> extends Wrapper<driver.Collection<TSchema>> {
  protected constructor(delegate: driver.Collection<TSchema>) {
    super(delegate);
    wrappers.add(this);
  }

  static wrap<TSchema extends Document = Document>(delegate: driver.Collection<TSchema>): Collection<TSchema> {
    return wrappers.of(delegate, Collection) ?? new Collection(delegate);
  }

  get namespace(): string {
    return this.delegate.namespace;
  }

  find(filter: driver.Filter<TSchema>, options?: FindOptions): FindCursor<driver.WithId<TSchema>> {
    return FindCursor.wrap(this.delegate.find(filter, unwrapOptions(options, 'session')));
  }

  watch(pipeline?: Document[], options?: driver.ChangeStreamOptions): ChangeStream<TSchema> {
    return ChangeStream.wrap(this.delegate.watch<TSchema>(pipeline, options));
  }
}

export abstract class AbstractCursor<TSchema = unknown> extends Emitter<
  driver.AbstractCursor<TSchema>,
  driver.AbstractCursorEvents
> {
  static readonly CLOSE: 'close' = driver.AbstractCursor.CLOSE;

  protected constructor(delegate: driver.AbstractCursor<TSchema>) {
    super(delegate);
    wrappers.add(this);
  }

  static wrap(delegate: driver.AbstractCursor): AbstractCursor {
    return wrappers.as(AbstractCursor, classes, delegate);
  }

  get closed(): boolean {
    return this.delegate.closed;
  }

  next(): Promise<TSchema | null> {
    return this.delegate.next();
  }

  close(): Promise<void> {
    return this.delegate.close();
  }

  [Symbol.asyncIterator](): AsyncGenerator<TSchema, void, void> {
    return through(this.delegate, this, 'next', 'close')[Symbol.asyncIterator]();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return through(this.delegate, this, 'close')[Symbol.asyncDispose]();
  }
}

export class FindCursor<TSchema = unknown> extends AbstractCursor<TSchema> {
  declare readonly delegate: driver.FindCursor<TSchema>;

  static override wrap<TSchema>(delegate: driver.FindCursor<TSchema>): FindCursor<TSchema> {
    return wrappers.of(delegate, FindCursor) ?? new FindCursor(delegate);
  }

  batchSize(value: number): this {
    this.delegate.batchSize(value);
    return this;
  }
}

export class ChangeStream<TSchema extends Document = Document> extends Emitter<
  driver.ChangeStream<TSchema>,
  driver.ChangeStreamEvents<TSchema>
> {
  protected constructor(delegate: driver.ChangeStream<TSchema>) {
    super(delegate);
    wrappers.add(this);
  }

  static wrap<TSchema extends Document>(delegate: driver.ChangeStream<TSchema>): ChangeStream<TSchema> {
    return wrappers.of(delegate, ChangeStream) ?? new ChangeStream(delegate);
  }

  get closed(): boolean {
    return this.delegate.closed;
  }

  next(): Promise<driver.ChangeStreamDocument<TSchema>> {
    return this.delegate.next();
  }

  close(): Promise<void> {
    return this.delegate.close();
  }

  [Symbol.asyncIterator](): AsyncGenerator<driver.ChangeStreamDocument<TSchema>, void, void> {
    return through(this.delegate, this, 'next', 'close')[Symbol.asyncIterator]();
  }
}

export class GridFSBucketReadStream extends DelegatingReadable<driver.GridFSBucketReadStream> {
  protected constructor(delegate: driver.GridFSBucketReadStream) {
    super(delegate);
    wrappers.add(this);
  }

  static wrap(delegate: driver.GridFSBucketReadStream): GridFSBucketReadStream {
    return wrappers.of(delegate, GridFSBucketReadStream) ?? new GridFSBucketReadStream(delegate);
  }

  start(start?: number): this {
    this.delegate.start(start);
    return this;
  }

  end(end?: number): this {
    this.delegate.end(end);
    return this;
  }

  abort(): Promise<void> {
    return this.delegate.abort();
  }
}

export class GridFSBucketWriteStream extends DelegatingWritable<driver.GridFSBucketWriteStream> {
  protected constructor(delegate: driver.GridFSBucketWriteStream) {
    super(delegate);
    wrappers.add(this);
  }

  static wrap(delegate: driver.GridFSBucketWriteStream): GridFSBucketWriteStream {
    return wrappers.of(delegate, GridFSBucketWriteStream) ?? new GridFSBucketWriteStream(delegate);
  }

  get filename(): string {
    return this.delegate.filename;
  }

  get length(): number {
    return this.delegate.length;
  }

  get gridFSFile(): driver.GridFSFile | null {
    return this.delegate.gridFSFile;
  }

  abort(): Promise<void> {
    return this.delegate.abort();
  }
}

Object.assign(classes, { MongoClient, Collection, AbstractCursor, FindCursor, ChangeStream });
