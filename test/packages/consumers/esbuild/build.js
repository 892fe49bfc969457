import { build } from 'esbuild';

await build({
  entryPoints: ['main.js'],
  outfile: 'build/main.cjs',
  bundle: true,
  minify: true,
  platform: 'node',
  // The driver is CommonJS and requires Node's own modules, but a bundle of ES modules has no `require`.
  format: 'cjs',
});

// An unused import leaves nothing behind.
const { outputFiles } = await build({
  stdin: { contents: "import { MongoClient } from 'motorized/effect';", resolveDir: '.' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
});
console.log('unused:', outputFiles[0].text.length);
