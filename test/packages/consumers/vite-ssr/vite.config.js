import { defineConfig } from 'vite';

export default defineConfig(({ mode }) => ({
  build: { ssr: 'src/main.js', outDir: mode === 'bundled' ? 'bundled' : 'build' },
  // Vite leaves packages to Node; `--mode bundled` takes them into the file.
  ssr: mode === 'bundled' ? { noExternal: true } : {},
}));
