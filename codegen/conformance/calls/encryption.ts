import type { ClassCalls } from './call.js';

/**
 * Without the encryption packages, the members fail in the driver's own code. Their arguments and errors can still be
 * compared.
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
