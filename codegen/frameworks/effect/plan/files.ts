import type { AddedMember, DeclaredClass, ImportRuntime, ImportType } from '../../framework.js';

/** The methods that open a file of the driver, and the method that we add to each, which returns a Stream or a Sink. */
const OPENING: readonly { readonly opens: string; readonly name: string; readonly reads: boolean }[] = [
  { opens: 'openDownloadStream', name: 'download', reads: true },
  { opens: 'openDownloadStreamByName', name: 'downloadByName', reads: true },
  { opens: 'openUploadStream', name: 'upload', reads: false },
  { opens: 'openUploadStreamWithId', name: 'uploadWithId', reads: false },
];

/** Whether a class of readable streams is a download, which can be aborted. */
export function isDownload({ members }: DeclaredClass): boolean {
  return ['abort', 'start', 'end'].every((name) => members.has(name));
}

/** Whether a class of writable streams is an upload, which can be aborted, so that what was written is deleted. */
export function isUpload({ members }: DeclaredClass): boolean {
  return ['abort', 'id', 'bucket', 'chunkSizeBytes'].every((name) => members.has(name));
}

/** Files as Streams and Sinks. On a bucket, each run opens a file; on a stream, there is one run. */
export function fileMembers(declared: DeclaredClass, runtime: ImportRuntime, from: ImportType): AddedMember[] {
  if (isDownload(declared)) return [asStream(runtime, from)];
  const [id] = declared.overloads('id');
  if (isUpload(declared) && id !== undefined) return [asSink(id.returns, runtime, from)];
  const [stored] = declared.overloads('openUploadStreamWithId');
  const [stores] = stored?.parameters ?? [];
  return OPENING.flatMap(({ opens, name, reads }) => {
    const [signature] = declared.overloads(opens);
    if (signature === undefined || stores === undefined) return [];
    const { parameters } = signature;
    const given = parameters.map((each) => each.name).join(', ');
    return [
      {
        kind: 'method',
        name,
        static: false,
        docs: reads
          ? ['Reads a file as a Stream of bytes. Each run opens the file again.']
          : [
              'Returns a Sink that stores its input as a file, and returns the id of the file.',
              'If the file cannot be completed, what has been written is deleted.',
            ],
        signatures: [
          { typeParameters: [], parameters, returns: reads ? streamType(from) : sinkType(stores.type, from) },
        ],
        statements: [
          `return ${runtime(reads ? 'bytesOf' : 'storedBy')}(this, '${name}', () => this.${opens}(${given}))`,
        ],
      },
    ];
  });
}

function asStream(runtime: ImportRuntime, from: ImportType): AddedMember {
  return {
    ...METHOD,
    name: 'asStream',
    docs: ['The bytes as a Stream. It can be run once, since a stream can be read only once.'],
    signatures: [{ typeParameters: [], parameters: [], returns: streamType(from) }],
    statements: [`return ${runtime('bytesOf')}(this, 'asStream', () => this)`],
  };
}

function asSink(id: string, runtime: ImportRuntime, from: ImportType): AddedMember {
  return {
    ...METHOD,
    name: 'asSink',
    docs: [
      'A Sink that writes its input and ends the stream. It can be run once, since a stream can be written only once.',
      'If the file cannot be completed, what has been written is deleted.',
    ],
    signatures: [{ typeParameters: [], parameters: [], returns: sinkType(id, from) }],
    statements: [`return ${runtime('storedBy')}(this, 'asSink', () => this)`],
  };
}

const METHOD = { kind: 'method', static: false } as const;

function streamType(from: ImportType): string {
  return `${from('Stream', 'effect/Stream')}<Uint8Array, ${failures('CommandFailure', from)}>`;
}

function sinkType(id: string, from: ImportType): string {
  return `${from('Sink', 'effect/Sink')}<${id}, Uint8Array, never, ${failures('WriteFailure', from)}>`;
}

function failures(common: string, from: ImportType): string {
  return [common, 'GridFSError'].map((each) => from(each, './errors.js')).join(' | ');
}
