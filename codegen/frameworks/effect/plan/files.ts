import type { AddedMember, DeclaredClass, ImportRuntime, ImportType } from '../../framework.js';

/** What opens a file of the driver's, and what does the same as a Stream or a Sink. */
const OPENING: readonly { readonly opens: string; readonly name: string; readonly reads: boolean }[] = [
  { opens: 'openDownloadStream', name: 'download', reads: true },
  { opens: 'openDownloadStreamByName', name: 'downloadByName', reads: true },
  { opens: 'openUploadStream', name: 'upload', reads: false },
  { opens: 'openUploadStreamWithId', name: 'uploadWithId', reads: false },
];

/** Whether a class of readable streams is of files that can be given up. */
export function isDownload({ members }: DeclaredClass): boolean {
  return ['abort', 'start', 'end'].every((name) => members.has(name));
}

/** The same of writable ones: what has been written of one that is given up can be deleted. */
export function isUpload({ members }: DeclaredClass): boolean {
  return ['abort', 'id', 'bucket', 'chunkSizeBytes'].every((name) => members.has(name));
}

/** Files as Streams and Sinks: of a bucket, each run a file of its own; of a stream of Node's, one run. */
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
          ? ['The bytes of a file as a Stream: each run opens it anew.']
          : [
              'A Sink that stores what it is given as a file, and gives its id.',
              'What it has written is deleted where the file does not come about.',
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
    docs: ['The bytes as a Stream, for one run, since a stream is read once.'],
    signatures: [{ typeParameters: [], parameters: [], returns: streamType(from) }],
    statements: [`return ${runtime('bytesOf')}(this, 'asStream', () => this)`],
  };
}

function asSink(id: string, runtime: ImportRuntime, from: ImportType): AddedMember {
  return {
    ...METHOD,
    name: 'asSink',
    docs: [
      'A Sink that writes what it is given and ends the stream, for one run, since a stream is written once.',
      'What it has written is deleted where the file does not come about.',
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
