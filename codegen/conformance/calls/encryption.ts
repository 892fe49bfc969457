import type { ClassCalls } from './call.js';

/**
 * The members fail where encryption is not installed, and do so in the driver's own code: what is compared is how they are
 * called, and what they fail with.
 */
export const CLIENT_ENCRYPTION: ClassCalls = {
  on: (scene) => scene.bare('ClientEncryption'),
  members: {
    createDataKey: [['local']],
    rewrapManyDataKey: [[{}]],
    deleteKey: [['an id']],
    getKey: [['an id']],
    getKeyByAltName: [['a name']],
    addKeyAltName: [['an id', 'a name']],
    removeKeyAltName: [['an id', 'a name']],
    createEncryptedCollection: [
      {
        args: ({ db }) => [
          db,
          'secret',
          { provider: 'local', createCollectionOptions: { encryptedFields: { fields: [] } } },
        ],
      },
    ],
    encrypt: [['a value', { algorithm: 'Indexed' }]],
    encryptExpression: [[{}, { algorithm: 'Range' }]],
    decrypt: [['a value']],
    getKeys: [[]],
  },
};
