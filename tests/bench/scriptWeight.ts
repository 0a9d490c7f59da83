import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { ROOT } from './product.ts'
import { kB, type Result } from './report.ts'

const CLIENT = join(ROOT, 'dist', 'client')
const manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).default([]),
    dynamicImports: z.array(z.string()).default([]),
  }),
)
type Manifest = z.output<typeof manifest>

/** Fetched as soon as somebody is signed in, whatever they look at: the live line. */
const ALWAYS = /socket\.io-client/

const SCREENS = [
  { row: 'script, Board (consultant)', source: 'app/Board.tsx', goalBytes: 250_000 },
  { row: 'script, My duty (AMHP)', source: 'app/MyDuty.tsx', goalBytes: 150_000 },
  { row: 'script, late working (manager)', source: 'reports/LateWorking.tsx', goalBytes: 250_000 },
] as const

/** P9: the script that a screen loads before it can be used, compressed: the entry, the live line, and the screen's own. */
export async function weighScripts(): Promise<readonly Result[]> {
  const text = await readFile(join(CLIENT, '.vite', 'manifest.json'), 'utf8').catch(() => {
    throw new Error('dist/client/.vite/manifest.json is missing: run npm run build first')
  })
  const chunks = manifest.parse(JSON.parse(text))
  // The worker that keeps the app on a phone is fetched apart, after the page stands.
  const entry = Object.keys(chunks).filter((key) => chunks[key]?.isEntry && chunks[key]?.file !== 'sw.js')
  const always = Object.keys(chunks).filter((key) => ALWAYS.test(key))
  const weights = new Map<string, number>()
  for (const { file } of Object.values(chunks))
    if (file.endsWith('.js')) weights.set(file, gzipSync(await readFile(join(CLIENT, file))).length)
  return SCREENS.map(({ row, source, goalBytes }) => {
    const files = filesFor(chunks, [...entry, ...always, source])
    const bytes = files.reduce((sum, file) => sum + (weights.get(file) ?? 0), 0)
    return {
      row,
      ours: kB(bytes),
      limit: '',
      ratio: null,
      goal: `≤ ${kB(goalBytes)} gzip`,
      ok: bytes <= goalBytes,
      facts: { bytes, files: Object.fromEntries(files.map((file) => [file, weights.get(file)])) },
    }
  })
}

/** Every file that the named chunks need, each once. */
function filesFor(chunks: Manifest, names: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  const visit = (name: string): void => {
    const chunk = chunks[name]
    if (!chunk) throw new Error(`the built client has no chunk ${name}`)
    if (seen.has(name)) return
    seen.add(name)
    chunk.imports.forEach(visit)
  }
  names.forEach(visit)
  return [...new Set([...seen].flatMap((name) => chunks[name]?.file ?? []))].filter((file) => file.endsWith('.js'))
}
