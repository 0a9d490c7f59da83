import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Smaller files fit into one packet as they are. */
const WORTH_BYTES = 1400

/**
 * Puts a packed copy of every script and style beside it, as `.br` and `.gz`: a phone with one bar of signal fetches a quarter of the
 * bytes, and the server packs nothing while people wait.
 */
export function packed(): Plugin {
  let folder = ''
  return {
    name: 'packed',
    apply: 'build',
    configResolved({ root, build }) {
      folder = join(root, build.outDir, 'assets')
    },
    closeBundle() {
      for (const name of readdirSync(folder).filter((one) => /\.(?:js|css)$/.test(one))) {
        const path = join(folder, name)
        const whole = readFileSync(path)
        if (whole.length < WORTH_BYTES) continue
        writeFileSync(`${path}.gz`, gzipSync(whole, { level: 9 }))
        writeFileSync(`${path}.br`, brotliCompressSync(whole, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
      }
    },
  }
}
