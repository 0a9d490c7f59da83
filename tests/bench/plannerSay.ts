import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAmhpInstance } from '#shared/planner/amhpInstance.ts'
import { parseCurtoisQu } from '#shared/planner/curtoisQu.ts'
import type { RotaProblem } from '#shared/planner/problem.ts'

export const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** What did not come up to its mark; the bench fails for any. */
export const wrongs: string[] = []

/** @returns seconds of this process on a processor since it was made */
export function cpuClock(): () => number {
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  }
}

export function readInstance(folder: string, name: string): RotaProblem {
  return name.startsWith('amhp')
    ? parseAmhpInstance(name, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))
    : parseCurtoisQu(name, readFileSync(join(folder, `${name}.txt`), 'utf8'))
}

export const named = (name: string): string => name.padEnd(26)
