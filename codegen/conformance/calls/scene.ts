import type { Members } from '../../synchro/masquerade/member-access.js';
import type { Side } from '../stage/side.js';
import type { Exports } from '../subject/subject.js';

/** The objects that the calls in the table use: a database with a few documents, of the driver or the framework. */
export class Scene {
  readonly side: Side;
  readonly database: string;
  readonly uri: string;
  readonly #driver: Exports;
  readonly #leftOvers: (() => unknown)[] = [];

  constructor(side: Side, { database, uri, driver }: { database: string; uri: string; driver: Exports }) {
    this.side = side;
    this.database = database;
    this.uri = uri;
    this.#driver = driver;
  }

  get client(): Members {
    return this.side.client;
  }

  get db(): Members {
    return this.side.make(this.client, 'db', this.database);
  }

  /** `{ _id: 1, n: 1 }`, `{ _id: 2, n: 2 }`, ... */
  get things(): Members {
    return this.side.make(this.db, 'collection', 'things');
  }

  /** A cursor over them, with two batches. */
  get found(): Members {
    return this.side.make(this.things, 'find', {}, { batchSize: 2 });
  }

  get bucket(): Members {
    return this.side.construct('GridFSBucket', this.db, { chunkSizeBytes: 4 });
  }

  /** A bulk operation with something to do. */
  get bulk(): Members {
    return this.side.make(this.side.make(this.things, 'initializeOrderedBulkOp'), 'insert', { _id: 8 });
  }

  session(options?: object): Members {
    const session = this.side.make(this.client, 'startSession', options);
    this.after(() => this.side.call(session, 'endSession'));
    return session;
  }

  /** Creates another client, which is closed at the end. */
  newClient(): Members {
    const client = this.side.construct('MongoClient', this.uri);
    this.after(() => this.side.call(client, 'close'));
    return client;
  }

  /** Opens a run of a cursor or change stream, for the members of a run. */
  run(cursor: object): Members {
    const { run, close } = this.side.open(cursor);
    this.after(close);
    return run as Members;
  }

  /** Uploads a small file, and returns its stream. */
  async file(): Promise<Members> {
    const stream = this.side.make(this.bucket, 'openUploadStream', 'a file');
    await ended(stream, 'a few bytes');
    return stream;
  }

  /** Creates an object of a class that cannot be constructed on this server, without calling the constructor. */
  bare(name: string): Members {
    const delegate = Object.create((this.#driver[name] as { prototype: object }).prototype) as Members;
    const Class = this.side.module[name] as { wrap?: (delegate: object) => Members };
    return this.side.module === this.#driver ? delegate : (Class.wrap?.(delegate) ?? delegate);
  }

  after(tidy: () => unknown): void {
    this.#leftOvers.push(tidy);
  }

  /** Closes everything that calls have left open. */
  async leave(): Promise<void> {
    for (const tidy of this.#leftOvers.splice(0).reverse())
      try {
        await tidy();
      } catch {
        // It may already have ended, or never have begun.
      }
  }
}

/** Ends an upload with its last bytes. In every framework, it is a Node stream. */
export async function ended(stream: unknown, bytes: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const upload = stream as NodeJS.WritableStream;
    upload.once('error', reject);
    upload.once('finish', () => resolve());
    upload.end(bytes);
  });
}
