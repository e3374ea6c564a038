import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  build: { target: 'es2021', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  // `npm run dev` takes its answers from an `entente serve` that runs beside it.
  server: { proxy: { '/api': process.env.ENTENTE_URL ?? 'http://127.0.0.1:8080' } },
  // Components are tested as a browser would load them, not as for rendering on a server.
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
  test: { environment: 'jsdom', include: ['tests/**/*.test.ts'] },
});
