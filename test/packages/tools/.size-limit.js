// The size that a program with one class adds to a bundle, minified, without the driver and the framework's package.
// Every program begins with MongoClient, which reaches nearly all classes: see docs/bundlers.md.
//
// A limit is slightly above the measured size. If a change that exceeds it is intended, change the limit in the same
// commit.
const LIMITS = {
  promise: ['MongoClient', '41 kB'],
  callback: ['MongoClient', '50 kB'],
  rxjs: ['MongoClient', '55 kB'],
  effect: ['MongoClient', '73 kB'],
  'effect/pipeable': ['find', '74 kB'],
  'effect/schema': ['withSchema', '81 kB'],
};

const fileOf = (subpath) => (subpath.includes('/') ? `${subpath}.js` : `${subpath}/index.js`);

export default Object.entries(LIMITS).map(([subpath, [name, limit]]) => ({
  name: `motorized/${subpath}`,
  path: `../../../generated/dist/${fileOf(subpath)}`,
  import: `{ ${name} }`,
  limit,
  ignore: ['mongodb', 'rxjs', 'effect', 'effect/*'],
  // The uncompressed size, since servers load bundles from disk.
  brotli: false,
  modifyEsbuildConfig: (config) => ({ ...config, platform: 'node', format: 'esm' }),
}));
