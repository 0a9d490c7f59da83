import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What one fault run counted: plain numbers and words, nothing of a person. */
export type Counts = Readonly<Record<string, number | string | boolean>>

/**
 * Prints what a fault run counted, and keeps it for the page of evidence when EVIDENCE_DIR is set (`npm run faults` sets it).
 *
 * @param fault its number in the plan, `F1` to `F32`, and a word when it has several parts: `F8-control`
 * @example evidence('F1', { races: 1000, doubles: 0, seed: 7 })
 */
export function evidence(fault: string, counts: Counts): void {
  process.stdout.write(`${fault}: ${JSON.stringify(counts)}\n`)
  const folder = process.env['EVIDENCE_DIR']
  if (!folder) return
  const into = join(ROOT, folder)
  mkdirSync(into, { recursive: true })
  writeFileSync(
    join(into, `${fault}.json`),
    `${JSON.stringify({ fault, counts, at: new Date().toISOString(), node: process.version }, null, 2)}\n`,
  )
}

/** A count that the short form has small and the full form large. @example const RACES = many('RACES', 500) */
export const many = (name: string, short: number): number => Number(process.env[name] ?? short)
