// What a program that uses one class adds to a bundle, minified, without the driver and the framework's package. Every
// program begins with MongoClient, and that reaches nearly all of them: docs/bundlers.md says what keeps what.
//
// A limit is what was measured, and a bit: what goes beyond it is either wanted, and then the number is changed with it, or not.
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
  // Bytes that are parsed: nobody sends a server over a wire to start it.
  brotli: false,
  modifyEsbuildConfig: (config) => ({ ...config, platform: 'node', format: 'esm' }),
}));
