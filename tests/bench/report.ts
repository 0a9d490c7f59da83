import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One line of the table: ours beside the limit of the same run. */
export interface Result {
  readonly row: string
  readonly ours: string
  readonly limit: string
  /** Ours in limits, or `null` where the goal is an absolute one. */
  readonly ratio: number | null
  readonly goal: string
  /** `null` where there is no goal, only something to know. */
  readonly ok: boolean | null
  /** Percentiles, counts and what else belongs to it, for the JSON. */
  readonly facts?: Readonly<Record<string, unknown>>
  /** Lines under the table. */
  readonly notes?: readonly string[]
}

const HEAD = ['row', 'ours', 'limit', 'ratio', 'goal', '']

export function tableOf(results: readonly Result[]): string {
  const lines = results.map(({ row, ours, limit, ratio, goal, ok }) => [
    row,
    ours,
    limit,
    ratio === null ? '' : ratio.toFixed(2),
    goal,
    ok === null ? '' : ok ? 'ok' : 'over',
  ])
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...lines].map((line) => (line[column] ?? '').length)))
  const written = [HEAD, ...lines].map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const notes = results.flatMap((one) => one.notes ?? [])
  return [...written, ...(notes.length > 0 ? [''] : []), ...notes].join('\n')
}

/** @returns where it was written */
export async function writeJson(folder: string, at: Date, contents: unknown): Promise<string> {
  const out = join(folder, 'bench', 'out')
  await mkdir(out, { recursive: true })
  const file = join(out, `${at.toISOString().slice(0, 19).replaceAll(':', '')}.json`)
  await writeFile(file, `${JSON.stringify(contents, null, 2)}\n`)
  return file
}

/** @example ms(4.1234) // '4.12 ms' */
export const ms = (value: number): string => (value >= 100 ? `${Math.round(value)} ms` : `${value.toFixed(2)} ms`)
export const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`
export const kB = (bytes: number): string => `${(bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0)} kB`
export const MB = (bytes: number): string => `${(bytes / 1_000_000).toFixed(0)} MB`
