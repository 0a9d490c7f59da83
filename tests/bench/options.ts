import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export const parts = [
  'p1',
  'p2',
  'p3',
  'polling',
  'memory',
  'start',
  'weight',
  'forecast',
  'audit',
  'reports',
  'england',
] as const
export type Part = (typeof parts)[number]

/** Too long for every run: measured only when it is named. */
const onlyWhenNamed: ReadonlySet<Part> = new Set(['audit', 'reports', 'england'])

export interface Options {
  readonly quick: boolean
  readonly only: ReadonlySet<Part>
  /** How many sockets the memory is measured with. */
  readonly sockets: number
  /** How many screens hear of each click. */
  readonly screens: readonly number[]
  readonly rounds: number
  readonly seed: number
  /** How much of England's five years the national part is measured on. */
  readonly scale: number
  /** Where the national database stays for the next run; `null` when it is thrown away. */
  readonly keep: string | null
}

/** A command line that cannot be used, with what to do about it. */
export class OptionError extends Error {}

/** Somebody asked what can be chosen. */
export class UsageAsked extends Error {}

export const usage = `npm run bench -- [options]
  --quick         under 45 seconds: fewer rounds, 31 screens only, no building
  --only p1,p2    only these parts: ${parts.join(', ')}
                  (audit, three million reads, reports, five years of a large service, and england, all services at once,
                  only when they are named)
  --sockets 1000  sockets for the memory part, 10 to 10000
  --screens 31    screens that hear of each click, 2 to 1000; several: 31,300
  --rounds 5      rounds of ours and the limit in turn, 1 to 50
  --seed 20261112 seed of the invented service
  --scale 0.01    how much of England's five years the part england has, with all of its services and people; 1 is all
  --keep FOLDER   where that database stays, so that the next run need not load it again`

const flags = {
  quick: { type: 'boolean', default: false },
  only: { type: 'string' },
  sockets: { type: 'string' },
  screens: { type: 'string' },
  rounds: { type: 'string' },
  seed: { type: 'string' },
  scale: { type: 'string' },
  keep: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

/**
 * Reads the command line.
 *
 * @throws OptionError that names the option and what it should be
 * @throws UsageAsked with the options in words
 * @example readOptions(['--quick', '--only', 'p1,weight'])
 */
export function readOptions(given: readonly string[]): Options {
  const values = parsed(given)
  if (values.help) throw new UsageAsked(usage)
  const { quick } = values
  return {
    quick,
    only: partsIn(values.only),
    sockets: wholeIn('sockets', values.sockets, 1000, [10, 10_000]),
    screens: (values.screens ?? (quick ? '31' : '31,300'))
      .split(',')
      .map((one) => wholeIn('screens', one, 31, [2, 1000])),
    rounds: wholeIn('rounds', values.rounds, quick ? 3 : 5, [1, 50]),
    seed: wholeIn('seed', values.seed, 20_261_112, [0, 4_294_967_295]),
    scale: shareIn('scale', values.scale, 0.01),
    keep: values.keep === undefined ? null : resolve(values.keep),
  }
}

function parsed(given: readonly string[]) {
  try {
    return parseArgs({ args: [...given], options: flags, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw new OptionError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

function partsIn(text: string | undefined): ReadonlySet<Part> {
  if (text === undefined) return new Set(parts.filter((part) => !onlyWhenNamed.has(part)))
  const names = text.split(',').map((name) => name.trim().toLowerCase())
  const chosen = names.map((name) => {
    const found = parts.find((part) => part === name)
    if (!found) throw new OptionError(`--only: "${name}" is not a part. The parts are ${parts.join(', ')}.`)
    return found
  })
  return new Set(chosen)
}

function wholeIn(name: string, text: string | undefined, fallback: number, [least, most]: [number, number]): number {
  if (text === undefined) return fallback
  const value = Number(text)
  if (!/^\d{1,10}$/.test(text.trim()) || value < least || value > most)
    throw new OptionError(`--${name}: "${text}" should be a whole number from ${least} to ${most}.`)
  return value
}

function shareIn(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback
  const value = Number(text)
  if (!/^\d(\.\d{1,4})?$/.test(text.trim()) || value <= 0 || value > 1)
    throw new OptionError(`--${name}: "${text}" should be more than 0 and at most 1, like 0.05.`)
  return value
}
