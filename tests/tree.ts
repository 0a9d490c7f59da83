import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Source } from './architecture.ts'

export const root = fileURLToPath(new URL('..', import.meta.url))

const skipped = new Set(['node_modules', 'dist', 'migrations'])
const tops = ['shared', 'db', 'server', 'client', 'tests']

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesUnder(path)
    return /\.(?:tsx?|mjs|css|html|svg)$/.test(entry.name) ? [path] : []
  })
}

/** Every file of ours that is code, style or markup, as text; paths from the root with forward slashes. */
export const readTree = (): readonly Source[] =>
  tops
    .flatMap((top) => filesUnder(join(root, top)))
    .map((path) => ({ path: relative(root, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }))

export const isTest = ({ path }: Source): boolean => path.startsWith('tests/') || /\.test\.tsx?$/.test(path)

/** What runs at a council: everything but tests. */
export const readProduct = (): readonly Source[] => readTree().filter((file) => !isTest(file))
