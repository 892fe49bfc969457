import { build } from 'esbuild';

await build({
  entryPoints: ['main.js'],
  outfile: 'build/main.cjs',
  bundle: true,
  minify: true,
  platform: 'node',
  // The driver is CommonJS, and requires modules of Node's: in a bundle of ES modules esbuild has no `require` for it.
  format: 'cjs',
});

// An import of which nothing is used leaves nothing behind.
const { outputFiles } = await build({
  stdin: { contents: "import { MongoClient } from 'motorized/effect';", resolveDir: '.' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
});
console.log('unused:', outputFiles[0].text.length);
