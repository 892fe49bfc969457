// Puts the compiled modules/ together to dist/, which is what is published: one file for each subpath, and what they share.
//
// Node takes longer to find a module than to run it: with a file for each class, the import of a framework took five times
// as long.
import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

const HERE = import.meta.dirname;
const MODULES = join(HERE, 'modules');

/** The folder that a module is in: `effect`, `internal`. */
const folderOf = (file) => relative(MODULES, file).split(sep)[0];

/** What `import` leads to: `effect/index`, `effect/schema`. */
const { exports } = JSON.parse(readFileSync(join(HERE, 'package.json'), 'utf8'));
const subpaths = Object.values(exports).flatMap(({ import: entry }) =>
  entry === undefined ? [] : [entry.default.replace(/^\.\/dist\/(.*)\.js$/, '$1')],
);

/** What a module imports of itself is all that it exports: it does so in dist/ as well, where rollup would make a copy of it. */
const ITSELF = 'itself:';
const itself = {
  name: 'itself',
  resolveId: (name, importer) =>
    importer !== undefined && join(dirname(importer), name) === importer
      ? { id: `${ITSELF}./${basename(name)}`, external: true }
      : undefined,
};

/** The compiler's maps, so that debuggers and stack traces show src/. */
const compiled = {
  name: 'compiled',
  load: (file) => ({ code: readFileSync(file, 'utf8'), map: readFileSync(`${file}.map`, 'utf8') }),
};

export default {
  input: Object.fromEntries(subpaths.map((path) => [path, join(MODULES, `${path}.js`)])),
  external: (name) => !name.startsWith('.') && !name.startsWith(MODULES),
  plugins: [itself, compiled],
  // What it would take away is what somebody may have by name; that is for who bundles an application.
  treeshake: false,
  output: {
    dir: join(HERE, 'dist'),
    sourcemap: true,
    paths: (name) => (name.startsWith(ITSELF) ? name.slice(ITSELF.length) : name),
    entryFileNames: '[name].js',
    chunkFileNames: ({ moduleIds }) => `${folderOf(moduleIds[0])}/[name].js`,
    manualChunks: (file) => (folderOf(file) === 'internal' ? 'internal' : undefined),
    minifyInternalExports: false,
    // Found with the file that has them.
    hoistTransitiveImports: false,
  },
};
