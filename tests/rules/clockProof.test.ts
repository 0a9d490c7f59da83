import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockRules, powerKinds } from '#shared/referrals/clockRules.ts'
import { clockOf } from '#shared/referrals/clocks.ts'
import { limitClockOf } from '#shared/referrals/law/limits.ts'
import { limitKinds } from '#shared/referrals/law/limitKinds.ts'
import { limitRules } from '#shared/referrals/law/limitRules.ts'
import { ruleAt, type RuleOfLaw } from '#shared/referrals/law/rule.ts'
import { periodEnd } from '#shared/time/counting.ts'
import { instant, msOf, type Instant } from '#shared/time/instant.ts'
import { actsSay, changesOf, naiveEnd } from './naiveClocks.ts'

/** The clocks against a second reading of the Acts, over every night in which the clocks change from 2026 to 2036. */
const NOW = instant('2026-11-12T12:00:00Z')
const QUARTER = 15 * 60_000
const YEARS = Array.from({ length: 11 }, (_, after) => 2026 + after)
const SEED = Number(process.env['SEED'] ?? 20261127)

const numbered: readonly RuleOfLaw[] = [
  ...powerKinds.map((kind) => ruleAt(clockRules, kind, NOW)),
  ...limitKinds.map((kind) => ruleAt(limitRules, kind, NOW)).filter(({ mode }) => mode !== null),
]

/** The whole crossing where a machine's own zone is farthest from London's, and wherever none is named; a sample in the others. */
const WHOLE = !['UTC', 'Europe/London'].includes(process.env['TZ'] ?? '')
const sampled = (all: readonly number[]): readonly number[] => (WHOLE ? all : all.filter((_, at) => at % 11 === 0))

/** Every quarter hour of the 72 hours around each of the 22 changes. */
const quarters: readonly number[] = YEARS.flatMap(changesOf).flatMap((change) =>
  Array.from({ length: 288 }, (_, at) => change + (at - 144) * QUARTER),
)
const days: readonly number[] = Array.from(
  { length: 11 * 366 },
  (_, after) => Date.UTC(2026, 0, 1, 13, 37) + after * 86_400_000,
)

const wordsOf = (kind: string) => {
  const words = actsSay[kind]
  if (!words) throw new Error(`the second reading has no ${kind}`)
  return words
}

/** Both readings of each rule from each start. Rules of the same period share its ends: they are worked out once. */
function compare(rules: readonly RuleOfLaw[], starts: readonly number[]) {
  const ends = new Map<string, readonly string[]>()
  const different = rules.flatMap(({ kind, mode, quantity }) => {
    const words = wordsOf(kind)
    const period = `${mode} ${quantity} ${JSON.stringify(words)}`
    const known =
      ends.get(period) ??
      starts.flatMap((ms) => {
        const end = mode === null ? null : periodEnd(instant(ms), mode, quantity)
        return end !== null && msOf(end) === naiveEnd(words, ms)
          ? []
          : [`${kind} from ${instant(ms)}: ${end ?? 'none'}`]
      })
    ends.set(period, known)
    return known
  })
  return { compared: rules.length * starts.length, different }
}

describe('every clock of the law', () => {
  it('has a second reading, and that has no other', () => {
    expect(numbered.map(({ kind }) => kind).toSorted()).toEqual(Object.keys(actsSay).toSorted())
  })

  it('ends when the second reading says, at each quarter hour around the 22 changes of the clocks', () => {
    expect(quarters).toHaveLength(22 * 288)
    const { compared, different } = compare(numbered, sampled(quarters))
    console.info(
      `clocks: ${compared} ends of ${numbered.length} rules around 22 changes, ${different.length} differences`,
    )
    expect(different.slice(0, 5)).toEqual([])
  })

  it('shows that end on the record too', () => {
    const sample = quarters.filter((_, at) => at % 97 === 0)
    const different = sample.flatMap((ms) => {
      const startedAt = instant(ms)
      const powers = powerKinds.map((kind) => [kind, clockOf({ kind, startedAt }, startedAt).limitAt] as const)
      const limits = limitKinds
        .filter((kind) => kind in actsSay)
        .map((kind) => [kind, limitClockOf({ kind, startedAt }, startedAt).limitAt] as const)
      return [...powers, ...limits].filter(([kind, at]) => at === null || msOf(at) !== naiveEnd(wordsOf(kind), ms))
    })
    expect(different).toEqual([])
  })

  it('ends so from each day of eleven years: month ends, leap days, both changes', () => {
    const byDay = numbered.filter(({ mode }) => mode !== 'elapsed-hours')
    const { compared, different } = compare(byDay, sampled(days))
    console.info(`clocks: ${compared} ends from each day of 2026 to 2036, ${different.length} differences`)
    expect(different.slice(0, 5)).toEqual([])
  })

  it('ends so from any moment of a century, and never earlier for a later start', () => {
    console.info(`clocks: properties with seed ${SEED}; SEED=… repeats them`)
    const rules = fc.constantFrom(...numbered)
    const starts = fc.integer({ min: Date.UTC(1997, 0), max: Date.UTC(2099, 0) })
    const endOf = ({ mode, quantity }: RuleOfLaw, ms: number): Instant | null =>
      mode === null ? null : periodEnd(instant(ms), mode, quantity)
    fc.assert(
      fc.property(rules, starts, fc.nat(4 * 86_400_000), (rule, ms, more) => {
        const [end, later] = [endOf(rule, ms), endOf(rule, ms + more)]
        expect(end === null ? null : msOf(end)).toBe(naiveEnd(wordsOf(rule.kind), ms))
        expect((later ?? '') >= (end ?? '')).toBe(true)
      }),
      { seed: SEED, numRuns: 2000 },
    )
  })
})
