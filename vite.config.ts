import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { seedPlugin } from './tests/faults/seedPlugin.mjs'
import { LongestFirst } from './tests/harness/longestFirst.ts'
import { packed } from './vite.packed.ts'
import { offlineShell } from './vite.shell.ts'

/** In development the client is served from here and talks to the server as if it were on the same origin. */
const server = 'http://127.0.0.1:3000'

/** The server, bundled from our own sources; packages stay where npm put them. */
const serverBuild = { outDir: 'dist/server', emptyOutDir: true, target: 'node20', minify: false, sourcemap: true }

/** What plans are worked out in: a thread of its own, so a file of its own beside the server's. */
const planThread = {
  name: 'plan-thread',
  buildStart(this: { emitFile: (file: { type: 'chunk'; id: string; fileName: string }) => string }) {
    this.emitFile({ type: 'chunk', id: 'server/planner/planThread.ts', fileName: 'planThread.js' })
  },
}

/** Half a minute for whatever a test polls: what is not there by then, on the slowest machine, is not coming. */
const patient = { poll: { timeout: 30_000 } }

export default defineConfig(({ isSsrBuild }) => ({
  root: isSsrBuild ? '.' : 'client',
  plugins: isSsrBuild ? [planThread] : [react(), offlineShell(), packed()],
  build: isSsrBuild
    ? serverBuild
    : {
        outDir: '../dist/client',
        emptyOutDir: true,
        // Says which files each screen needs; the bench weighs them.
        manifest: true,
        target: 'es2022',
        // The content security policy allows no data: addresses, so even small files stay files.
        assetsInlineLimit: 0,
      },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: server, changeOrigin: false },
      '/partner': { target: server, changeOrigin: false },
      '/socket.io': { target: server, ws: true, changeOrigin: false },
    },
  },
  test: {
    root: '.',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        // Pure rules, and the shape of the tree: no database, no browser. Run under three time zones.
        plugins: [seedPlugin()],
        test: {
          name: 'rules',
          root: '.',
          include: [
            'shared/**/*.test.ts',
            'client/**/*.test.ts',
            'server/**/*.test.ts',
            'tests/rules/**/*.test.ts',
            'tests/architecture.test.ts',
          ],
          pool: 'threads',
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Behaviour through HTTP and sockets, on real PostgreSQL: one database a file, cloned from a migrated template.
        plugins: [seedPlugin()],
        test: {
          name: 'flows',
          root: '.',
          include: ['tests/flows/**/*.test.ts', 'db/**/*.test.ts'],
          globalSetup: ['tests/harness/cluster.ts'],
          pool: 'forks',
          isolate: false,
          // One at a time leaves half of two cores idle: a flow waits for PostgreSQL as often as PostgreSQL for it.
          maxWorkers: 2,
          expect: patient,
          // What is not there by then, on the slowest machine, is not coming; speed is measured elsewhere.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        // Journeys in a real browser, against the built client.
        test: {
          name: 'journeys',
          root: '.',
          include: ['tests/e2e/**/*.test.ts'],
          setupFiles: ['tests/harness/tellOfPages.ts'],
          globalSetup: ['tests/harness/cluster.ts'],
          pool: 'forks',
          isolate: false,
          // Two at a time: a browser waits more than it works, and more of them on two cores are slower than any patience.
          maxWorkers: 2,
          expect: patient,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
}))
