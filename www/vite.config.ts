import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  plugins: [react()],
  build: {
    target: 'es2022',
    // Assets stay files of their own: the page's policy allows no `data:` scripts or wasm.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1400,
  },
  worker: { format: 'es' },
  // The package brings its own worker and wasm, which must stay where it finds them.
  optimizeDeps: { exclude: ['kehu'] },
  server: { fs: { allow: ['..'] } },
});
