import type { Members } from '../../synchro/masquerade/member-access.js';
import type { Call, ClassCalls } from './call.js';
import type { Scene } from './scene.js';

/** A call with the id of an existing file. */
const ofFile = (...more: readonly unknown[]): Call => {
  let id: unknown;
  return {
    on: async (scene) => {
      ({ id } = await scene.file());
      return scene.bucket;
    },
    args: () => [id, ...more],
  };
};

const NO_ID = '000000000000000000000001';

export const GRIDFS_BUCKET: ClassCalls = {
  on: ({ bucket }) => bucket,
  members: {
    delete: [ofFile(), [NO_ID]],
    rename: [ofFile('another name'), [NO_ID, 'another name']],
    drop: [ofFile(), []],
    find: [
      {
        on: async (scene) => {
          await scene.file();
          return scene.bucket;
        },
      },
      [{ filename: 'nothing' }, { batchSize: 1 }],
    ],
    openUploadStream: [['a file'], ['a file', { metadata: { of: 'mine' }, chunkSizeBytes: 3 }]],
    openUploadStreamWithId: [['an id', 'a file']],
    openDownloadStream: [ofFile(), ofFile({ start: 1, end: 6 }), [NO_ID]],
    openDownloadStreamByName: [
      {
        on: async (scene) => {
          await scene.file();
          return scene.bucket;
        },
        args: () => ['a file'],
      },
      ['nothing'],
    ],
  },
};

async function download(scene: Scene): Promise<Members> {
  const { id } = await scene.file();
  return scene.side.make(scene.bucket, 'openDownloadStream', id);
}

export const GRIDFS_BUCKET_READ_STREAM: ClassCalls = {
  on: download,
  members: { start: [[2], ['early']], end: [[3]], abort: [[]] },
};

export const GRIDFS_BUCKET_WRITE_STREAM: ClassCalls = {
  on: ({ side, bucket }) => side.make(bucket, 'openUploadStream', 'a file'),
  members: { abort: [[], { on: (scene) => scene.file() }] },
};
