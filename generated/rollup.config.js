// Puts the compiled modules/ together to dist/, which is what is published: one file for each subpath, and what they share.
//
// Node takes longer to find a module than to run it: with a file for each class, the import of a framework took five times
// as long.
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const HERE = import.meta.dirname;
const MODULES = join(HERE, 'modules');

/** The folder that a module is in: `effect`, `internal`. */
const folderOf = (file) => relative(MODULES, file).split(sep)[0];

/** What `import` leads to: `effect/index`, `effect/schema`. */
const { exports } = JSON.parse(readFileSync(join(HERE, 'package.json'), 'utf8'));
const subpaths = Object.values(exports).flatMap(({ import: entry }) =>
  entry === undefined ? [] : [entry.default.replace(/^\.\/dist\/(.*)\.js$/, '$1')],
);

/** The compiler's maps, so that debuggers and stack traces show src/. */
const compiled = {
  name: 'compiled',
  load: (file) => ({ code: readFileSync(file, 'utf8'), map: readFileSync(`${file}.map`, 'utf8') }),
};

export default {
  input: Object.fromEntries(subpaths.map((path) => [path, join(MODULES, `${path}.js`)])),
  external: (name) => !name.startsWith('.') && !name.startsWith(MODULES),
  plugins: [compiled],
  // What it would take away is what somebody may have by name; that is for who bundles an application.
  treeshake: false,
  output: {
    dir: join(HERE, 'dist'),
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: ({ moduleIds }) => `${folderOf(moduleIds[0])}/[name].js`,
    manualChunks: (file) => (folderOf(file) === 'internal' ? 'internal' : undefined),
    minifyInternalExports: false,
    // Found with the file that has them.
    hoistTransitiveImports: false,
  },
};
